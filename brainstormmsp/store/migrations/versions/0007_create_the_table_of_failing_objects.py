"""Create the table of failing objects."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "evaluation_failing_objects",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("evaluation_id", TEXT, nullable=False),
        sa.Column("object_type", TEXT, nullable=False),
        sa.Column("object_id", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evaluation_id"],
            ["evaluations.organisation_id", "evaluations.id"],
            name=op.f("fk_evaluation_failing_objects_organisation_id_evaluation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_evaluation_failing_objects_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_evaluation_failing_objects")),
    )
    op.create_index(
        "ix_evaluation_failing_objects_evaluation_id_created_at",
        "evaluation_failing_objects",
        ["organisation_id", "evaluation_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evaluation_failing_objects_evaluation_id_updated_at",
        "evaluation_failing_objects",
        ["organisation_id", "evaluation_id", "updated_at", "id"],
        unique=False,
    )
