"""Responses to requests with an Idempotency-Key, stored so that a repeated request gets the same one."""

from dataclasses import dataclass

import orjson
from sqlalchemy import ColumnElement, Connection, delete, insert, select

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.storage.tables import idempotency_keys

__all__ = ["KeyHolder", "StoredResponse", "find_response", "forget_responses", "store_response"]


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A key and whose it is: the keys of two clients are independent."""

    tenant: str
    client_id: str
    key: str


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """The first response, and the fingerprint of the request that it answered."""

    fingerprint: str
    response: EncodedResponse


def find_response(connection: Connection, holder: KeyHolder, since: str) -> StoredResponse | None:
    """Return what is stored for a key since a timestamp; the response is marked as replayed."""
    query = select(idempotency_keys).where(*_of(holder), idempotency_keys.c.created_at >= since)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    headers = tuple((name, value) for name, value in orjson.loads(row.headers))
    return StoredResponse(row.fingerprint, EncodedResponse(row.status, headers, row.body, replayed=True))


def store_response(
    connection: Connection, holder: KeyHolder, fingerprint: str, response: EncodedResponse, timestamp: str
) -> None:
    """Store a response for a key, in place of one that has expired."""
    connection.execute(delete(idempotency_keys).where(*_of(holder)))
    row = {
        "tenant": holder.tenant,
        "client_id": holder.client_id,
        "key": holder.key,
        "fingerprint": fingerprint,
        "status": response.status,
        "headers": orjson.dumps(response.headers).decode(),
        "body": response.body,
        "created_at": timestamp,
    }
    connection.execute(insert(idempotency_keys).values(row))


def forget_responses(connection: Connection, before: str) -> None:
    """Delete what is older than a timestamp."""
    connection.execute(delete(idempotency_keys).where(idempotency_keys.c.created_at < before))


def _of(holder: KeyHolder) -> tuple[ColumnElement[bool], ...]:
    return (
        idempotency_keys.c.tenant == holder.tenant,
        idempotency_keys.c.client_id == holder.client_id,
        idempotency_keys.c.key == holder.key,
    )
