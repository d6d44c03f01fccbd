"""What the backup products run for the clients' assets."""

from brainstormmsp.store.tables.columns import (
    belongs_to,
    integer,
    json,
    list_indexes,
    resource_table,
    text,
    timestamp,
)

__all__ = ["backup_jobs"]

# connection is what it takes to reach the product; it is never shown.
backup_jobs = resource_table(
    "backup_jobs",
    text("client_id", nullable=False, computed=True),
    text("asset_id", computed=True),
    text("name", nullable=False, computed=True),
    text("provider", nullable=False, computed=True),
    text("status", nullable=False, absent="never_run", computed=True),
    timestamp("last_success_at", computed=True),
    integer("size_bytes", nullable=False, absent=0, computed=True),
    text("message", computed=True),
    json("connection", nullable=False, absent={}, computed=True),
    belongs_to("client_id", "clients"),
    belongs_to("asset_id", "assets"),
)
list_indexes(backup_jobs, sorts=("name",), filters=("status", "provider"), crossed=("client_id", "asset_id"))
