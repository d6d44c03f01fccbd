"""Reports that were ordered, and the files of those that are done."""

from sqlalchemy import Index, Table
from sqlalchemy.schema import PrimaryKeyConstraint

from brainstormmsp.store.tables.columns import (
    belongs_to,
    binary,
    integer,
    json,
    list_indexes,
    metadata,
    resource_table,
    text,
    timestamp,
)

__all__ = ["report_files", "reports"]

# job_id is not a foreign key, because a report outlives its job.
reports = resource_table(
    "reports",
    text("job_id", nullable=False, computed=True),
    text("type", nullable=False),
    text("format", nullable=False),
    json("period", nullable=False),
    text("client_id"),
    text("status", nullable=False, absent="queued", computed=True),
    text("period_from", nullable=False, computed=True),
    text("period_to", nullable=False, computed=True),
    integer("size_bytes", computed=True),
    text("sha256", computed=True),
    json("problem", computed=True),
    timestamp("finished_at", computed=True),
    timestamp("expires_at", computed=True),
    belongs_to("client_id", "clients"),
)
list_indexes(reports, filters=("status", "type", "format"), crossed=("client_id",))

# Apart from the report's own row, which lists read; name is what the file is to be saved as.
report_files = Table(
    "report_files",
    metadata,
    text("organisation_id", nullable=False),
    text("report_id", nullable=False),
    text("name", nullable=False),
    binary("content"),
    timestamp("expires_at", nullable=False),
    PrimaryKeyConstraint("organisation_id", "report_id"),
    belongs_to("report_id", "reports"),
)
Index("ix_report_files_expires_at", report_files.c.expires_at)
