"""People at a client."""

from brainstormmsp.store.tables.columns import belongs_to, boolean, list_indexes, resource_table, text

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
    belongs_to("client_id", "clients"),
)
list_indexes(contacts, sorts=("name",), crossed=("client_id",))
