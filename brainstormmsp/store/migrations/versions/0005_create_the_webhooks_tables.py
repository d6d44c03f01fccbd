"""Create the webhooks tables."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "webhook_endpoints",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("description", TEXT, nullable=True),
        sa.Column("event_types", TEXT, nullable=False),
        sa.Column("enabled", sa.Integer(), nullable=False),
        sa.Column("disabled_reason", TEXT, nullable=True),
        sa.Column("previous_secret_expires_at", TEXT, nullable=True),
        sa.Column("deleted_at", TEXT, nullable=True),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_webhook_endpoints_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_webhook_endpoints")),
    )
    op.create_index(
        "ix_webhook_endpoints_created_at",
        "webhook_endpoints",
        ["organisation_id", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_webhook_endpoints_deleted_at",
        "webhook_endpoints",
        ["deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index(
        "ix_webhook_endpoints_enabled_created_at",
        "webhook_endpoints",
        ["organisation_id", "enabled", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_webhook_endpoints_updated_at",
        "webhook_endpoints",
        ["organisation_id", "updated_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("webhook_id", TEXT, nullable=False),
        sa.Column("event_id", TEXT, nullable=False),
        sa.Column("event_type", TEXT, nullable=False),
        sa.Column("test", sa.Integer(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("next_attempt_at", TEXT, nullable=True),
        sa.Column("request", TEXT, nullable=True),
        sa.Column("round_attempts", sa.BigInteger(), nullable=False),
        sa.Column("available_at", TEXT, nullable=True),
        sa.Column("lease_token", TEXT, nullable=True),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "webhook_id"],
            ["webhook_endpoints.organisation_id", "webhook_endpoints.id"],
            name=op.f("fk_webhook_deliveries_organisation_id_webhook_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_webhook_deliveries_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_webhook_deliveries")),
    )
    op.create_index(
        "ix_webhook_deliveries_available_at",
        "webhook_deliveries",
        ["organisation_id", "webhook_id", "available_at", "id"],
        unique=False,
        sqlite_where=sa.text("available_at IS NOT NULL"),
        postgresql_where=sa.text("available_at IS NOT NULL"),
    )
    op.create_index("ix_webhook_deliveries_purge", "webhook_deliveries", ["created_at"], unique=False)
    op.create_index(
        "ix_webhook_deliveries_webhook_id_created_at",
        "webhook_deliveries",
        ["organisation_id", "webhook_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_webhook_deliveries_webhook_id_event_type_created_at",
        "webhook_deliveries",
        ["organisation_id", "webhook_id", "event_type", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_webhook_deliveries_webhook_id_status_created_at",
        "webhook_deliveries",
        ["organisation_id", "webhook_id", "status", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_webhook_deliveries_webhook_id_updated_at",
        "webhook_deliveries",
        ["organisation_id", "webhook_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_webhook_deliveries_event_id_webhook_id",
        "webhook_deliveries",
        ["organisation_id", "event_id", "webhook_id"],
        unique=True,
    )
    op.create_table(
        "webhook_secrets",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("webhook_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("secret", TEXT, nullable=False),
        sa.Column("expires_at", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "webhook_id"],
            ["webhook_endpoints.organisation_id", "webhook_endpoints.id"],
            name=op.f("fk_webhook_secrets_organisation_id_webhook_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "webhook_id", "id", name=op.f("pk_webhook_secrets")),
    )
    op.create_table(
        "webhook_attempts",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("delivery_id", TEXT, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("status_code", sa.BigInteger(), nullable=True),
        sa.Column("duration_ms", sa.BigInteger(), nullable=False),
        sa.Column("error", TEXT, nullable=True),
        sa.Column("response_excerpt", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "delivery_id"],
            ["webhook_deliveries.organisation_id", "webhook_deliveries.id"],
            name=op.f("fk_webhook_attempts_organisation_id_delivery_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "delivery_id", "number", name=op.f("pk_webhook_attempts")),
    )
    op.create_table(
        "webhook_payloads",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("delivery_id", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "delivery_id"],
            ["webhook_deliveries.organisation_id", "webhook_deliveries.id"],
            name=op.f("fk_webhook_payloads_organisation_id_delivery_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "delivery_id", name=op.f("pk_webhook_payloads")),
    )
