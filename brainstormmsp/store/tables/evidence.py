"""What evaluations rest on: read from a system, filed as a document, or declared by a person."""

from sqlalchemy import Index

from brainstormmsp.store.tables.columns import (
    belongs_to,
    boolean,
    integer,
    json,
    list_indexes,
    resource_table,
    text,
    timestamp,
)

__all__ = ["evidence"]

# filed says that it does not come from an evaluation, so that rules look at it.
evidence = resource_table(
    "evidence",
    text("kind", nullable=False),
    text("title", nullable=False),
    text("topic", nullable=False),
    text("client_id", nullable=False),
    text("control_id"),
    text("statement"),
    text("attested_by"),
    text("file_name"),
    text("media_type"),
    integer("size_bytes"),
    text("document_sha256"),
    text("source"),
    json("observations"),
    text("sha256", nullable=False, computed=True),
    boolean("filed", absent=True, computed=True),
    timestamp("collected_at", nullable=False),
    timestamp("expires_at"),
    belongs_to("client_id", "clients"),
)
list_indexes(
    evidence,
    sorts=("collected_at",),
    filters=("control_id", "kind", "topic"),
    crossed=("client_id",),
)
Index(
    "ix_evidence_filed",
    evidence.c.organisation_id,
    evidence.c.client_id,
    evidence.c.filed,
    evidence.c.collected_at,
    evidence.c.id,
)
