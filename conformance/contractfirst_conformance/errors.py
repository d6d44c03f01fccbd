"""Errors and other ends of a check.

Exception
├── SuiteError            the run cannot start or continue; one line, exit code 2
│   ├── UsageError        wrong usage: an unreadable file, an unknown check; exit code 3
│   └── ServerGone        the server stopped answering
├── NoResponse              one exchange without a usable response
├── Skipped               a check does not apply, with the reason
└── CannotCheck           what a check needs could not be set up, with the reason
    ├── BrokenPagination       a list's own cursor leads nowhere, or back
    └── TooManyPages           a list has more pages than are read
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contractfirst_conformance.exchange import Exchange

__all__ = [
    "BrokenPagination",
    "CannotCheck",
    "NoResponse",
    "ServerGone",
    "Skipped",
    "SuiteError",
    "TooManyPages",
    "UsageError",
]


class SuiteError(Exception):
    """The run cannot start or continue; ``str()`` is one line."""


class UsageError(SuiteError):
    """An option is invalid: a file, a value or a check's id."""


class ServerGone(SuiteError):  # noqa: N818 - it is the server that is gone
    """The server answered before and no longer does."""


class NoResponse(Exception):  # noqa: N818 - that is what happened
    """One request got no usable response; ``exchange.failure`` is the reason."""

    def __init__(self, exchange: "Exchange") -> None:
        super().__init__(f"{exchange.request.method} {exchange.request.target}: {exchange.failure}")
        self.exchange = exchange


class Skipped(Exception):  # noqa: N818 - an outcome, no error
    """A check does not apply, or lacks what it needs; ``str()`` is the reason."""


class CannotCheck(Exception):  # noqa: N818 - an outcome of the suite
    """What a check needs could not be set up; ``exchanges`` show the attempt."""

    def __init__(self, reason: str, *exchanges: "Exchange") -> None:
        super().__init__(reason)
        self.exchanges = exchanges


class BrokenPagination(CannotCheck):
    """A list's own cursor leads nowhere, or back to what was shown."""


class TooManyPages(CannotCheck):
    """A list has more pages than are read."""
