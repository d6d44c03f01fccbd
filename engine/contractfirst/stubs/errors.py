"""What keeps stubs from being made.

Exception
└── StubsError                options or directories that cannot be used
    └── HandlerSyntaxError    a module that people own is not Python; has file:line:col
"""

__all__ = ["HandlerSyntaxError", "StubsError"]


class StubsError(Exception):
    """Stubs cannot be made; ``str()`` says why in a line."""


class HandlerSyntaxError(StubsError):
    """A handler module does not parse; ``line`` and ``column`` count from 1."""

    def __init__(self, path: str, line: int, column: int, message: str) -> None:
        self.path = path
        self.line = line
        self.column = column
        super().__init__(f"{path}:{line}:{column}: {message}")
