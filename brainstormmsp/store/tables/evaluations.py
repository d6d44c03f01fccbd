"""Evaluations of controls on clients, and the last scheduled runs."""

from sqlalchemy import Index, Table
from sqlalchemy.schema import ForeignKeyConstraint, PrimaryKeyConstraint

from brainstormmsp.store.tables.columns import (
    belongs_to,
    boolean,
    integer,
    json,
    list_indexes,
    metadata,
    resource_table,
    text,
    timestamp,
    unique_index,
)

__all__ = ["evaluation_failing_objects", "evaluation_schedules", "evaluations"]

# control_id may name a built-in control, which has no row.
evaluations = resource_table(
    "evaluations",
    text("control_id", nullable=False, computed=True),
    text("control_identifier", nullable=False, computed=True),
    text("client_id", nullable=False, computed=True),
    text("mode", nullable=False, computed=True),
    text("result", nullable=False, computed=True),
    integer("confidence", nullable=False, computed=True),
    text("summary", nullable=False, computed=True),
    json("details", nullable=False, computed=True),
    json("evidence_ids", nullable=False, absent=[], computed=True),
    timestamp("evaluated_at", nullable=False, computed=True),
    boolean("is_latest", computed=True, existing="0"),
    belongs_to("client_id", "clients"),
)
list_indexes(
    evaluations,
    sorts=("evaluated_at", "confidence"),
    filters=("control_id", "result", "mode", "is_latest"),
    crossed=("client_id",),
)
# One evaluation of each control on each client is the latest.
unique_index(evaluations, "client_id", "control_id", where=evaluations.c.is_latest == 1)

# The latest result of a control on a client.
Index(
    "ix_evaluations_latest",
    evaluations.c.organisation_id,
    evaluations.c.client_id,
    evaluations.c.control_id,
    evaluations.c.mode,
    evaluations.c.evaluated_at,
    evaluations.c.id,
)

# object_id is an asset, a backup job, a contact, an alert, a ticket or a piece of evidence.
evaluation_failing_objects = resource_table(
    "evaluation_failing_objects",
    text("evaluation_id", nullable=False, computed=True),
    text("object_type", nullable=False, computed=True),
    text("object_id", nullable=False, computed=True),
    belongs_to("evaluation_id", "evaluations"),
)
list_indexes(evaluation_failing_objects, within="evaluation_id")

# slot is the beginning of the hour, day, week or month for which the last run was asked for.
evaluation_schedules = Table(
    "evaluation_schedules",
    metadata,
    text("organisation_id", nullable=False),
    text("schedule_interval", nullable=False),
    timestamp("slot", nullable=False),
    PrimaryKeyConstraint("organisation_id", "schedule_interval"),
    ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
)
