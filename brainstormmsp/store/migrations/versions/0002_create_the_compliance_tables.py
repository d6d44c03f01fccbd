"""Create the compliance tables."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "controls",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("identifier", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("description", TEXT, nullable=False),
        sa.Column("rationale", TEXT, nullable=True),
        sa.Column("remediation", TEXT, nullable=True),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("category", TEXT, nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("framework_refs", TEXT, nullable=False),
        sa.Column("frameworks", TEXT, nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("schedule", TEXT, nullable=False),
        sa.Column("schedule_interval", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("search_text", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_controls_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_controls")),
    )
    op.create_index(
        "ix_controls_category_created_at",
        "controls",
        ["organisation_id", "category", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_controls_created_at", "controls", ["organisation_id", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_controls_identifier", "controls", ["organisation_id", "identifier", "id"], unique=False
    )
    op.create_index(
        "ix_controls_severity_created_at",
        "controls",
        ["organisation_id", "severity", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_controls_state_created_at",
        "controls",
        ["organisation_id", "state", "created_at", "id"],
        unique=False,
    )
    op.create_index("ix_controls_title", "controls", ["organisation_id", "title", "id"], unique=False)
    op.create_index(
        "ix_controls_type_created_at",
        "controls",
        ["organisation_id", "type", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_controls_updated_at", "controls", ["organisation_id", "updated_at", "id"], unique=False
    )
    op.create_index("uq_controls_identifier", "controls", ["organisation_id", "identifier"], unique=True)
    op.create_table(
        "evaluation_schedules",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("schedule_interval", TEXT, nullable=False),
        sa.Column("slot", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_evaluation_schedules_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "schedule_interval", name=op.f("pk_evaluation_schedules")),
    )
    op.create_table(
        "evaluations",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("control_id", TEXT, nullable=False),
        sa.Column("control_identifier", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("result", TEXT, nullable=False),
        sa.Column("confidence", sa.BigInteger(), nullable=False),
        sa.Column("summary", TEXT, nullable=False),
        sa.Column("details", TEXT, nullable=False),
        sa.Column("evidence_ids", TEXT, nullable=False),
        sa.Column("evaluated_at", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "client_id"],
            ["clients.organisation_id", "clients.id"],
            name=op.f("fk_evaluations_organisation_id_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_evaluations_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_evaluations")),
    )
    op.create_index(
        "ix_evaluations_client_id_confidence",
        "evaluations",
        ["organisation_id", "client_id", "confidence", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evaluations_client_id_created_at",
        "evaluations",
        ["organisation_id", "client_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evaluations_client_id_evaluated_at",
        "evaluations",
        ["organisation_id", "client_id", "evaluated_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evaluations_client_id_updated_at",
        "evaluations",
        ["organisation_id", "client_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evaluations_confidence", "evaluations", ["organisation_id", "confidence", "id"], unique=False
    )
    op.create_index(
        "ix_evaluations_control_id_created_at",
        "evaluations",
        ["organisation_id", "control_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evaluations_created_at", "evaluations", ["organisation_id", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_evaluations_evaluated_at", "evaluations", ["organisation_id", "evaluated_at", "id"], unique=False
    )
    op.create_index(
        "ix_evaluations_mode_created_at",
        "evaluations",
        ["organisation_id", "mode", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evaluations_result_created_at",
        "evaluations",
        ["organisation_id", "result", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evaluations_updated_at", "evaluations", ["organisation_id", "updated_at", "id"], unique=False
    )
    op.create_table(
        "evidence",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("control_id", TEXT, nullable=True),
        sa.Column("statement", TEXT, nullable=True),
        sa.Column("attested_by", TEXT, nullable=True),
        sa.Column("file_name", TEXT, nullable=True),
        sa.Column("media_type", TEXT, nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("document_sha256", TEXT, nullable=True),
        sa.Column("source", TEXT, nullable=True),
        sa.Column("observations", TEXT, nullable=True),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.Column("collected_at", TEXT, nullable=False),
        sa.Column("expires_at", TEXT, nullable=True),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "client_id"],
            ["clients.organisation_id", "clients.id"],
            name=op.f("fk_evidence_organisation_id_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_evidence_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_evidence")),
    )
    op.create_index(
        "ix_evidence_client_id_collected_at",
        "evidence",
        ["organisation_id", "client_id", "collected_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evidence_client_id_created_at",
        "evidence",
        ["organisation_id", "client_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evidence_client_id_updated_at",
        "evidence",
        ["organisation_id", "client_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evidence_collected_at", "evidence", ["organisation_id", "collected_at", "id"], unique=False
    )
    op.create_index(
        "ix_evidence_control_id_created_at",
        "evidence",
        ["organisation_id", "control_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evidence_created_at", "evidence", ["organisation_id", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_evidence_filed",
        "evidence",
        ["organisation_id", "client_id", "filed", "collected_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evidence_kind_created_at",
        "evidence",
        ["organisation_id", "kind", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evidence_topic_created_at",
        "evidence",
        ["organisation_id", "topic", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evidence_updated_at", "evidence", ["organisation_id", "updated_at", "id"], unique=False
    )
    op.create_table(
        "remediations",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("evaluation_id", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("control_id", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("due_at", TEXT, nullable=False),
        sa.Column("ticket_id", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("accepted_reason", TEXT, nullable=True),
        sa.Column("resolved_at", TEXT, nullable=True),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "client_id"],
            ["clients.organisation_id", "clients.id"],
            name=op.f("fk_remediations_organisation_id_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evaluation_id"],
            ["evaluations.organisation_id", "evaluations.id"],
            name=op.f("fk_remediations_organisation_id_evaluation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ticket_id"],
            ["tickets.organisation_id", "tickets.id"],
            name=op.f("fk_remediations_organisation_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_remediations_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_remediations")),
    )
    op.create_index(
        "ix_remediations_client_id_created_at",
        "remediations",
        ["organisation_id", "client_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_remediations_client_id_due_at",
        "remediations",
        ["organisation_id", "client_id", "due_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_remediations_client_id_updated_at",
        "remediations",
        ["organisation_id", "client_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_remediations_control_id_created_at",
        "remediations",
        ["organisation_id", "control_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_remediations_created_at", "remediations", ["organisation_id", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_remediations_due_at", "remediations", ["organisation_id", "due_at", "id"], unique=False
    )
    op.create_index(
        "ix_remediations_status_created_at",
        "remediations",
        ["organisation_id", "status", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_remediations_updated_at", "remediations", ["organisation_id", "updated_at", "id"], unique=False
    )
    op.create_index(
        "uq_remediations_client_id_control_id",
        "remediations",
        ["organisation_id", "client_id", "control_id"],
        unique=True,
        sqlite_where=sa.text("status != 'resolved'"),
        postgresql_where=sa.text("status != 'resolved'"),
    )
