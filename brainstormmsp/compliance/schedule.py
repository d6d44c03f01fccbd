"""Scheduled evaluation runs: hourly, daily, weekly and monthly, in UTC.

Hourly runs start on the hour, the others at 03:00; weekly runs on Mondays, monthly runs on the first. Runs
missed while no worker was running are made up for by one run. An organisation's first runs are those of the
first hour, night, Monday and first of a month after it was first seen.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from brainstormmsp.compliance.controls import BUILTIN_INTERVALS
from brainstormmsp.compliance.evaluation_run import enqueue_scheduled_run
from brainstormmsp.jobs import WorkContext
from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.controls import has_enabled_control
from brainstormmsp.store.evaluations import begin_slot, has_evaluated_client, organisation_slots
from contractfirst.identifiers import IdSource

__all__ = ["EvaluationSchedule", "latest_slots"]

_HOUR = timedelta(hours=1)
_NIGHT = 3


def latest_slots(now: datetime) -> Mapping[str, datetime]:
    """Return when the latest run of each interval was due, at or before ``now``."""
    return {interval: latest(now) for interval, latest in _LATEST.items()}


class EvaluationSchedule:
    """Queues each due run once, regardless of the number of workers."""

    name = "evaluations"

    def __init__(self, database: Database, ids: IdSource) -> None:
        self._database = database
        self._ids = ids
        self._following: datetime | None = None

    def tick(self, now: datetime) -> datetime:
        """Queue the runs that are due, at most once an hour."""
        if self._following is None or now >= self._following:
            self._queue(now)
            self._following = _hour(now) + _HOUR
        return self._following

    def close(self) -> None:
        """Do nothing: no work is in progress between ticks."""

    def _queue(self, now: datetime) -> None:
        slots = {interval: format_timestamp(slot) for interval, slot in latest_slots(now).items()}
        for organisation_id, begun in self._database.read(organisation_slots):
            due = {interval: slot for interval, slot in slots.items() if begun.get(interval, "") < slot}
            if due:
                self._begin(organisation_id, due, now)

    def _begin(self, organisation_id: str, due: Mapping[str, str], now: datetime) -> None:
        def work(transaction: Transaction) -> None:
            scope = WorkContext(transaction, organisation_id, now, self._ids)
            for interval, slot in due.items():
                begun = begin_slot(transaction, organisation_id, interval, slot)
                if begun and _has_work(transaction, organisation_id, interval):
                    enqueue_scheduled_run(scope, interval)

        self._database.write_and_wait(work)


def _has_work(transaction: Transaction, organisation_id: str, interval: str) -> bool:
    return has_evaluated_client(transaction, organisation_id) and (
        interval in BUILTIN_INTERVALS or has_enabled_control(transaction, organisation_id, interval)
    )


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _day(now: datetime) -> datetime:
    return (now - timedelta(hours=_NIGHT)).replace(hour=_NIGHT, minute=0, second=0, microsecond=0)


def _week(now: datetime) -> datetime:
    night = _day(now)
    return night - timedelta(days=night.weekday())


def _month(now: datetime) -> datetime:
    return _day(now).replace(day=1)


_LATEST: Mapping[str, Callable[[datetime], datetime]] = {
    "hourly": _hour,
    "daily": _day,
    "weekly": _week,
    "monthly": _month,
}
