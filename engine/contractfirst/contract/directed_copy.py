"""Schemas of a document as the validator takes them, in one direction."""

from typing import Any

from contractfirst.contract import shape
from contractfirst.contract.grammar import IN_PLACE
from contractfirst.contract.place import Place, schemas_within
from contractfirst.contract.refusals import UNSENT
from contractfirst.contract.schema_copy import make_executable, put_subschema
from contractfirst.contract.schema_index import SchemaIndex

__all__ = ["JSON_SCHEMA", "OPENAPI_DIALECTS", "SchemaCopy"]

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
OPENAPI_DIALECTS = "https://spec.openapis.org/oas/3.1/dialect/"


class SchemaCopy:
    """Schemas as the validator takes them: references rewritten, properties of ``annotations`` not required.

    With ``refused`` a ``writeOnly`` property must not be there either, and a ``readOnly`` one has any value:
    requests that have it are accepted without it (JSON Schema Validation section 9.4).
    """

    def __init__(self, index: SchemaIndex, annotations: frozenset[str], *, refused: bool) -> None:
        self._index = index
        self._annotations = annotations
        self._names = {name for word in annotations for name in index.annotated[word]}
        self._hidden: object = None
        if refused:
            self._hidden = UNSENT if "writeOnly" in annotations else True

    def of(self, schema: Place, hidden: frozenset[str] = frozenset()) -> object:
        """Return the copy of a schema; ``hidden`` are the names that schemas around it hide."""
        if not isinstance(schema.value, dict):
            return schema.value
        value = dict(schema.value)
        for keyword in ("$ref", "$dynamicRef"):
            if keyword in value:
                value[keyword] = self._index.target(schema, keyword) or value[keyword]
        if str(value.get("$schema", "")).startswith(OPENAPI_DIALECTS):
            value["$schema"] = JSON_SCHEMA
        if self._matters(value):
            properties = shape.properties(schema).items()
            hidden |= {name for name, place in properties if name in self._names and self._hides(place)}
        for keyword, below in schemas_within(schema):
            copy: object
            if self._hidden is not None and hidden and keyword == "properties" and self._hides(below):
                copy = self._hidden
            else:
                copy = self.of(below, hidden if keyword in IN_PLACE else frozenset())
            put_subschema(value, schema, below, copy)
        if hidden and isinstance(value.get("required"), list):
            value["required"] = [name for name in value["required"] if name not in hidden]
        make_executable(value, self._index.executable)
        return value

    def _matters(self, value: dict[str, Any]) -> bool:
        """Whether it makes a difference which properties of a schema are hidden."""
        if not self._names:
            return False
        required = value.get("required")
        return (
            (isinstance(required, list) and any(name in self._names for name in required))
            or (self._hidden is not None and not self._names.isdisjoint(value.get("properties", ())))
            or not IN_PLACE.isdisjoint(value)
        )

    def _hides(self, schema: Place) -> bool:
        return any(shape.annotated(schema, annotation) for annotation in self._annotations)
