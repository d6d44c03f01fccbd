"""The context of background work, in the place of a call's context."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from brainstormmsp.store import Transaction, format_timestamp
from brainstormmsp.store.events import put_event
from contractfirst.identifiers import IdSource

__all__ = ["WorkContext"]


@dataclass(frozen=True, slots=True)
class WorkContext:
    """One transaction for one organisation, without a request; a scope of the store as a call's context is.

    ``now`` is aware, in UTC, and does not pass while the work runs. ``mass`` work changes much at once: its
    events are delivered after all others.
    """

    transaction: Transaction
    organisation_id: str
    now: datetime
    ids: IdSource
    mass: bool = False

    @property
    def timestamp(self) -> str:
        """``now`` as it is stored and shown."""
        return format_timestamp(self.now)

    def emit(self, event_type: str, data: Mapping[str, object]) -> None:
        """Store an event for delivery in the transaction of the work.

        ``event_type`` is one of the contract's webhooks, ``data`` what its payload has under ``data``.
        """
        put_event(self, event_type, data, mass=self.mass)
