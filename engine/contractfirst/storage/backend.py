"""The server's backend on SQLAlchemy Core: a call is one transaction, and a key is answered once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from contractfirst.clock import Clock
from contractfirst.contract.exchange import Call, EncodedResponse
from contractfirst.idempotency import KeysInFlight, require_same_request
from contractfirst.protocols import Idempotency, Readiness
from contractfirst.storage.database import SqlDatabase
from contractfirst.storage.idempotency import KeyHolder, find_response, forget_responses, store_response
from contractfirst.timestamps import format_timestamp

__all__ = ["RETENTION", "SqlBackend"]

# How long a response is replayed.
RETENTION = timedelta(hours=24)
_BETWEEN_PURGES = timedelta(minutes=1)

ContextT = TypeVar("ContextT")
Result = TypeVar("Result")


class SqlBackend(Generic[ContextT]):
    """Implements ``contractfirst.protocols.Backend`` on a database.

    Reads run inline on a snapshot, writes one after another on a thread of their own. ``make_context`` makes
    what handlers take as their first argument.
    """

    def __init__(
        self,
        database: SqlDatabase,
        clock: Clock,
        make_context: Callable[[Call, Connection, datetime], ContextT],
    ) -> None:
        self._database = database
        self._clock = clock
        self._make_context = make_context
        self._writer = ThreadPoolExecutor(1, "writer")
        self._in_flight = KeysInFlight()
        self._purged_at: datetime | None = None

    async def start(self) -> None:
        """Open the database; raises ``StorageError`` when it cannot be used."""
        await asyncio.to_thread(self._database.open)

    async def stop(self) -> None:
        """Finish every write that was accepted, and close the database."""
        await asyncio.to_thread(self._writer.shutdown)
        self._database.close()

    def readiness(self) -> Sequence[Readiness]:
        """Report whether the database answers."""
        usable = self._database.is_usable()
        return [Readiness("database", usable, "" if usable else "it does not answer")]

    async def prepare(self, work: Callable[[Any], Awaitable[None]]) -> None:
        """Await what a handler does before its transaction; it gets the database."""
        await work(self._database)

    def read(self, call: Call, work: Callable[[ContextT], Result]) -> Result:
        """Run ``work`` inline on one snapshot that it cannot change."""
        with self._database.read() as connection:
            return work(self._make_context(call, connection, self._clock.now()))

    async def write(
        self,
        call: Call,
        work: Callable[[ContextT], EncodedResponse],
        idempotency: Idempotency | None = None,
    ) -> EncodedResponse:
        """Run ``work`` in one transaction; durable when this returns, undone when ``work`` raises.

        With ``idempotency``, a successful response is stored for 24 hours in the same transaction, and the
        same request gets it again. A key counts for the client that sent it.

        Raises:
            Conflict: the key's first request is still in flight (``idempotency_key_in_flight``).
            UnprocessableContent: the key was used with another request (``idempotency_key_reused``).
        """
        principal = call.principal
        if idempotency is None or principal is None:
            return await self._on_writer(self._write, call, work)
        holder = KeyHolder(principal.tenant, principal.client_id, idempotency.key)
        with self._in_flight.claim(holder, idempotency.fingerprint):
            return await self._on_writer(self._write_once, call, work, holder, idempotency.fingerprint)

    async def _on_writer(self, write: Callable[..., EncodedResponse], *arguments: object) -> EncodedResponse:
        return await asyncio.get_running_loop().run_in_executor(self._writer, write, *arguments)

    def _write(self, call: Call, work: Callable[[ContextT], EncodedResponse]) -> EncodedResponse:
        with self._database.write() as connection:
            return work(self._make_context(call, connection, self._clock.now()))

    def _write_once(
        self,
        call: Call,
        work: Callable[[ContextT], EncodedResponse],
        holder: KeyHolder,
        fingerprint: str,
    ) -> EncodedResponse:
        with self._database.write() as connection:
            now = self._clock.now()
            since = format_timestamp(now - RETENTION)
            stored = find_response(connection, holder, since)
            if stored is not None:
                require_same_request(stored.fingerprint, fingerprint)
                return stored.response
            response = work(self._make_context(call, connection, now))
            if 200 <= response.status < 300:
                store_response(connection, holder, fingerprint, response, format_timestamp(now))
                self._purge(connection, now, since)
            return response

    def _purge(self, connection: Connection, now: datetime, since: str) -> None:
        if self._purged_at is None or now - self._purged_at >= _BETWEEN_PURGES:
            forget_responses(connection, since)
            self._purged_at = now
