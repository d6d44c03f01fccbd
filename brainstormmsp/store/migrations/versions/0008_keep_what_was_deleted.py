"""Keep what was deleted."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Deleted rows leave these: table, name, columns after organisation_id, unique, condition.
INDEXES: list[tuple[str, str, list[str], bool, str]] = [
    (
        "assets",
        "ix_assets_client_id_created_at",
        ["client_id", "created_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    ("assets", "ix_assets_client_id_hostname", ["client_id", "hostname", "id"], False, "deleted_at IS NULL"),
    (
        "assets",
        "ix_assets_client_id_last_seen_at",
        ["client_id", "last_seen_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    (
        "assets",
        "ix_assets_client_id_updated_at",
        ["client_id", "updated_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    ("assets", "ix_assets_created_at", ["created_at", "id"], False, "deleted_at IS NULL"),
    ("assets", "ix_assets_hostname", ["hostname", "id"], False, "deleted_at IS NULL"),
    ("assets", "ix_assets_last_seen_at", ["last_seen_at", "id"], False, "deleted_at IS NULL"),
    ("assets", "ix_assets_status_created_at", ["status", "created_at", "id"], False, "deleted_at IS NULL"),
    ("assets", "ix_assets_type_created_at", ["type", "created_at", "id"], False, "deleted_at IS NULL"),
    ("assets", "ix_assets_updated_at", ["updated_at", "id"], False, "deleted_at IS NULL"),
    (
        "contacts",
        "ix_contacts_client_id_created_at",
        ["client_id", "created_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    ("contacts", "ix_contacts_client_id_name", ["client_id", "name", "id"], False, "deleted_at IS NULL"),
    (
        "contacts",
        "ix_contacts_client_id_updated_at",
        ["client_id", "updated_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    ("contacts", "ix_contacts_created_at", ["created_at", "id"], False, "deleted_at IS NULL"),
    ("contacts", "ix_contacts_name", ["name", "id"], False, "deleted_at IS NULL"),
    ("contacts", "ix_contacts_updated_at", ["updated_at", "id"], False, "deleted_at IS NULL"),
    ("contacts", "uq_contacts_client_id", ["client_id"], True, "deleted_at IS NULL AND is_primary = 1"),
    (
        "controls",
        "ix_controls_category_created_at",
        ["category", "created_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    ("controls", "ix_controls_created_at", ["created_at", "id"], False, "deleted_at IS NULL"),
    ("controls", "ix_controls_identifier", ["identifier", "id"], False, "deleted_at IS NULL"),
    (
        "controls",
        "ix_controls_severity_created_at",
        ["severity", "created_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    ("controls", "ix_controls_state_created_at", ["state", "created_at", "id"], False, "deleted_at IS NULL"),
    ("controls", "ix_controls_title", ["title", "id"], False, "deleted_at IS NULL"),
    ("controls", "ix_controls_type_created_at", ["type", "created_at", "id"], False, "deleted_at IS NULL"),
    ("controls", "ix_controls_updated_at", ["updated_at", "id"], False, "deleted_at IS NULL"),
    ("controls", "uq_controls_identifier", ["identifier"], True, "deleted_at IS NULL"),
    (
        "tickets",
        "ix_tickets_asset_id_created_at",
        ["asset_id", "created_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    ("tickets", "ix_tickets_asset_id_number", ["asset_id", "number", "id"], False, "deleted_at IS NULL"),
    (
        "tickets",
        "ix_tickets_asset_id_updated_at",
        ["asset_id", "updated_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    (
        "tickets",
        "ix_tickets_client_id_created_at",
        ["client_id", "created_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    ("tickets", "ix_tickets_client_id_number", ["client_id", "number", "id"], False, "deleted_at IS NULL"),
    (
        "tickets",
        "ix_tickets_client_id_updated_at",
        ["client_id", "updated_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    ("tickets", "ix_tickets_created_at", ["created_at", "id"], False, "deleted_at IS NULL"),
    ("tickets", "ix_tickets_number", ["number", "id"], False, "deleted_at IS NULL"),
    (
        "tickets",
        "ix_tickets_priority_created_at",
        ["priority", "created_at", "id"],
        False,
        "deleted_at IS NULL",
    ),
    ("tickets", "ix_tickets_status_created_at", ["status", "created_at", "id"], False, "deleted_at IS NULL"),
    ("tickets", "ix_tickets_updated_at", ["updated_at", "id"], False, "deleted_at IS NULL"),
    ("tickets", "uq_tickets_number", ["number"], True, "deleted_at IS NULL"),
]


def upgrade() -> None:
    """Apply the revision."""
    for table in ("assets", "contacts", "controls", "tickets"):
        op.add_column(table, sa.Column("deleted_at", TEXT, nullable=True))
        if table != "controls":
            op.add_column(table, sa.Column("deleted_with", TEXT, nullable=True))
    for table, name, columns, unique, condition in INDEXES:
        op.drop_index(name, table_name=table)
        _create_index(table, name, columns, condition, unique=unique)
    for table in ("assets", "clients", "contacts", "controls", "tickets", "webhook_endpoints"):
        _create_index(table, f"ix_{table}_deleted", ["updated_at", "id"], "deleted_at IS NOT NULL")


def _create_index(table: str, name: str, columns: list[str], condition: str, *, unique: bool = False) -> None:
    where = sa.text(condition)
    op.create_index(
        name,
        table,
        ["organisation_id", *columns],
        unique=unique,
        sqlite_where=where,
        postgresql_where=where,
    )
