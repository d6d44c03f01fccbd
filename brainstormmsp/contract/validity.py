"""Whether a document is valid OpenAPI 3.1, as openapi-spec-validator says, with places."""

from brainstormmsp.contract.document import Document
from brainstormmsp.contract.errors import Finding

__all__ = ["validate_document"]


def validate_document(document: Document) -> list[Finding]:
    """Return every finding of openapi-spec-validator, by line. Slow: for lint, not for every start."""
    raise NotImplementedError
