"""Work to be done for a client, and the notes on it."""

from brainstormmsp.store.tables.columns import (
    belongs_to,
    integer,
    json,
    list_indexes,
    resource_table,
    text,
    timestamp,
    unique_index,
)

__all__ = ["ticket_notes", "tickets"]

# number is the organisation's own sequence "tickets".
tickets = resource_table(
    "tickets",
    integer("number", nullable=False, computed=True),
    text("client_id", nullable=False),
    text("contact_id"),
    text("asset_id"),
    text("subject", nullable=False),
    text("description"),
    text("priority", nullable=False, absent="normal"),
    text("status", nullable=False, absent="open"),
    text("assignee"),
    integer("priority_rank", nullable=False, absent=0, computed=True, existing="0"),
    json("external_refs", nullable=False, absent=[]),
    text("search_text", nullable=False, absent="", computed=True),
    timestamp("deleted_at", computed=True),
    text("deleted_with", computed=True),
    belongs_to("client_id", "clients"),
    belongs_to("contact_id", "contacts"),
    belongs_to("asset_id", "assets"),
)
list_indexes(
    tickets,
    sorts=("number", "priority_rank"),
    filters=("status", "priority", "contact_id", "assignee"),
    crossed=("client_id", "asset_id"),
)
unique_index(tickets, "number")

ticket_notes = resource_table(
    "ticket_notes",
    text("ticket_id", nullable=False),
    text("body", nullable=False),
    text("visibility", nullable=False, absent="internal"),
    text("author", nullable=False, computed=True),
    belongs_to("ticket_id", "tickets"),
)
list_indexes(ticket_notes, within="ticket_id")
