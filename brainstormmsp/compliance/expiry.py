"""Evidence that is about to expire: the event ``evidence.expiring``, once for each piece."""

from datetime import datetime, timedelta

from brainstormmsp.jobs import WorkContext
from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.evidence import announce_expiring, expiring_evidence
from contractfirst.identifiers import IdSource

__all__ = ["EvidenceExpiry"]

# How long before evidence expires its event is sent.
_AHEAD = timedelta(days=30)
_INTERVAL = timedelta(minutes=1)
_AT_ONCE = 50


class EvidenceExpiry:
    """A ticker of the worker; several may tick on one database."""

    name = "evidence-expiry"

    def __init__(self, database: Database, ids: IdSource) -> None:
        self._database = database
        self._ids = ids
        self._following: datetime | None = None

    def tick(self, now: datetime) -> datetime:
        """Emit the events that are due, a bounded number at a time; return when to look for more."""
        if self._following is None or now >= self._following:
            begin, end = format_timestamp(now), format_timestamp(now + _AHEAD)
            due = self._database.read(
                lambda transaction: expiring_evidence(transaction, begin, end, _AT_ONCE)
            )
            if due:
                self._database.write_and_wait(lambda transaction: self._announce(transaction, due, now))
            self._following = now if len(due) == _AT_ONCE else now + _INTERVAL
        return self._following

    def close(self) -> None:
        """Nothing is in progress between ticks."""

    def _announce(self, transaction: Transaction, due: list[tuple[str, str]], now: datetime) -> None:
        for organisation_id, evidence_id in due:
            announce_expiring(WorkContext(transaction, organisation_id, now, self._ids), evidence_id)
