"""Find by severity, priority and what else lists are filtered by."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SEVERITIES = ("informational", "low", "medium", "high", "critical")
PRIORITIES = ("low", "normal", "high", "urgent")


def upgrade() -> None:
    """Apply the revision."""
    op.add_column("alerts", sa.Column("severity_rank", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("assets", sa.Column("tags", TEXT, server_default="[]", nullable=False))
    op.add_column("controls", sa.Column("severity_rank", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("evaluations", sa.Column("is_latest", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "remediations",
        sa.Column("severity_rank", sa.BigInteger(), server_default="0", nullable=False),
    )
    op.add_column("tickets", sa.Column("assignee", TEXT, nullable=True))
    op.add_column("tickets", sa.Column("priority_rank", sa.BigInteger(), server_default="0", nullable=False))
    for table in ("alerts", "controls", "remediations"):
        _rank(table, "severity", SEVERITIES)
    _rank("tickets", "priority", PRIORITIES)
    op.execute(
        "UPDATE evaluations SET is_latest = 1 WHERE id = ("
        "SELECT newest.id FROM evaluations AS newest"
        " WHERE newest.organisation_id = evaluations.organisation_id"
        " AND newest.client_id = evaluations.client_id AND newest.control_id = evaluations.control_id"
        " ORDER BY newest.evaluated_at DESC, newest.id DESC LIMIT 1)"
    )
    op.create_index(
        "ix_alerts_asset_id_severity_rank",
        "alerts",
        ["organisation_id", "asset_id", "severity_rank", "id"],
        unique=False,
    )
    op.create_index(
        "ix_alerts_client_id_severity_rank",
        "alerts",
        ["organisation_id", "client_id", "severity_rank", "id"],
        unique=False,
    )
    op.create_index(
        "ix_alerts_severity_rank", "alerts", ["organisation_id", "severity_rank", "id"], unique=False
    )
    op.create_index(
        "ix_assets_encrypted_created_at",
        "assets",
        ["organisation_id", "encrypted", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_assets_os_created_at",
        "assets",
        ["organisation_id", "os", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_controls_severity_rank",
        "controls",
        ["organisation_id", "severity_rank", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_evaluations_is_latest_created_at",
        "evaluations",
        ["organisation_id", "is_latest", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_evaluations_client_id_control_id",
        "evaluations",
        ["organisation_id", "client_id", "control_id"],
        unique=True,
        sqlite_where=sa.text("is_latest = 1"),
        postgresql_where=sa.text("is_latest = 1"),
    )
    op.create_index(
        "ix_remediations_client_id_severity_rank",
        "remediations",
        ["organisation_id", "client_id", "severity_rank", "id"],
        unique=False,
    )
    op.create_index(
        "ix_remediations_severity_created_at",
        "remediations",
        ["organisation_id", "severity", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_remediations_severity_rank",
        "remediations",
        ["organisation_id", "severity_rank", "id"],
        unique=False,
    )
    op.create_index(
        "ix_tickets_asset_id_priority_rank",
        "tickets",
        ["organisation_id", "asset_id", "priority_rank", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_tickets_assignee_created_at",
        "tickets",
        ["organisation_id", "assignee", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_tickets_client_id_priority_rank",
        "tickets",
        ["organisation_id", "client_id", "priority_rank", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_tickets_contact_id_created_at",
        "tickets",
        ["organisation_id", "contact_id", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_tickets_priority_rank",
        "tickets",
        ["organisation_id", "priority_rank", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def _rank(name: str, column: str, values: tuple[str, ...]) -> None:
    table = sa.table(name, sa.column(column), sa.column(f"{column}_rank"))
    ranks = sa.case({value: rank for rank, value in enumerate(values)}, value=table.c[column], else_=0)
    op.execute(sa.update(table).values({f"{column}_rank": ranks}))
