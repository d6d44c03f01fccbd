"""Log events and cancel jobs."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "events",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=True),
        sa.Column("data", TEXT, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_events_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_events")),
    )
    op.create_index(
        "ix_events_client_id_created_at",
        "events",
        ["organisation_id", "client_id", "created_at", "id"],
        unique=False,
    )
    op.create_index("ix_events_created_at", "events", ["organisation_id", "created_at", "id"], unique=False)
    op.create_index("ix_events_purge", "events", ["created_at"], unique=False)
    op.create_index(
        "ix_events_type_created_at", "events", ["organisation_id", "type", "created_at", "id"], unique=False
    )
    op.create_index("ix_events_updated_at", "events", ["organisation_id", "updated_at", "id"], unique=False)
    op.create_index(
        "ix_evaluations_latest",
        "evaluations",
        ["organisation_id", "client_id", "control_id", "mode", "evaluated_at", "id"],
        unique=False,
    )
    op.add_column("evidence", sa.Column("expiry_announced", sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        "ix_evidence_expires_at",
        "evidence",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("expires_at IS NOT NULL AND expiry_announced = 0"),
        postgresql_where=sa.text("expires_at IS NOT NULL AND expiry_announced = 0"),
    )
    op.add_column("jobs", sa.Column("cancel_requested", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_jobs_created_at", "jobs", ["organisation_id", "created_at", "id"], unique=False)
    op.create_index(
        "ix_jobs_kind_created_at", "jobs", ["organisation_id", "kind", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_jobs_status_created_at", "jobs", ["organisation_id", "status", "created_at", "id"], unique=False
    )
    op.create_index("ix_jobs_updated_at", "jobs", ["organisation_id", "updated_at", "id"], unique=False)
    # Events that were not delivered yet have no sequence: they would not fit the contract.
    op.drop_table("outbox")
    op.create_table(
        "outbox",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("mass", sa.Integer(), nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_outbox_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_mass_created_at", "outbox", ["mass", "created_at", "id"], unique=False)
    op.add_column("webhook_deliveries", sa.Column("mass", sa.Integer(), server_default="0", nullable=False))
    op.drop_index(
        op.f("ix_webhook_deliveries_available_at"),
        table_name="webhook_deliveries",
        sqlite_where=sa.text("available_at IS NOT NULL"),
    )
    op.create_index(
        "ix_webhook_deliveries_mass_available_at",
        "webhook_deliveries",
        ["organisation_id", "webhook_id", "mass", "available_at", "id"],
        unique=False,
        sqlite_where=sa.text("available_at IS NOT NULL"),
        postgresql_where=sa.text("available_at IS NOT NULL"),
    )
    op.add_column(
        "webhook_endpoints", sa.Column("after_sequence", sa.BigInteger(), server_default="0", nullable=False)
    )
    op.add_column("webhook_endpoints", sa.Column("client_ids", TEXT, server_default="[]", nullable=False))
