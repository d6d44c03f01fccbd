"""Takes away the files that have expired."""

from datetime import datetime, timedelta

from brainstormmsp.store import Database, format_timestamp
from brainstormmsp.store.reports import purge_report_files

__all__ = ["ReportPurge"]

_INTERVAL = timedelta(minutes=1)


class ReportPurge:
    """Deletes expired files once a minute; until then nobody is given them any more."""

    name = "report-purge"

    def __init__(self, database: Database) -> None:
        self._database = database
        self._following: datetime | None = None

    def tick(self, now: datetime) -> datetime:
        """Delete what has expired, if it is time."""
        if self._following is None or now >= self._following:
            timestamp = format_timestamp(now)
            self._database.write_and_wait(lambda transaction: purge_report_files(transaction, timestamp))
            self._following = now + _INTERVAL
        return self._following

    def close(self) -> None:
        """Nothing is under way between ticks."""
