"""API keys, which are OAuth clients (RFC 6749 section 2), and access tokens that were revoked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select, update

from brainstormmsp.store.database import Database
from brainstormmsp.store.errors import UnknownApiKey
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import api_keys, organisations, revoked_tokens
from brainstormmsp.store.transaction import Transaction

__all__ = [
    "ApiKey",
    "Standing",
    "create_api_key",
    "find_api_key",
    "list_api_keys",
    "revoke_api_key",
    "revoke_token",
    "standing",
]


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An OAuth client of an organisation.

    ``secret_digest`` is the secret's digest; ``multiplier`` applies to every rate
    limit; ``name`` tells people what it is for; times are in stored form.
    """

    client_id: str
    organisation_id: str
    organisation: str
    secret_digest: str = field(repr=False)
    scopes: frozenset[str]
    multiplier: Fraction
    name: str
    created_at: str
    revoked_at: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The stored state of the client of an access token."""

    organisation_id: str
    scopes: frozenset[str]
    multiplier: Fraction


_KEYS = select(*api_keys.c, organisations.c.name.label("organisation")).join(
    organisations, organisations.c.id == api_keys.c.organisation_id
)
_FIND = Statement(_KEYS.where(api_keys.c.client_id == bindparam("client_id")))
_LIST = Statement(_KEYS.order_by(organisations.c.name, api_keys.c.created_at, api_keys.c.client_id))
_INSERT = Statement(insert(api_keys))
_REVOKE = Statement(
    update(api_keys)
    .where(api_keys.c.client_id == bindparam("of_client_id"), api_keys.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("revoked_at"))
)
_REVOKE_TOKEN = Statement(insert(revoked_tokens))
_IS_REVOKED = Statement(select(revoked_tokens.c.jti).where(revoked_tokens.c.jti == bindparam("jti")))
_FORGET_TOKENS = Statement(delete(revoked_tokens).where(revoked_tokens.c.expires_at < bindparam("now")))
_STANDING = Statement(
    select(api_keys.c.organisation_id, api_keys.c.scopes, api_keys.c.multiplier).where(
        api_keys.c.client_id == bindparam("client_id"),
        api_keys.c.revoked_at.is_(None),
        ~exists().where(revoked_tokens.c.jti == bindparam("jti")),
    )
)


def create_api_key(
    transaction: Transaction,
    *,
    client_id: str,
    organisation_id: str,
    secret_digest: str,
    scopes: Iterable[str],
    timestamp: str,
    multiplier: Fraction = Fraction(1),
    name: str = "API key",
) -> None:
    """Store a new API key of an organisation."""
    transaction.execute(
        _INSERT,
        {
            "client_id": client_id,
            "organisation_id": organisation_id,
            "secret_digest": secret_digest,
            "scopes": " ".join(sorted(scopes)),
            "multiplier": str(multiplier),
            "name": name,
            "created_at": timestamp,
            "revoked_at": None,
        },
    )


def find_api_key(transaction: Transaction, client_id: str) -> ApiKey | None:
    """Return the API key, revoked or not."""
    row = transaction.one(_FIND, {"client_id": client_id})
    return None if row is None else _api_key(row)


def list_api_keys(transaction: Transaction, organisation: str | None = None) -> list[ApiKey]:
    """Return every API key, or those of the organisation with this name."""
    keys = [_api_key(row) for row in transaction.all(_LIST)]
    return [key for key in keys if organisation is None or key.organisation == organisation]


def revoke_api_key(transaction: Transaction, client_id: str, timestamp: str) -> None:
    """Revoke an API key and all its tokens; revoking it again changes nothing.

    Raises:
        UnknownApiKey: there is none.
    """
    revoked = transaction.execute(_REVOKE, {"of_client_id": client_id, "revoked_at": timestamp})
    if not revoked and find_api_key(transaction, client_id) is None:
        raise UnknownApiKey(f"there is no API key {client_id}")


def revoke_token(transaction: Transaction, jti: str, expires_at: str, now: str) -> None:
    """Revoke an access token (RFC 7009); times are in stored form."""
    transaction.execute(_FORGET_TOKENS, {"now": now})
    if transaction.scalar(_IS_REVOKED, {"jti": jti}) is None:
        transaction.execute(_REVOKE_TOKEN, {"jti": jti, "expires_at": expires_at})


def standing(database: Database, client_id: str, jti: str) -> Standing | None:
    """Return the current state of an access token's client; ``None`` if either is revoked or unknown."""
    row = database.one(_STANDING, {"client_id": client_id, "jti": jti})
    if row is None:
        return None
    return Standing(row["organisation_id"], _scopes(row["scopes"]), _fraction(row["multiplier"]))


def _api_key(row: dict[str, Any]) -> ApiKey:
    scopes, multiplier = _scopes(row["scopes"]), _fraction(row["multiplier"])
    return ApiKey(**{**row, "scopes": scopes, "multiplier": multiplier})


@lru_cache(maxsize=1024)
def _scopes(text: str) -> frozenset[str]:
    return frozenset(text.split())


@lru_cache(maxsize=1024)
def _fraction(text: str) -> Fraction:
    return Fraction(text)
