"""API keys, revoked access tokens, and the random keys that the store itself needs."""

from sqlalchemy import Index, Table
from sqlalchemy.schema import ForeignKeyConstraint, PrimaryKeyConstraint

from brainstormmsp.store.tables.columns import binary, metadata, text, timestamp

__all__ = ["api_keys", "keyring", "revoked_tokens"]

# multiplier is a fraction in text ("1", "3/2"), scopes are separated by spaces; secret_digest is what the
# secret hasher makes of the secret, never the secret.
api_keys = Table(
    "api_keys",
    metadata,
    text("client_id", nullable=False),
    text("organisation_id", nullable=False),
    text("secret_digest", nullable=False),
    text("scopes", nullable=False),
    text("multiplier", nullable=False),
    text("name", nullable=False),
    timestamp("created_at", nullable=False),
    timestamp("revoked_at"),
    PrimaryKeyConstraint("client_id"),
    ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
)
Index("ix_api_keys_organisation_id", api_keys.c.organisation_id)

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
