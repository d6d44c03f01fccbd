"""Takes away the jobs that have expired."""

from datetime import datetime, timedelta

from brainstormmsp.store import Database, format_timestamp
from brainstormmsp.store.jobs import purge_jobs

__all__ = ["JobPurge"]

_INTERVAL = timedelta(minutes=1)


class JobPurge:
    """Deletes expired jobs once a minute; until then nobody is shown them any more."""

    name = "job-purge"

    def __init__(self, database: Database) -> None:
        self._database = database
        self._following: datetime | None = None

    def tick(self, now: datetime) -> datetime:
        """Delete what has expired, if it is time."""
        if self._following is None or now >= self._following:
            self._database.write_and_wait(lambda transaction: purge_jobs(transaction, format_timestamp(now)))
            self._following = now + _INTERVAL
        return self._following

    def close(self) -> None:
        """Nothing is under way between ticks."""
