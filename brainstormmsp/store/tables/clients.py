"""The MSP's customers."""

from brainstormmsp.store.tables.columns import (
    integer,
    json,
    list_indexes,
    resource_table,
    text,
    timestamp,
    unique_index,
)

__all__ = ["clients"]

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
