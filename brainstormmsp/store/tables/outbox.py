"""Events, written in the transaction of the change that caused them, until they are delivered."""

from sqlalchemy import Index, Table
from sqlalchemy.schema import ForeignKeyConstraint, PrimaryKeyConstraint

from brainstormmsp.store.tables.columns import json, metadata, text, timestamp

__all__ = ["outbox"]

outbox = Table(
    "outbox",
    metadata,
    text("id", nullable=False),
    text("organisation_id", nullable=False),
    text("type", nullable=False),
    json("data", nullable=False),
    timestamp("created_at", nullable=False),
    PrimaryKeyConstraint("id"),
    ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
)
Index("ix_outbox_created_at", outbox.c.created_at, outbox.c.id)
