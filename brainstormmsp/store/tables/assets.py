"""What a client runs: endpoints, servers, network devices, cloud resources; and the software on it."""

from brainstormmsp.store.tables.columns import (
    belongs_to,
    boolean,
    json,
    list_indexes,
    resource_table,
    text,
    timestamp,
)

__all__ = ["asset_software", "assets"]

assets = resource_table(
    "assets",
    text("client_id", nullable=False),
    text("type", nullable=False),
    text("status", nullable=False, absent="active"),
    text("hostname", nullable=False),
    text("serial"),
    text("os"),
    timestamp("last_seen_at"),
    timestamp("last_patched_at"),
    boolean("encrypted", nullable=True, absent=None),
    json("tags", nullable=False, absent=[], existing="[]"),
    json("external_refs", nullable=False, absent=[]),
    text("search_text", nullable=False, absent="", computed=True),
    timestamp("deleted_at", computed=True),
    text("deleted_with", computed=True),
    belongs_to("client_id", "clients"),
)
list_indexes(
    assets,
    sorts=("hostname", "last_seen_at"),
    filters=("status", "type", "os", "encrypted"),
    crossed=("client_id",),
)

asset_software = resource_table(
    "asset_software",
    text("asset_id", nullable=False),
    text("name", nullable=False),
    text("version"),
    text("publisher"),
    timestamp("installed_at"),
    text("search_text", nullable=False, absent="", computed=True),
    belongs_to("asset_id", "assets"),
)
list_indexes(asset_software, within="asset_id", sorts=("name",))
