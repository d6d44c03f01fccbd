"""JSON Schema 2020-12 at work: every Schema Object of a document, compiled once for each direction.

A request must not carry ``readOnly`` properties and a response no ``writeOnly`` ones, and neither need
have them though ``required`` lists them (OpenAPI 3.1.1 section 4.8.24.3). A ``required`` that stands
behind a ``$ref``, away from the property that it names, keeps its force.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import jsonschema_rs

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract import shape
from contractfirst.contract.anatomy import IN_PLACE, schemas_within, walk
from contractfirst.contract.document import Document
from contractfirst.contract.errors import Findings
from contractfirst.contract.formats import FORMAT_CHECKS, INTEGER_FORMATS
from contractfirst.contract.patterns import PatternError, pattern_matches
from contractfirst.contract.place import Place
from contractfirst.contract.problems import Violation
from contractfirst.contract.refusals import NEVER, Refusals
from contractfirst.contract.sample import TooLargeError, sample
from contractfirst.contract.schema_index import BASE, SchemaIndex

__all__ = ["Direction", "Schema", "Schemas"]

_JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
_OPENAPI_DIALECTS = "https://spec.openapis.org/oas/3.1/dialect/"
_DIALECTS: Mapping[str, type[jsonschema_rs.Validator]] = {
    _JSON_SCHEMA: jsonschema_rs.Draft202012Validator,
    "https://json-schema.org/draft/2019-09/schema": jsonschema_rs.Draft201909Validator,
    "http://json-schema.org/draft-07/schema": jsonschema_rs.Draft7Validator,
    "http://json-schema.org/draft-06/schema": jsonschema_rs.Draft6Validator,
    "http://json-schema.org/draft-04/schema": jsonschema_rs.Draft4Validator,
}


class Direction(Enum):
    """Which way a value travels; the value is the annotation that hides a property on that way."""

    REQUEST = "readOnly"
    RESPONSE = "writeOnly"


class Schema:
    """One compiled schema in one direction."""

    __slots__ = ("_iter_errors", "_refusals", "_validate", "is_valid", "place")

    def __init__(self, place: Place, validator: jsonschema_rs.Validator, refusals: Refusals) -> None:
        self.place = place
        self.is_valid: Callable[[object], bool] = validator.is_valid
        self._iter_errors: Callable[[Any], Any] = validator.iter_errors
        self._validate: Callable[[Any], None] = validator.validate
        self._refusals = refusals

    def violations(self, value: object) -> list[Violation]:
        """Return everything in which a JSON value differs from the schema, with pointers into the value.

        Of a value with more than ten thousand items and members the later ones may go unmentioned.
        Raises ``ValueError`` or ``TypeError`` for data that JSON cannot express.
        """
        if self.is_valid(value):
            return []
        return self._refusals.explain(self._errors(value), value)

    def _errors(self, value: object) -> list[jsonschema_rs.ValidationError]:
        try:
            errors = list(self._iter_errors(sample(value)))
        except TooLargeError:
            errors = []
        if not errors:
            # What is wrong lies beyond the sample: then the first error must do.
            try:
                self._validate(value)
            except jsonschema_rs.ValidationError as error:
                errors = [error]
        return errors


class Schemas:
    """The Schema Objects of a document, and of the files that it refers to.

    ``mounted`` are further JSON Schema resources by URI, for references that lead out of the document;
    nothing is ever fetched. Raises ``ContractError`` for dangling references, an unknown dialect and
    schemas that are none.
    """

    def __init__(self, document: Document, mounted: Mapping[str, object] | None = None) -> None:
        self._mounted = dict(mounted or {})
        self._dialect = self._read_dialect(Place.root(document))
        self._validator_class = _DIALECTS[self._dialect]
        self._index = SchemaIndex(document, self._mounted)
        self._refusals = Refusals(self._index.place_of, self._index.as_written)
        self._registries: dict[str, jsonschema_rs.Registry] = {}
        self._compiled: dict[tuple[tuple[str, str], str], Schema] = {}
        resources: list[tuple[str, Any]] = list(self._mounted.items())
        self._foreign = jsonschema_rs.Registry(resources) if resources else None
        self._check()

    def compile(self, place: Place, direction: Direction) -> Schema:
        """Return the compiled schema at ``place``; raises ``ContractError`` if it does not compile."""
        annotation = direction.value if direction.value in self._index.annotations else ""
        key = place.identity, annotation
        schema = self._compiled.get(key)
        if schema is None:
            reference = {"$ref": self._index.uri(place)}
            registry = self._registry(annotation)
            try:
                validator = self._validator_class(
                    reference,
                    registry=registry,
                    validate_formats=True,
                    formats=dict(FORMAT_CHECKS),
                    offline=True,
                )
            except (ValueError, jsonschema_rs.ReferencingError) as error:
                place.fail(f"the schema does not compile: {_first_line(error)}")
            schema = self._compiled[key] = Schema(place, validator, self._refusals)
        return schema

    @staticmethod
    def _read_dialect(root: Place) -> str:
        dialect = root.text("jsonSchemaDialect", _JSON_SCHEMA).removesuffix("#")
        if dialect.startswith(_OPENAPI_DIALECTS):
            return _JSON_SCHEMA
        if dialect not in _DIALECTS:
            root.fail(f"the dialect is not one of {', '.join(_DIALECTS)}", "jsonSchemaDialect")
        return dialect

    def _registry(self, annotation: str) -> jsonschema_rs.Registry:
        registry = self._registries.get(annotation)
        if registry is None:
            definitions = {
                key: self._copy(place, annotation, frozenset()) for key, place in self._index.hosts.items()
            }
            resources: list[tuple[str, Any]] = [(BASE, {"$defs": definitions}), *self._mounted.items()]
            registry = jsonschema_rs.Registry(resources)
            self._registries[annotation] = registry
        return registry

    def _copy(self, schema: Place, annotation: str, hidden: frozenset[str]) -> object:
        """Return a schema as the validator takes it: references rewritten, hidden properties refused."""
        if not isinstance(schema.value, dict):
            return schema.value
        value = dict(schema.value)
        for keyword in ("$ref", "$dynamicRef"):
            if keyword in value:
                value[keyword] = self._index.target(schema, keyword) or value[keyword]
        if str(value.get("$schema", "")).startswith(_OPENAPI_DIALECTS):
            value["$schema"] = _JSON_SCHEMA
        if annotation:
            properties = shape.properties(schema).items()
            hidden |= {name for name, place in properties if shape.annotated(place, annotation)}
        for keyword, below in schemas_within(schema):
            copy: object
            if hidden and keyword == "properties" and shape.annotated(below, annotation):
                copy = NEVER[annotation]
            else:
                copy = self._copy(below, annotation, hidden if keyword in IN_PLACE else frozenset())
            _put(value, schema, below, copy)
        if hidden and isinstance(value.get("required"), list):
            value["required"] = [name for name in value["required"] if name not in hidden]
        bounds = INTEGER_FORMATS.get(str(value.get("format")))
        if bounds is not None:
            value["allOf"] = [*value.get("allOf", ()), {"minimum": bounds[0], "maximum": bounds[1]}]
        self._index.translate_patterns(value)
        return value

    def _check(self) -> None:
        """Hold every schema against its metaschema, for a place with each complaint."""
        findings = Findings()
        for place in self._index.hosts.values():
            with findings:
                self._check_one(place)
            for _, schema in walk(place, "schema"):
                with findings:
                    self._check_patterns(schema)
        findings.settle()

    def _check_one(self, place: Place) -> None:
        value = place.value
        if isinstance(value, dict):
            declared = str(value.get("$schema", self._dialect))
            foreign = declared.startswith(_OPENAPI_DIALECTS)
            value = {**value, "$schema": _JSON_SCHEMA if foreign else declared}
        try:
            jsonschema_rs.meta.validate(value, registry=self._foreign)  # type: ignore[arg-type]  # an object or a boolean
        except jsonschema_rs.ValidationError as error:
            place.fail(f"not a valid schema: {_first_line(error)}", *error.instance_path)

    def _check_patterns(self, schema: Place) -> None:
        # The metaschema says that a pattern is a regular expression, but as a mere annotation.
        if not isinstance(schema.value, dict):
            return
        pattern = schema.value.get("pattern")
        written: list[tuple[str, tuple[str, ...]]] = []
        if isinstance(pattern, str):
            written.append((pattern, ("pattern",)))
        if isinstance(schema.value.get("patternProperties"), dict):
            written += [(name, ("patternProperties", name)) for name in schema.value["patternProperties"]]
        for text, member in written:
            try:
                pattern_matches(text, "")
            except PatternError as error:
                schema.fail(f"not a regular expression: {error}", *member)


def _put(value: dict[str, Any], schema: Place, below: Place, copy: object) -> None:
    """Set the copy of a subschema in the copy of its schema, without touching what the document shares."""
    tokens = json_pointer.split(below.pointer[len(schema.pointer) :])
    if len(tokens) == 1:
        value[tokens[0]] = copy
        return
    keyword, name = tokens
    original: Any = schema.get(keyword)
    if value[keyword] is original:
        value[keyword] = original.copy()
    value[keyword][int(name) if isinstance(original, list) else name] = copy


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
