"""Events: the log of what changed, and which of them still await their deliveries."""

from sqlalchemy import Index, Table
from sqlalchemy.schema import ForeignKeyConstraint, PrimaryKeyConstraint

from brainstormmsp.store.tables.columns import (
    boolean,
    integer,
    json,
    list_indexes,
    metadata,
    resource_table,
    text,
    timestamp,
)

__all__ = ["events", "outbox"]

# Written in the transaction of the change, and never changed. sequence counts up within the organisation.
events = resource_table(
    "events",
    text("type", nullable=False, computed=True),
    text("client_id", computed=True),
    json("data", nullable=False, computed=True),
    integer("sequence", nullable=False, computed=True),
)
list_indexes(events, filters=("type", "client_id"))
Index("ix_events_purge", events.c.created_at)

# The events whose deliveries are to be made; mass is 1 for those of mass work, which come after all others.
outbox = Table(
    "outbox",
    metadata,
    text("organisation_id", nullable=False),
    text("id", nullable=False),
    boolean("mass"),
    timestamp("created_at", nullable=False),
    PrimaryKeyConstraint("organisation_id", "id"),
    ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
)
Index("ix_outbox_mass_created_at", outbox.c.mass, outbox.c.created_at, outbox.c.id)
