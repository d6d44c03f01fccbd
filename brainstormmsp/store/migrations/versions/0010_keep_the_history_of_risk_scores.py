"""Keep the history of risk scores."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "client_risk_scores",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("scored_at", TEXT, nullable=False),
        sa.Column("risk_score", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "client_id"],
            ["clients.organisation_id", "clients.id"],
            name=op.f("fk_client_risk_scores_organisation_id_client_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "client_id", "scored_at", name=op.f("pk_client_risk_scores")
        ),
    )
    op.execute(
        "INSERT INTO client_risk_scores (organisation_id, client_id, scored_at, risk_score)"
        " SELECT organisation_id, id, updated_at, risk_score FROM clients WHERE risk_score > 0"
    )
