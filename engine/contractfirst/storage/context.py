"""What a handler works within."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from contractfirst.contract.exchange import Call, Principal
from contractfirst.identifiers import IdSource
from contractfirst.storage.outbox import OutboxEvent, add_event
from contractfirst.timestamps import format_timestamp

__all__ = ["SqlContext"]


@dataclass(frozen=True, slots=True)
class SqlContext:
    """One call, in its transaction. ``now`` is aware, in UTC, and does not change while the handler runs.

    A project adds what its handlers need in a subclass. Implements ``contractfirst.protocols.EventSink``.
    """

    call: Call
    connection: Connection
    now: datetime
    ids: IdSource

    @property
    def principal(self) -> Principal:
        """The caller.

        Raises:
            RuntimeError: the operation is called without authentication.
        """
        if self.call.principal is None:
            raise RuntimeError(f"{self.call.operation_id} was called without a principal")
        return self.call.principal

    @property
    def tenant(self) -> str:
        """Whom the caller belongs to; raises as ``principal`` does."""
        return self.principal.tenant

    @property
    def timestamp(self) -> str:
        """``now`` in RFC 3339, ``2026-11-24T18:17:13.123Z``."""
        return format_timestamp(self.now)

    def emit(self, event_type: str, data: Mapping[str, object]) -> None:
        """Store an event for delivery; it is there if and only if the call's change is committed."""
        add_event(self.connection, OutboxEvent(self.ids.new(), self.tenant, event_type, data, self.timestamp))
