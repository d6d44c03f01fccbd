"""What a handler works within."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from brainstormmsp.backend.services import Services
from brainstormmsp.store import Transaction, format_timestamp
from brainstormmsp.store.events import put_event
from contractfirst.contract.exchange import Call, Principal
from contractfirst.identifiers import IdSource

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """One call, in its transaction. ``now`` is aware, in UTC, and does not pass while the handler runs."""

    call: Call
    transaction: Transaction
    now: datetime
    services: Services

    @property
    def principal(self) -> Principal:
        """Who calls.

        Raises:
            RuntimeError: nobody authenticated; the operation must not rely on a principal.
        """
        if self.call.principal is None:
            raise RuntimeError(f"{self.call.operation_id} was called without a principal")
        return self.call.principal

    @property
    def organisation_id(self) -> str:
        """The organisation that the caller belongs to; raises as ``principal`` does."""
        return self.principal.tenant

    @property
    def timestamp(self) -> str:
        """``now`` as it is stored and shown, ``2026-11-24T18:17:13.123Z``."""
        return format_timestamp(self.now)

    @property
    def deletions_kept_since(self) -> str:
        """The time since which deleted resources are listed and can be restored, in stored form."""
        return format_timestamp(self.now - self.services.deletions_kept)

    @property
    def ids(self) -> IdSource:
        """Where identifiers come from."""
        return self.services.ids

    def emit(self, event_type: str, data: Mapping[str, object]) -> None:
        """Write an event down for delivery, if and only if the call's change is committed.

        ``event_type`` is one of the contract's webhooks, ``data`` what its payload has under ``data``.
        """
        put_event(self, event_type, data)
