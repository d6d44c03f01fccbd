"""People at a client."""

from brainstormmsp.store.tables.columns import (
    belongs_to,
    boolean,
    list_indexes,
    resource_table,
    text,
    timestamp,
    unique_index,
)

__all__ = ["contacts"]

contacts = resource_table(
    "contacts",
    text("client_id", nullable=False),
    text("name", nullable=False),
    text("email"),
    text("phone"),
    text("role"),
    boolean("is_primary"),
    text("search_text", nullable=False, absent="", computed=True),
    timestamp("deleted_at", computed=True),
    text("deleted_with", computed=True),
    belongs_to("client_id", "clients"),
)
list_indexes(contacts, sorts=("name",), crossed=("client_id",))
# A client has one primary contact at most.
unique_index(contacts, "client_id", where=contacts.c.is_primary == 1)
