"""What the monitoring sources reported."""

from brainstormmsp.store.tables.columns import (
    belongs_to,
    integer,
    list_indexes,
    resource_table,
    text,
    timestamp,
)

__all__ = ["alerts"]

# Callers write the status and the note; the rest is the source's to say.
alerts = resource_table(
    "alerts",
    text("client_id", nullable=False, computed=True),
    text("asset_id", computed=True),
    text("title", nullable=False, computed=True),
    text("severity", nullable=False, computed=True),
    integer("severity_rank", nullable=False, absent=0, computed=True, existing="0"),
    text("status", nullable=False, absent="open"),
    text("note"),
    text("source", nullable=False, computed=True),
    timestamp("raised_at", nullable=False, computed=True),
    timestamp("resolved_at", computed=True),
    belongs_to("client_id", "clients"),
    belongs_to("asset_id", "assets"),
)
list_indexes(
    alerts,
    sorts=("raised_at", "severity_rank"),
    filters=("status", "severity", "source"),
    crossed=("client_id", "asset_id"),
)
