"""The document under lint: the one reading of it, with what rules need besides."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from contractfirst.contract.direction import Directions
from contractfirst.contract.document import Document
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.schema import Schemas

__all__ = ["LintModel"]


class LintModel(DocumentModel):
    """A document model with the ``options`` of each rule, as settled by the settings."""

    def __init__(self, document: Document, options: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(document)
        self.options = options

    @cached_property
    def schemas(self) -> Schemas:
        """The Schema Objects, compiled as the server and the mock compile them."""
        return Schemas(self)

    @cached_property
    def directions(self) -> Directions:
        """Which way the values of each schema travel."""
        return Directions(self)
