"""Compare two OpenAPI 3.1 documents: which changes break clients, which may, which do not.

By the principle of direction: requests may only widen, responses may only narrow.
"""

from contractfirst.diff.change import ChangeSeverity, DocumentChange, Impact, Location
from contractfirst.diff.documents import diff_documents
from contractfirst.diff.rule import ChangeRule
from contractfirst.diff.rules import RULES
from contractfirst.diff.schemas.subschema import Subschema, SubschemaAnswer, is_subschema
from contractfirst.diff.source import MissingDocumentError, Source, SourceError, open_source

__all__ = [
    "RULES",
    "ChangeRule",
    "ChangeSeverity",
    "DocumentChange",
    "Impact",
    "Location",
    "MissingDocumentError",
    "Source",
    "SourceError",
    "Subschema",
    "SubschemaAnswer",
    "diff_documents",
    "is_subschema",
    "open_source",
]
