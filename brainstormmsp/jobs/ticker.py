"""Periodic tasks of a worker."""

from datetime import datetime
from typing import Protocol

__all__ = ["Ticker"]


class Ticker(Protocol):
    """A periodic task, on a thread of its own.

    Several workers may tick at once: work that must happen once is claimed in a transaction.
    """

    @property
    def name(self) -> str:
        """One word for names of threads and for logs."""

    def tick(self, now: datetime) -> datetime | None:
        """Do what is due; return when more will be due, or ``None`` if that is not known.

        It is called again then, and at the latest after the worker's poll interval. What it raises is
        logged.
        """

    def close(self) -> None:
        """Release work in progress because the worker stops; may be called more than once."""
