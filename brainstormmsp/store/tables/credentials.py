"""API keys, revoked access tokens, and the random keys that the store itself needs."""

from sqlalchemy import Index, Table
from sqlalchemy.schema import PrimaryKeyConstraint

from brainstormmsp.store.tables.columns import (
    binary,
    json,
    list_indexes,
    metadata,
    resource_table,
    text,
    timestamp,
)

__all__ = ["api_keys", "keyring", "revoked_tokens"]

# multiplier is a fraction in text ("1", "3/2"). The digests are those of the secret and, until
# previous_secret_expires_at, of the one before; the secrets themselves are stored nowhere.
api_keys = resource_table(
    "api_keys",
    text("client_id", nullable=False, computed=True),
    text("secret_digest", nullable=False, computed=True),
    text("previous_digest", computed=True),
    timestamp("previous_secret_expires_at", computed=True),
    json("scopes", nullable=False),
    json("allowed_networks", nullable=False, absent=[]),
    text("multiplier", nullable=False, computed=True),
    text("name", nullable=False),
    timestamp("expires_at"),
    timestamp("last_used_at", computed=True),
    timestamp("revoked_at", computed=True),
)
list_indexes(api_keys)
Index("uq_api_keys_client_id", api_keys.c.client_id, unique=True)

revoked_tokens = Table(
    "revoked_tokens",
    metadata,
    text("jti", nullable=False),
    timestamp("expires_at", nullable=False),
    PrimaryKeyConstraint("jti"),
)
Index("ix_revoked_tokens_expires_at", revoked_tokens.c.expires_at)

keyring = Table(
    "keyring",
    metadata,
    text("name", nullable=False),
    binary("key"),
    PrimaryKeyConstraint("name"),
)
