"""Create the reports tables."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "reports",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("job_id", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("format", TEXT, nullable=False),
        sa.Column("period", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("period_from", TEXT, nullable=False),
        sa.Column("period_to", TEXT, nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("sha256", TEXT, nullable=True),
        sa.Column("problem", TEXT, nullable=True),
        sa.Column("finished_at", TEXT, nullable=True),
        sa.Column("expires_at", TEXT, nullable=True),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "client_id"],
            ["clients.organisation_id", "clients.id"],
            name=op.f("fk_reports_organisation_id_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_reports_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_reports")),
    )
    op.create_index(
        "ix_reports_client_id_created_at",
        "reports",
        ["organisation_id", "client_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_reports_client_id_updated_at",
        "reports",
        ["organisation_id", "client_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index("ix_reports_created_at", "reports", ["organisation_id", "created_at", "id"], unique=False)
    op.create_index(
        "ix_reports_format_created_at",
        "reports",
        ["organisation_id", "format", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_reports_status_created_at",
        "reports",
        ["organisation_id", "status", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_reports_type_created_at", "reports", ["organisation_id", "type", "created_at", "id"], unique=False
    )
    op.create_index("ix_reports_updated_at", "reports", ["organisation_id", "updated_at", "id"], unique=False)
    op.create_table(
        "report_files",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("report_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "report_id"],
            ["reports.organisation_id", "reports.id"],
            name=op.f("fk_report_files_organisation_id_report_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "report_id", name=op.f("pk_report_files")),
    )
    op.create_index("ix_report_files_expires_at", "report_files", ["expires_at"], unique=False)
