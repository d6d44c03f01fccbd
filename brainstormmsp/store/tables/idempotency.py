"""The first responses to requests with an Idempotency-Key."""

from sqlalchemy import Index, Table
from sqlalchemy.schema import PrimaryKeyConstraint

from brainstormmsp.store.tables.columns import binary, integer, json, metadata, text, timestamp

__all__ = ["idempotency_keys"]

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    text("organisation_id", nullable=False),
    text("client_id", nullable=False),
    text("key", nullable=False),
    text("fingerprint", nullable=False),
    integer("status", nullable=False),
    json("headers", nullable=False),
    binary("body"),
    timestamp("created_at", nullable=False),
    PrimaryKeyConstraint("organisation_id", "client_id", "key"),
)
Index("ix_idempotency_keys_created_at", idempotency_keys.c.created_at)
