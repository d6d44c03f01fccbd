"""What stands beside the tables of resources: other systems' identifiers, words to search, sequences."""

from sqlalchemy import Index, Table
from sqlalchemy.schema import PrimaryKeyConstraint

from brainstormmsp.store.tables.columns import integer, metadata, text

__all__ = ["external_references", "search_terms", "sequences"]

# resource is the name of the resource's table. The key is what makes "create or replace by external
# reference" possible, and what refuses the same reference twice.
external_references = Table(
    "external_references",
    metadata,
    text("organisation_id", nullable=False),
    text("resource", nullable=False),
    text("system", nullable=False),
    text("external_id", nullable=False),
    text("resource_id", nullable=False),
    PrimaryKeyConstraint("organisation_id", "resource", "system", "external_id"),
)
Index(
    "ix_external_references_resource_id",
    external_references.c.organisation_id,
    external_references.c.resource,
    external_references.c.resource_id,
)

# An inverted index. field is "search" for the folded words that a search finds by their beginnings, else
# the name of a list column whose members a filter finds whole.
search_terms = Table(
    "search_terms",
    metadata,
    text("organisation_id", nullable=False),
    text("resource", nullable=False),
    text("field", nullable=False),
    text("term", nullable=False),
    text("resource_id", nullable=False),
    PrimaryKeyConstraint("organisation_id", "resource", "field", "term", "resource_id"),
    sqlite_with_rowid=False,
)

# Counters without gaps in what was committed, such as an organisation's ticket numbers.
sequences = Table(
    "sequences",
    metadata,
    text("organisation_id", nullable=False),
    text("name", nullable=False),
    integer("value", nullable=False),
    PrimaryKeyConstraint("organisation_id", "name"),
)
