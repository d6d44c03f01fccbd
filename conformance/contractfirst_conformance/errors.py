"""What keeps the suite from judging.

Exception
├── SuiteError            the run cannot begin or go on; one line, exit code 2
│   ├── UsageError        wrong usage: an unreadable file, an unknown check; exit code 3
│   └── ServerGone        the server stopped answering
├── NoResponse              one exchange without a usable response
├── Skipped               a check has nothing to judge, with the reason
└── CannotCheck           a check could not bring about what it needs, with the reason
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
    """The run cannot begin or go on; ``str()`` is one clear line."""


class UsageError(SuiteError):
    """What was asked for makes no sense: a file, an option, a check's id."""


class ServerGone(SuiteError):  # noqa: N818 - it is the server that is gone
    """The server answered before and does not any more."""


class NoResponse(Exception):  # noqa: N818 - that is what happened
    """One request got no usable response; ``exchange.failure`` says why."""

    def __init__(self, exchange: "Exchange") -> None:
        super().__init__(f"{exchange.request.method} {exchange.request.target}: {exchange.failure}")
        self.exchange = exchange


class Skipped(Exception):  # noqa: N818 - an outcome, no error
    """There is nothing to judge, or no means to judge it; ``str()`` is the reason."""


class CannotCheck(Exception):  # noqa: N818 - an outcome of the suite
    """What a check needs could not be brought about; ``exchanges`` show the attempt."""

    def __init__(self, reason: str, *exchanges: "Exchange") -> None:
        super().__init__(reason)
        self.exchanges = exchanges


class BrokenPagination(CannotCheck):
    """A list's own cursor leads nowhere, or back to what was shown."""


class TooManyPages(CannotCheck):
    """A list has more pages than are read."""
