"""Give API keys ids, networks, ends, a second secret during rotations, and the time of their last use."""

import json

import sqlalchemy as sa
from alembic import op

from contractfirst.clock import SystemClock
from contractfirst.identifiers import Uuid7Source

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    connection = op.get_bind()
    rows = [dict(row) for row in connection.execute(sa.text("SELECT * FROM api_keys")).mappings()]
    op.drop_index("ix_api_keys_organisation_id", "api_keys")
    op.drop_table("api_keys")
    table = op.create_table(
        "api_keys",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("secret_digest", TEXT, nullable=False),
        sa.Column("previous_digest", TEXT, nullable=True),
        sa.Column("previous_secret_expires_at", TEXT, nullable=True),
        sa.Column("scopes", TEXT, nullable=False),
        sa.Column("allowed_networks", TEXT, nullable=False),
        sa.Column("multiplier", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("expires_at", TEXT, nullable=True),
        sa.Column("last_used_at", TEXT, nullable=True),
        sa.Column("revoked_at", TEXT, nullable=True),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_api_keys_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_api_keys")),
    )
    op.create_index("uq_api_keys_client_id", "api_keys", ["client_id"], unique=True)
    for column in ("created_at", "updated_at"):
        op.create_index(f"ix_api_keys_{column}", "api_keys", ["organisation_id", column, "id"], unique=False)
    ids = Uuid7Source(SystemClock())
    for row in rows:
        scopes = json.dumps(row["scopes"].split(), separators=(",", ":"))
        more = {"id": ids.new(), "allowed_networks": "[]", "updated_at": row["created_at"]}
        connection.execute(sa.insert(table).values(**{**row, **more, "scopes": scopes}))
