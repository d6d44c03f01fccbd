"""What every peer works on: the product's store, called as the product's handlers call it."""

import os
import sqlite3
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import orjson

from benches.rows import ORGANISATION_VARIABLE, TOKEN_VARIABLE, StoreScope
from brainstormmsp import schemas
from brainstormmsp.command_line.composition import ServedBackend
from brainstormmsp.store import Page, Transaction, format_timestamp
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.events import put_event
from brainstormmsp.store.idempotency import KeyOwner, find_record, keep_record
from contractfirst.clock import SystemClock
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.contract.problems import NotFound
from contractfirst.identifiers import Uuid7Source

__all__ = ["ClientStore"]

_KEPT = timedelta(hours=24)


class ClientStore:
    """Clients of the one organisation; ``token`` is the bearer token that opens them."""

    def __init__(self, backend: ServedBackend) -> None:
        self._backend = backend
        self._organisation_id = os.environ[ORGANISATION_VARIABLE]
        self._clock = SystemClock()
        self._ids = Uuid7Source(self._clock)
        self._connection: sqlite3.Connection | None = None
        self.token = os.environ[TOKEN_VARIABLE]

    def read(self, client_id: str) -> dict[str, Any] | None:
        """Return a client, ``None`` when there is none."""
        try:
            return self._backend.database.read(
                lambda transaction: {**CLIENTS.get(self._scope(transaction), client_id)}
            )
        except NotFound:
            return None

    def page(self, limit: int, cursor: str | None) -> Page[schemas.Client]:
        """Return a page of clients, oldest first."""
        return self._backend.database.read(
            lambda transaction: CLIENTS.page(self._scope(transaction), limit=limit, cursor=cursor)
        )

    async def create(self, body: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Store a client, its event and the first answer to its key, in a commit that writes may share."""
        owner, fingerprint = KeyOwner(self._organisation_id, "bench", key), _fingerprint(body)

        def work(transaction: Transaction) -> dict[str, Any]:
            scope = self._scope(transaction)
            record = find_record(transaction, owner, format_timestamp(self._now() - _KEPT))
            if record is not None:
                replayed: dict[str, Any] = orjson.loads(record.response.body)
                return replayed
            client = CLIENTS.insert(scope, body)
            put_event(scope, "client.created", client)
            response = EncodedResponse(201, (), orjson.dumps(client))
            keep_record(transaction, owner, fingerprint, response, scope.timestamp)
            return {**client}

        return await self._backend.database.write(work)

    def create_by_hand(self, body: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Store the same rows by statements of one's own, each request in a transaction of its own."""
        connection = self._writer()
        now, client_id = format_timestamp(self._now()), self._ids.new()
        place = (self._organisation_id, "bench", key)
        connection.execute("BEGIN IMMEDIATE")
        try:
            found = connection.execute(_FIND, place).fetchone()
            if found is not None:
                connection.execute("COMMIT")
                replayed: dict[str, Any] = orjson.loads(found[0])
                return replayed
            times = {"created_at": now, "updated_at": now}
            client = {"id": client_id, **body, "risk_score": 0, **times}
            terms = _words([body["name"], *body["domains"]])
            lists = [orjson.dumps(body[name]).decode() for name in ("domains", "tags", "external_refs")]
            text = "".join(f" {term}" for term in terms)
            owner = (self._organisation_id, client_id)
            connection.execute(
                _INSERT, (*owner, body["name"], body["status"], body["notes"], *lists, text, now, now)
            )
            indexed = [("search", term) for term in terms] + [("tags", tag) for tag in body["tags"]]
            connection.executemany(_TERM, [(self._organisation_id, *term, client_id) for term in indexed])
            references = [(reference["system"], reference["id"]) for reference in body["external_refs"]]
            connection.executemany(
                _REFERENCE, [(self._organisation_id, *reference, client_id) for reference in references]
            )
            answer = orjson.dumps(client)
            connection.execute(_EVENT, (self._ids.new(), self._organisation_id, answer.decode(), now))
            connection.execute(_KEY, (*place, _fingerprint(body), answer, now))
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        return client

    def _writer(self) -> sqlite3.Connection:
        if self._connection is None:
            path = self._backend.database.url.removeprefix("sqlite:///")
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
        return self._connection

    def _scope(self, transaction: Transaction) -> StoreScope:
        return StoreScope(transaction, self._organisation_id, format_timestamp(self._now()), self._ids)

    def _now(self) -> datetime:
        return self._clock.now()


_FIND = "SELECT body FROM idempotency_keys WHERE organisation_id = ? AND client_id = ? AND key = ?"
_INSERT = """
INSERT INTO clients (organisation_id, id, name, status, notes, domains, tags, external_refs, search_text,
                     created_at, updated_at, risk_score)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
"""
_TERM = """
INSERT INTO search_terms (organisation_id, resource, field, term, resource_id) VALUES (?, 'clients', ?, ?, ?)
"""
_REFERENCE = """
INSERT INTO external_references (organisation_id, resource, system, external_id, resource_id)
VALUES (?, 'clients', ?, ?, ?)
"""
_EVENT = (
    "INSERT INTO outbox (id, organisation_id, type, data, created_at) VALUES (?, ?, 'client.created', ?, ?)"
)
_KEY = """
INSERT INTO idempotency_keys (organisation_id, client_id, key, fingerprint, status, headers, body, created_at)
VALUES (?, ?, ?, ?, 201, '[]', ?, ?)
"""


def _fingerprint(body: Mapping[str, Any]) -> str:
    return sha256(orjson.dumps(body)).hexdigest()


def _words(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(texts).lower().replace(".", " ").split()))
