"""What must be done about evaluations."""

from brainstormmsp.store.tables.columns import (
    belongs_to,
    integer,
    list_indexes,
    resource_table,
    text,
    timestamp,
    unique_index,
)

__all__ = ["remediations"]

# People write status, due_at, ticket_id, note and accepted_reason; control_id may name a built-in control.
remediations = resource_table(
    "remediations",
    text("evaluation_id", nullable=False, computed=True),
    text("client_id", nullable=False, computed=True),
    text("control_id", nullable=False, computed=True),
    text("title", nullable=False, computed=True),
    text("severity", nullable=False, computed=True),
    integer("severity_rank", nullable=False, absent=0, computed=True, existing="0"),
    text("status", nullable=False),
    timestamp("due_at", nullable=False),
    text("ticket_id"),
    text("note"),
    text("accepted_reason"),
    timestamp("resolved_at", computed=True),
    belongs_to("evaluation_id", "evaluations"),
    belongs_to("client_id", "clients"),
    belongs_to("ticket_id", "tickets"),
)
list_indexes(
    remediations,
    sorts=("due_at", "severity_rank"),
    filters=("control_id", "status", "severity"),
    crossed=("client_id",),
)
unique_index(remediations, "client_id", "control_id", where=remediations.c.status != "resolved")
