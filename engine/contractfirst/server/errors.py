"""Errors of the server itself, not of a request.

Exception
├── SettingsError          invalid settings; every finding at once
├── HandlerError           a handler that does not match its operation
├── StartError             the server cannot start, because of a port in use for example
└── ClientDisconnected     the client disconnected before the request was complete
"""

from collections.abc import Iterable

__all__ = ["ClientDisconnected", "HandlerError", "SettingsError", "StartError"]


class SettingsError(Exception):
    """Invalid settings; ``str()`` gives one finding a line."""

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


class HandlerError(Exception):
    """A handler module or function does not match the contract."""


class StartError(Exception):
    """The server cannot start; the message is one line for the operator."""


class ClientDisconnected(Exception):  # noqa: N818 - nothing went wrong here
    """The client disconnected."""
