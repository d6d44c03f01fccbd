"""What evaluations rest on: read from a system, filed as a document, or declared by a person."""

from sqlalchemy import Index, and_

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

# filed says that it does not come from an evaluation, so that rules look at it; expiry_announced that its
# event evidence.expiring was sent.
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
    boolean("expiry_announced", computed=True, existing="0"),
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
_to_announce = and_(evidence.c.expires_at.is_not(None), evidence.c.expiry_announced == 0)
Index(
    "ix_evidence_expires_at",
    evidence.c.expires_at,
    sqlite_where=_to_announce,
    postgresql_where=_to_announce,
)
