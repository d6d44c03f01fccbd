"""The systems that an organisation's data comes from."""

from brainstormmsp.store.tables.columns import boolean, json, list_indexes, resource_table, text, timestamp

__all__ = ["integrations"]

# recent_syncs lists whether each of the latest syncs succeeded, oldest first. sync_job_id is the job of the
# sync that is queued or running. connection is what it takes to reach the system; it is never shown.
integrations = resource_table(
    "integrations",
    text("provider", nullable=False, computed=True),
    text("name", nullable=False),
    boolean("enabled", absent=True),
    text("health", nullable=False, absent="unknown", computed=True),
    timestamp("last_sync_at", computed=True),
    text("message", computed=True),
    json("recent_syncs", nullable=False, absent=[], computed=True),
    text("sync_job_id", computed=True),
    json("connection", nullable=False, absent={}, computed=True),
)
list_indexes(integrations, sorts=("name",), filters=("provider", "health", "enabled"))
