"""Organisations: the MSPs, to which everything else belongs."""

from sqlalchemy import Table
from sqlalchemy.schema import PrimaryKeyConstraint, UniqueConstraint

from brainstormmsp.store.tables.columns import metadata, text, timestamp

__all__ = ["organisations"]

organisations = Table(
    "organisations",
    metadata,
    text("id", nullable=False),
    text("name", nullable=False),
    timestamp("created_at", nullable=False),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("name"),
)
