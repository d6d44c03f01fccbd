"""The store behind the server: every call in one transaction, every key answered once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from brainstormmsp.backend.context import Context
from brainstormmsp.backend.services import Services
from brainstormmsp.store import Database, StoreError, Transaction, format_timestamp
from brainstormmsp.store.idempotency import KeyOwner, find_record, forget_records, keep_record
from contractfirst.contract.exchange import Call, EncodedResponse
from contractfirst.idempotency import KeysInFlight, require_same_request
from contractfirst.protocols import Idempotency, Readiness

__all__ = ["KEPT", "StoreBackend"]

KEPT = timedelta(hours=24)
_BETWEEN_PURGES = timedelta(minutes=1)

Result = TypeVar("Result")


class StoreBackend:
    """Runs handlers on the store; implements the protocol ``contractfirst.protocols.Backend``.

    Reads run inline on a snapshot, writes one after another on the store's writer thread, committed in
    groups. Open between ``start`` and ``stop``.
    """

    def __init__(self, database_url: str, services: Services) -> None:
        self._database_url = database_url
        self._services = services
        self._database: Database | None = None
        self._in_flight = KeysInFlight()
        self._purged_at: datetime | None = None

    @property
    def database(self) -> Database:
        """The open database; raises ``StoreError`` when it is not open."""
        if self._database is None:
            raise StoreError("the store is not open")
        return self._database

    async def start(self) -> None:
        """Create and migrate what is missing, and open the store.

        Raises:
            StoreError: the database cannot be used.
        """
        self._database = await asyncio.to_thread(Database.open, self._database_url, self._services.encryption)

    async def stop(self) -> None:
        """Finish every write that was accepted, and close the store."""
        if self._database is not None:
            database, self._database = self._database, None
            await asyncio.to_thread(database.close)

    def readiness(self) -> Sequence[Readiness]:
        """Return whether the store is open and its writer alive."""
        if self._database is None:
            return [Readiness("store", ready=False, detail="not open")]
        if not self._database.writable:
            return [Readiness("store", ready=False, detail="the writer has stopped")]
        return [Readiness("store", ready=True)]

    async def prepare(self, work: Callable[[Services], Awaitable[None]]) -> None:
        """Await what a handler's ``HandlerOptions.prepare`` does before the transaction."""
        await work(self._services)

    def read(self, call: Call, work: Callable[[Context], Result]) -> Result:
        """Run ``work`` inline on one consistent snapshot that it cannot change."""
        return self.database.read(lambda transaction: work(self._context(call, transaction)))

    async def write(
        self,
        call: Call,
        work: Callable[[Context], EncodedResponse],
        idempotency: Idempotency | None = None,
    ) -> EncodedResponse:
        """Run ``work`` in one transaction; durable when this returns, undone when ``work`` raises.

        With ``idempotency``, a successful response is kept for 24 hours, in the same transaction, and the
        same request gets it again. A key counts for the API key that sent it.

        Raises:
            Conflict: the key's first request is still in flight (``idempotency_key_in_flight``).
            UnprocessableContent: the key was used with another request (``idempotency_key_reused``).
        """
        principal = call.principal
        if idempotency is None or principal is None:
            return await self.database.write(lambda transaction: work(self._context(call, transaction)))
        owner = KeyOwner(principal.tenant, principal.client_id, idempotency.key)
        fingerprint = idempotency.fingerprint
        with self._in_flight.claim(owner, fingerprint):
            return await self.database.write(
                lambda transaction: self._once(owner, fingerprint, self._context(call, transaction), work)
            )

    def _once(
        self,
        owner: KeyOwner,
        fingerprint: str,
        context: Context,
        work: Callable[[Context], EncodedResponse],
    ) -> EncodedResponse:
        since = format_timestamp(context.now - KEPT)
        record = find_record(context.transaction, owner, since)
        if record is not None:
            require_same_request(record.fingerprint, fingerprint)
            return record.response
        response = work(context)
        if 200 <= response.status < 300:
            keep_record(context.transaction, owner, fingerprint, response, context.timestamp)
            self._purge(context, since)
        return response

    def _purge(self, context: Context, since: str) -> None:
        if self._purged_at is None or context.now - self._purged_at >= _BETWEEN_PURGES:
            forget_records(context.transaction, since)
            self._purged_at = context.now

    def _context(self, call: Call, transaction: Transaction) -> Context:
        return Context(call, transaction, self._services.clock.now(), self._services)
