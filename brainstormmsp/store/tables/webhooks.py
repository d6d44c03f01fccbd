"""Where events are delivered, the secrets that sign them, and every delivery with its attempts."""

from sqlalchemy import Index, Table
from sqlalchemy.schema import PrimaryKeyConstraint

from brainstormmsp.store.tables.columns import (
    belongs_to,
    boolean,
    integer,
    json,
    list_indexes,
    metadata,
    resource_table,
    text,
    timestamp,
    unique_index,
)

__all__ = [
    "webhook_attempts",
    "webhook_deliveries",
    "webhook_endpoints",
    "webhook_payloads",
    "webhook_secrets",
]

# A deleted endpoint's row stays until its deliveries are purged, a few at a time.
# after_sequence is that of the last event that happened before the endpoint was created.
webhook_endpoints = resource_table(
    "webhook_endpoints",
    text("url", nullable=False),
    text("description"),
    json("event_types", nullable=False),
    integer("after_sequence", nullable=False, absent=0, computed=True, existing="0"),
    json("client_ids", nullable=False, absent=[], existing="[]"),
    boolean("enabled", absent=True),
    text("disabled_reason", computed=True),
    timestamp("previous_secret_expires_at", computed=True),
    timestamp("deleted_at", computed=True),
)
list_indexes(webhook_endpoints, filters=("enabled",))
Index(
    "ix_webhook_endpoints_deleted_at",
    webhook_endpoints.c.deleted_at,
    sqlite_where=webhook_endpoints.c.deleted_at.is_not(None),
    postgresql_where=webhook_endpoints.c.deleted_at.is_not(None),
)

# secret is encrypted, in base64; signing needs the secret itself. expires_at is set once a newer one
# replaced it.
webhook_secrets = Table(
    "webhook_secrets",
    metadata,
    text("organisation_id", nullable=False),
    text("webhook_id", nullable=False),
    text("id", nullable=False),
    text("secret", nullable=False),
    timestamp("expires_at"),
    PrimaryKeyConstraint("organisation_id", "webhook_id", "id"),
    belongs_to("webhook_id", "webhook_endpoints"),
)

# round_attempts counts the attempts since the delivery was made or asked for again. available_at is from
# when it may be attempted: while somebody attempts it, the end of the lease; NULL once it has ended.
# lease_token is known only to the worker that attempts it. mass is 1 for events of mass work.
webhook_deliveries = resource_table(
    "webhook_deliveries",
    text("webhook_id", nullable=False, computed=True),
    text("event_id", nullable=False, computed=True),
    text("event_type", nullable=False, computed=True),
    boolean("test", computed=True),
    boolean("mass", computed=True, existing="0"),
    text("status", nullable=False, absent="pending", computed=True),
    timestamp("next_attempt_at", computed=True),
    json("request", computed=True),
    integer("round_attempts", nullable=False, absent=0, computed=True),
    timestamp("available_at", computed=True),
    text("lease_token", computed=True),
    belongs_to("webhook_id", "webhook_endpoints"),
)
list_indexes(webhook_deliveries, within="webhook_id")
for _column in ("status", "event_type"):
    Index(
        f"ix_webhook_deliveries_webhook_id_{_column}_created_at",
        webhook_deliveries.c.organisation_id,
        webhook_deliveries.c.webhook_id,
        webhook_deliveries.c[_column],
        webhook_deliveries.c.created_at,
        webhook_deliveries.c.id,
    )
unique_index(webhook_deliveries, "event_id", "webhook_id")
Index(
    "ix_webhook_deliveries_mass_available_at",
    webhook_deliveries.c.organisation_id,
    webhook_deliveries.c.webhook_id,
    webhook_deliveries.c.mass,
    webhook_deliveries.c.available_at,
    webhook_deliveries.c.id,
    sqlite_where=webhook_deliveries.c.available_at.is_not(None),
    postgresql_where=webhook_deliveries.c.available_at.is_not(None),
)
Index("ix_webhook_deliveries_purge", webhook_deliveries.c.created_at)

# The body as it is sent, apart from the delivery's own row, which lists read and every attempt writes.
webhook_payloads = Table(
    "webhook_payloads",
    metadata,
    text("organisation_id", nullable=False),
    text("delivery_id", nullable=False),
    text("body", nullable=False),
    PrimaryKeyConstraint("organisation_id", "delivery_id"),
    belongs_to("delivery_id", "webhook_deliveries"),
)

# number counts a delivery's attempts from 1.
webhook_attempts = Table(
    "webhook_attempts",
    metadata,
    text("organisation_id", nullable=False),
    text("delivery_id", nullable=False),
    integer("number", nullable=False),
    timestamp("at", nullable=False),
    integer("status_code"),
    integer("duration_ms", nullable=False),
    text("error"),
    text("response_excerpt"),
    PrimaryKeyConstraint("organisation_id", "delivery_id", "number"),
    belongs_to("delivery_id", "webhook_deliveries"),
)
