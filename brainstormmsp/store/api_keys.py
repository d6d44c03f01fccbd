"""API keys, which are OAuth clients (RFC 6749 section 2), and access tokens that were revoked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

import orjson
from sqlalchemy import bindparam, delete, exists, insert, or_, select, update

from brainstormmsp import schemas
from brainstormmsp.store.database import Database
from brainstormmsp.store.errors import UnknownApiKey
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import api_keys, organisations, revoked_tokens
from brainstormmsp.store.transaction import Transaction
from contractfirst.tokens import generate_client_id, generate_client_secret

__all__ = [
    "API_KEYS",
    "SCOPES",
    "ApiKey",
    "Standing",
    "create_api_key",
    "digest_of",
    "find_api_key",
    "list_api_keys",
    "new_credential",
    "note_use",
    "revoke_api_key",
    "revoke_token",
    "standing",
]

# Prefixes let people and secret scanners recognise what they have found.
_CLIENT_ID_PREFIX = "bmspid_"
_SECRET_PREFIX = "bmsp_"  # noqa: S105 - the public part of every secret

SCOPES: tuple[schemas.Scope, ...] = ("read", "write", "api-keys:write")
"""Every scope that a key may hold, in the order in which tokens have them."""

API_KEYS = Resource[schemas.ApiKey](
    api_keys,
    singular="API key",
    hidden=("secret_digest", "previous_digest", "multiplier"),
)

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An OAuth client of an organisation; ``scopes`` and ``allowed_networks`` are what it holds.

    ``secret_digest`` is the secret's digest; ``multiplier`` applies to every rate
    limit; ``name`` tells people what it is for; times are in stored form.
    """

    id: str
    client_id: str
    organisation_id: str
    organisation: str
    secret_digest: str = field(repr=False)
    previous_digest: str | None = field(repr=False)
    previous_secret_expires_at: str | None
    scopes: frozenset[str]
    allowed_networks: tuple[Network, ...]
    multiplier: Fraction
    name: str
    expires_at: str | None
    last_used_at: str | None
    revoked_at: str | None
    created_at: str
    updated_at: str

    def works(self, now: str) -> bool:
        """Return whether the key is neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)

    def former_digest(self, now: str) -> str | None:
        """Return the digest of the previous secret while that still works."""
        return self.previous_digest if (self.previous_secret_expires_at or "") > now else None


@dataclass(frozen=True, slots=True)
class Standing:
    """The stored state of the client of an access token."""

    organisation_id: str
    scopes: frozenset[str]
    allowed_networks: tuple[Network, ...]
    multiplier: Fraction
    last_used_at: str | None


_KEYS = select(*api_keys.c, organisations.c.name.label("organisation")).join(
    organisations, organisations.c.id == api_keys.c.organisation_id
)
_FIND = Statement(_KEYS.where(api_keys.c.client_id == bindparam("client_id")))
_LIST = Statement(_KEYS.order_by(organisations.c.name, api_keys.c.created_at, api_keys.c.client_id))
_DIGEST = Statement(select(api_keys.c.secret_digest).where(api_keys.c.id == bindparam("id")))
_INSERT = Statement(insert(api_keys))
_REVOKE = Statement(
    update(api_keys)
    .where(api_keys.c.client_id == bindparam("of_client_id"), api_keys.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("revoked_at"), updated_at=bindparam("revoked_at"))
)
_NOTE_USE = Statement(
    update(api_keys)
    .where(api_keys.c.client_id == bindparam("of_client_id"))
    .values(last_used_at=bindparam("used_at"))
)
_REVOKE_TOKEN = Statement(insert(revoked_tokens))
_IS_REVOKED = Statement(select(revoked_tokens.c.jti).where(revoked_tokens.c.jti == bindparam("jti")))
_FORGET_TOKENS = Statement(delete(revoked_tokens).where(revoked_tokens.c.expires_at < bindparam("now")))
_STANDING = Statement(
    select(
        api_keys.c.organisation_id,
        api_keys.c.scopes,
        api_keys.c.allowed_networks,
        api_keys.c.multiplier,
        api_keys.c.last_used_at,
    ).where(
        api_keys.c.client_id == bindparam("client_id"),
        api_keys.c.revoked_at.is_(None),
        or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > bindparam("now")),
        ~exists().where(revoked_tokens.c.jti == bindparam("jti")),
    )
)


def create_api_key(
    transaction: Transaction,
    *,
    id: str,  # noqa: A002 - as the column is named
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
            "id": id,
            "client_id": client_id,
            "organisation_id": organisation_id,
            "secret_digest": secret_digest,
            "previous_digest": None,
            "previous_secret_expires_at": None,
            "scopes": orjson.dumps(sorted(scopes)).decode(),
            "allowed_networks": "[]",
            "multiplier": str(multiplier),
            "name": name,
            "expires_at": None,
            "last_used_at": None,
            "revoked_at": None,
            "created_at": timestamp,
            "updated_at": timestamp,
        },
    )


def new_credential() -> tuple[str, str]:
    """Return a new client_id and its secret."""
    return generate_client_id(_CLIENT_ID_PREFIX), generate_client_secret(_SECRET_PREFIX)


def digest_of(transaction: Transaction, key_id: str) -> str:
    """Return the digest of an API key's present secret."""
    return str(transaction.scalar(_DIGEST, {"id": key_id}))


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


def note_use(transaction: Transaction, client_id: str, timestamp: str) -> None:
    """Record that the key was used; a time in stored form."""
    transaction.execute(_NOTE_USE, {"of_client_id": client_id, "used_at": timestamp})


def standing(database: Database, client_id: str, jti: str, now: str) -> Standing | None:
    """Return the current state of an access token's client; ``None`` if either is revoked or unknown."""
    row = database.one(_STANDING, {"client_id": client_id, "jti": jti, "now": now})
    if row is None:
        return None
    return Standing(
        row["organisation_id"],
        _scopes(row["scopes"]),
        _networks(row["allowed_networks"]),
        _fraction(row["multiplier"]),
        row["last_used_at"],
    )


def _api_key(row: dict[str, Any]) -> ApiKey:
    read = {
        "scopes": _scopes(row["scopes"]),
        "allowed_networks": _networks(row["allowed_networks"]),
        "multiplier": _fraction(row["multiplier"]),
    }
    return ApiKey(**{**row, **read})


@lru_cache(maxsize=1024)
def _scopes(text: str) -> frozenset[str]:
    return frozenset(orjson.loads(text))


@lru_cache(maxsize=1024)
def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ip_network(network, strict=False) for network in orjson.loads(text))


@lru_cache(maxsize=1024)
def _fraction(text: str) -> Fraction:
    return Fraction(text)
