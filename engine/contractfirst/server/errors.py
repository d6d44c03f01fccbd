"""What stops the server itself, as opposed to a request.

Exception
├── SettingsError          settings that it refuses to start with; every finding at once
├── HandlerError           a handler that does not fit the operation it is named after
├── StartError             something outside does not let it start, a port in use for one
└── ClientDisconnected     the caller went away before the request was whole; nobody is told
"""

from collections.abc import Iterable

__all__ = ["ClientDisconnected", "HandlerError", "SettingsError", "StartError"]


class SettingsError(Exception):
    """The settings are not ones that the server starts with; ``str()`` gives one finding a line."""

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


class HandlerError(Exception):
    """A handler module or function does not fit the contract."""


class StartError(Exception):
    """Something outside does not let the server start; the message is one line for the operator."""


class ClientDisconnected(Exception):  # noqa: N818 - nothing went wrong here
    """The caller went away."""
