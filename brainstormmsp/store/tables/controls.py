"""What must be true of a client: the organisations' own controls. The built-in ones are no rows."""

from brainstormmsp.store.tables.columns import (
    integer,
    json,
    list_indexes,
    resource_table,
    text,
    timestamp,
    unique_index,
)

__all__ = ["controls"]

# frameworks and schedule_interval repeat what framework_refs and schedule say, to be found by.
controls = resource_table(
    "controls",
    text("identifier", nullable=False),
    text("title", nullable=False),
    text("description", nullable=False),
    text("rationale"),
    text("remediation"),
    text("type", nullable=False),
    text("category", nullable=False),
    text("severity", nullable=False),
    integer("severity_rank", nullable=False, absent=0, computed=True, existing="0"),
    text("origin", nullable=False, absent="custom", computed=True),
    json("framework_refs", nullable=False, absent=[]),
    json("frameworks", nullable=False, absent=[], computed=True),
    json("rule", nullable=False),
    json("schedule", nullable=False, absent={"interval": "daily"}),
    text("schedule_interval", nullable=False, absent="daily", computed=True),
    text("state", nullable=False, absent="draft"),
    text("search_text", nullable=False, absent="", computed=True),
    timestamp("deleted_at", computed=True),
)
list_indexes(
    controls,
    sorts=("identifier", "title", "severity_rank"),
    filters=("type", "category", "severity", "state"),
)
unique_index(controls, "identifier")
