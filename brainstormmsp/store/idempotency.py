"""Stored responses to requests with an Idempotency-Key, returned to retries."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import bindparam, delete, insert, select

from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import idempotency_keys
from brainstormmsp.store.transaction import Transaction
from contractfirst.contract.exchange import EncodedResponse

__all__ = ["IdempotencyRecord", "KeyOwner", "find_record", "forget_records", "keep_record"]

_KEY = (
    idempotency_keys.c.organisation_id == bindparam("organisation_id"),
    idempotency_keys.c.client_id == bindparam("client_id"),
    idempotency_keys.c.key == bindparam("key"),
)
_FIND = Statement(select(idempotency_keys).where(*_KEY, idempotency_keys.c.created_at >= bindparam("since")))
_DELETE = Statement(delete(idempotency_keys).where(*_KEY))
_INSERT = Statement(insert(idempotency_keys))
_FORGET = Statement(delete(idempotency_keys).where(idempotency_keys.c.created_at < bindparam("since")))


@dataclass(frozen=True, slots=True)
class KeyOwner:
    """The owner of an Idempotency-Key: equal keys of two API keys are different."""

    organisation_id: str
    client_id: str
    key: str

    @property
    def place(self) -> str:
        """Where the response is stored."""
        return f"idempotency_keys {self.organisation_id} {self.client_id} {self.key}"

    def parameters(self) -> dict[str, object]:
        return {"organisation_id": self.organisation_id, "client_id": self.client_id, "key": self.key}


@dataclass(frozen=True, slots=True)
class IdempotencyRecord:
    """The first response, and the fingerprint of its request."""

    fingerprint: str
    response: EncodedResponse


def find_record(transaction: Transaction, owner: KeyOwner, since: str) -> IdempotencyRecord | None:
    """Return a key's record, stored at or after a time in stored form; its response is marked as replayed."""
    row = transaction.one(_FIND, {**owner.parameters(), "since": since})
    if row is None:
        return None
    headers = tuple((name, value) for name, value in orjson.loads(row["headers"]))
    body = transaction.encryption.decrypt(bytes(row["body"]), owner.place)
    return IdempotencyRecord(row["fingerprint"], EncodedResponse(row["status"], headers, body, replayed=True))


def keep_record(
    transaction: Transaction, owner: KeyOwner, fingerprint: str, response: EncodedResponse, timestamp: str
) -> None:
    """Store a response for a key, replacing an expired one; the body is encrypted, it may hold a secret."""
    transaction.execute(_DELETE, owner.parameters())
    row: dict[str, Any] = {
        **owner.parameters(),
        "fingerprint": fingerprint,
        "status": response.status,
        "headers": orjson.dumps(response.headers).decode(),
        "body": transaction.encryption.encrypt(response.body, owner.place),
        "created_at": timestamp,
    }
    transaction.execute(_INSERT, row)


def forget_records(transaction: Transaction, since: str) -> None:
    """Delete all records that are older than a time in stored form."""
    transaction.execute(_FORGET, {"since": since})
