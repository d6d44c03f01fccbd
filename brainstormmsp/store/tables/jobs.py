"""Work that goes on after its request was answered, and what it has done so far."""

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
)

__all__ = ["bulk_items", "job_payloads", "jobs"]

# available_at is from when a worker may take the job: while one has it, the end of its lease; NULL once the
# job has ended. lease_token is what the worker that has it knows and no other does. checkpoint is what a
# later attempt goes on from.
jobs = resource_table(
    "jobs",
    text("kind", nullable=False, computed=True),
    text("status", nullable=False, absent="queued", computed=True),
    integer("progress", nullable=False, absent=0, computed=True),
    json("errors", nullable=False, absent=[], computed=True),
    json("result", computed=True),
    timestamp("started_at", computed=True),
    timestamp("finished_at", computed=True),
    timestamp("expires_at", computed=True),
    integer("attempts", nullable=False, absent=0, computed=True),
    json("checkpoint", computed=True),
    text("lease_token", computed=True),
    timestamp("available_at", computed=True),
    boolean("cancel_requested", computed=True, existing="0"),
)
list_indexes(jobs, filters=("status", "kind"))
# Workers look through all organisations at once; what has ended is in neither index of theirs.
Index(
    "ix_jobs_available_at",
    jobs.c.available_at,
    jobs.c.id,
    sqlite_where=jobs.c.available_at.is_not(None),
    postgresql_where=jobs.c.available_at.is_not(None),
)
Index(
    "ix_jobs_running",
    jobs.c.organisation_id,
    jobs.c.available_at,
    sqlite_where=jobs.c.lease_token.is_not(None),
    postgresql_where=jobs.c.lease_token.is_not(None),
)
Index(
    "ix_jobs_expires_at",
    jobs.c.expires_at,
    sqlite_where=jobs.c.expires_at.is_not(None),
    postgresql_where=jobs.c.expires_at.is_not(None),
)

# Apart from the job's own row, which every step writes: a payload is megabytes long.
job_payloads = Table(
    "job_payloads",
    metadata,
    text("organisation_id", nullable=False),
    text("job_id", nullable=False),
    json("payload", nullable=False),
    PrimaryKeyConstraint("organisation_id", "job_id"),
    belongs_to("job_id", "jobs"),
)

# What became of the items of a bulk job that still runs, each written with the item itself.
bulk_items = Table(
    "bulk_items",
    metadata,
    text("organisation_id", nullable=False),
    text("job_id", nullable=False),
    integer("item_index", nullable=False),
    json("result", nullable=False),
    PrimaryKeyConstraint("organisation_id", "job_id", "item_index"),
    ForeignKeyConstraint(["organisation_id", "job_id"], ["jobs.organisation_id", "jobs.id"]),
)
