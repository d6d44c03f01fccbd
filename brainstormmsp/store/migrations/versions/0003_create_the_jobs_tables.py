"""Create the jobs tables."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "integrations",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("enabled", sa.Integer(), nullable=False),
        sa.Column("health", TEXT, nullable=False),
        sa.Column("last_sync_at", TEXT, nullable=True),
        sa.Column("message", TEXT, nullable=True),
        sa.Column("recent_syncs", TEXT, nullable=False),
        sa.Column("sync_job_id", TEXT, nullable=True),
        sa.Column("connection", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_integrations_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_integrations")),
    )
    op.create_index(
        "ix_integrations_created_at", "integrations", ["organisation_id", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_integrations_enabled_created_at",
        "integrations",
        ["organisation_id", "enabled", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_integrations_health_created_at",
        "integrations",
        ["organisation_id", "health", "created_at", "id"],
        unique=False,
    )
    op.create_index("ix_integrations_name", "integrations", ["organisation_id", "name", "id"], unique=False)
    op.create_index(
        "ix_integrations_provider_created_at",
        "integrations",
        ["organisation_id", "provider", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_integrations_updated_at", "integrations", ["organisation_id", "updated_at", "id"], unique=False
    )
    op.create_table(
        "jobs",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("progress", sa.BigInteger(), nullable=False),
        sa.Column("errors", TEXT, nullable=False),
        sa.Column("result", TEXT, nullable=True),
        sa.Column("started_at", TEXT, nullable=True),
        sa.Column("finished_at", TEXT, nullable=True),
        sa.Column("expires_at", TEXT, nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("checkpoint", TEXT, nullable=True),
        sa.Column("lease_token", TEXT, nullable=True),
        sa.Column("available_at", TEXT, nullable=True),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_jobs_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_jobs")),
    )
    op.create_index(
        "ix_jobs_available_at",
        "jobs",
        ["available_at", "id"],
        unique=False,
        sqlite_where=sa.text("available_at IS NOT NULL"),
        postgresql_where=sa.text("available_at IS NOT NULL"),
    )
    op.create_index(
        "ix_jobs_expires_at",
        "jobs",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("expires_at IS NOT NULL"),
        postgresql_where=sa.text("expires_at IS NOT NULL"),
    )
    op.create_index(
        "ix_jobs_running",
        "jobs",
        ["organisation_id", "available_at"],
        unique=False,
        sqlite_where=sa.text("lease_token IS NOT NULL"),
        postgresql_where=sa.text("lease_token IS NOT NULL"),
    )
    op.create_table(
        "bulk_items",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("job_id", TEXT, nullable=False),
        sa.Column("item_index", sa.BigInteger(), nullable=False),
        sa.Column("result", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "job_id"],
            ["jobs.organisation_id", "jobs.id"],
            name=op.f("fk_bulk_items_organisation_id_job_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "job_id", "item_index", name=op.f("pk_bulk_items")),
    )
    op.create_table(
        "job_payloads",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("job_id", TEXT, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "job_id"],
            ["jobs.organisation_id", "jobs.id"],
            name=op.f("fk_job_payloads_organisation_id_job_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "job_id", name=op.f("pk_job_payloads")),
    )
    op.create_table(
        "backup_jobs",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("asset_id", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("last_success_at", TEXT, nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("message", TEXT, nullable=True),
        sa.Column("connection", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asset_id"],
            ["assets.organisation_id", "assets.id"],
            name=op.f("fk_backup_jobs_organisation_id_asset_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "client_id"],
            ["clients.organisation_id", "clients.id"],
            name=op.f("fk_backup_jobs_organisation_id_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_backup_jobs_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_backup_jobs")),
    )
    op.create_index(
        "ix_backup_jobs_asset_id_created_at",
        "backup_jobs",
        ["organisation_id", "asset_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_backup_jobs_asset_id_name",
        "backup_jobs",
        ["organisation_id", "asset_id", "name", "id"],
        unique=False,
    )
    op.create_index(
        "ix_backup_jobs_asset_id_updated_at",
        "backup_jobs",
        ["organisation_id", "asset_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_backup_jobs_client_id_created_at",
        "backup_jobs",
        ["organisation_id", "client_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_backup_jobs_client_id_name",
        "backup_jobs",
        ["organisation_id", "client_id", "name", "id"],
        unique=False,
    )
    op.create_index(
        "ix_backup_jobs_client_id_updated_at",
        "backup_jobs",
        ["organisation_id", "client_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_backup_jobs_created_at", "backup_jobs", ["organisation_id", "created_at", "id"], unique=False
    )
    op.create_index("ix_backup_jobs_name", "backup_jobs", ["organisation_id", "name", "id"], unique=False)
    op.create_index(
        "ix_backup_jobs_provider_created_at",
        "backup_jobs",
        ["organisation_id", "provider", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_backup_jobs_status_created_at",
        "backup_jobs",
        ["organisation_id", "status", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_backup_jobs_updated_at", "backup_jobs", ["organisation_id", "updated_at", "id"], unique=False
    )
