"""The MSP's customers."""

from sqlalchemy import Table
from sqlalchemy.schema import PrimaryKeyConstraint

from brainstormmsp.store.tables.columns import (
    belongs_to,
    integer,
    json,
    list_indexes,
    metadata,
    resource_table,
    text,
    timestamp,
    unique_index,
)

__all__ = ["client_risk_scores", "clients"]

clients = resource_table(
    "clients",
    text("name", nullable=False),
    json("domains", nullable=False, absent=[]),
    text("status", nullable=False, absent="active"),
    json("tags", nullable=False, absent=[]),
    text("notes"),
    json("external_refs", nullable=False, absent=[]),
    integer("risk_score", nullable=False, absent=0, computed=True),
    text("search_text", nullable=False, absent="", computed=True),
    timestamp("deleted_at", computed=True),
)
list_indexes(clients, sorts=("name", "risk_score"), filters=("status",))
unique_index(clients, "name", where=clients.c.status != "archived")

# Each risk score that a client has had, with the time at which it became so.
client_risk_scores = Table(
    "client_risk_scores",
    metadata,
    text("organisation_id", nullable=False),
    text("client_id", nullable=False),
    timestamp("scored_at", nullable=False),
    integer("risk_score", nullable=False),
    PrimaryKeyConstraint("organisation_id", "client_id", "scored_at"),
    belongs_to("client_id", "clients"),
)
