"""What a worker does besides jobs, again and again."""

from datetime import datetime
from typing import Protocol

__all__ = ["Ticker"]


class Ticker(Protocol):
    """Something to be done whenever its time has come, on a thread of its own.

    Several workers may tick at once: what must happen once is claimed in a transaction.
    """

    @property
    def name(self) -> str:
        """What it does, in one word, for threads and logs."""

    def tick(self, now: datetime) -> datetime | None:
        """Do what is due; return when there will be more to do, ``None`` when that is not known.

        It is called again then, and at the latest after the worker's poll interval. What it raises is
        logged.
        """

    def close(self) -> None:
        """Give back what is under way: the worker stops. Harmless when done before."""
