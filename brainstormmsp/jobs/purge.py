"""Deletes expired rows, once a minute."""

from collections.abc import Callable
from datetime import datetime, timedelta

from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.jobs import purge_jobs

__all__ = ["Purge", "job_purge"]

_INTERVAL = timedelta(minutes=1)


class Purge:
    """A ticker of the worker. ``delete`` is given the time, and returns whether there is more to delete.

    What has expired is hidden from callers whether or not it has been deleted yet.
    """

    def __init__(
        self, name: str, database: Database, delete: Callable[[Transaction, datetime], bool]
    ) -> None:
        self.name = name
        self._database = database
        self._delete = delete
        self._following: datetime | None = None

    def tick(self, now: datetime) -> datetime:
        """Delete expired rows if it is time; return when to look for more."""
        if self._following is None or now >= self._following:
            more = self._database.write_and_wait(lambda transaction: self._delete(transaction, now))
            self._following = now if more else now + _INTERVAL
        return self._following

    def close(self) -> None:
        """Nothing is in progress between ticks."""


def job_purge(database: Database) -> Purge:
    """Return the task that deletes expired jobs."""

    def delete(transaction: Transaction, now: datetime) -> bool:
        purge_jobs(transaction, format_timestamp(now))
        return False

    return Purge("job-purge", database, delete)
