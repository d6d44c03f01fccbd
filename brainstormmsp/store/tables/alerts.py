"""What the monitoring sources reported."""

from brainstormmsp.store.tables.columns import belongs_to, list_indexes, resource_table, text, timestamp

__all__ = ["alerts"]

alerts = resource_table(
    "alerts",
    text("client_id", nullable=False),
    text("asset_id"),
    text("title", nullable=False),
    text("description"),
    text("severity", nullable=False),
    text("status", nullable=False, absent="open"),
    text("source", nullable=False),
    timestamp("acknowledged_at", computed=True),
    timestamp("resolved_at", computed=True),
    belongs_to("client_id", "clients"),
    belongs_to("asset_id", "assets"),
)
list_indexes(alerts, filters=("status", "severity", "source", "asset_id"), crossed=("client_id",))
