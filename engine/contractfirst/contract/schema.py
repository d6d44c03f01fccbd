"""JSON Schema 2020-12 at work: every Schema Object of a document, compiled once for each direction.

A request need not have ``readOnly`` properties though ``required`` lists them, nor a response ``writeOnly``
ones (OpenAPI 3.1.1 section 4.8.24.3). In a request the former are ignored, whatever their values; a response
must not have the latter. A ``required`` that stands behind a ``$ref``, away from the property that it names,
keeps its force.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import Any

import jsonschema_rs

from contractfirst.contract.directed_copy import JSON_SCHEMA, OPENAPI_DIALECTS, SchemaCopy
from contractfirst.contract.direction import Direction
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.formats import FORMAT_CHECKS
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.patterns import PatternError, pattern_matches
from contractfirst.contract.place import Place, schemas_within
from contractfirst.contract.problems import Violation
from contractfirst.contract.refusals import Refusals
from contractfirst.contract.sample import TooLargeError, sample
from contractfirst.contract.schema_index import BASE, SchemaIndex

__all__ = ["Direction", "Schema", "Schemas"]

_DIALECTS: Mapping[str, type[jsonschema_rs.Validator]] = {
    JSON_SCHEMA: jsonschema_rs.Draft202012Validator,
    "https://json-schema.org/draft/2019-09/schema": jsonschema_rs.Draft201909Validator,
    "http://json-schema.org/draft-07/schema": jsonschema_rs.Draft7Validator,
    "http://json-schema.org/draft-06/schema": jsonschema_rs.Draft6Validator,
    "http://json-schema.org/draft-04/schema": jsonschema_rs.Draft4Validator,
}


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
    nothing is ever fetched. ``findings`` are dangling references, an unknown dialect and schemas that are
    none; what does not reach one of these compiles all the same.
    """

    def __init__(self, model: DocumentModel, mounted: Mapping[str, object] | None = None) -> None:
        self._mounted = dict(mounted or {})
        self._unknown_dialect: list[Finding] = []
        self._dialect = self._read_dialect(model.root)
        self._validator_class = _DIALECTS[self._dialect]
        self._index = SchemaIndex(model, self._mounted)
        self._refusals = Refusals(self._index.place_of, self._index.as_written)
        self._registries: dict[tuple[frozenset[str], bool], jsonschema_rs.Registry] = {}
        self._compiled: dict[tuple[tuple[str, str], str], Schema] = {}
        resources: list[tuple[str, Any]] = list(self._mounted.items())
        self._foreign = jsonschema_rs.Registry(resources) if resources else None
        for key, place in self._index.hosts.items():
            self._index.broken[key].extend(self._check(place))
            if not self._index.broken[key]:
                del self._index.broken[key]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong with the schemas, by place."""
        broken = (finding for found in self._index.broken.values() for finding in found)
        return tuple(sorted({*self._unknown_dialect, *broken}))

    def compile(self, place: Place, direction: Direction) -> Schema:
        """Return the compiled schema at ``place``; raises ``ContractError`` if it does not compile."""
        hidden = self._index.annotated.keys() & {direction.value}
        key = place.identity, "".join(hidden)
        schema = self._compiled.get(key)
        if schema is None:
            findings = self._index.findings_below(place)
            if findings:
                raise ContractError(findings)
            try:
                reference = {"$ref": self._index.uri(place)}
                validator = self._validator(reference, frozenset(hidden), refused=True)
            except (ValueError, jsonschema_rs.ReferencingError) as error:
                place.fail(f"the schema does not compile: {_first_line(error)}")
            schema = self._compiled[key] = Schema(place, validator, self._refusals)
        return schema

    def reference(self, place: Place) -> dict[str, str] | None:
        """Return a schema that refers to the one at ``place``; ``None`` if that is broken."""
        return None if self._index.findings_below(place) else {"$ref": self._index.uri(place)}

    def validator(
        self, schema: Mapping[str, object], excused: Collection[str] = ()
    ) -> jsonschema_rs.Validator:
        """Return a validator of a schema that refers to those of the document by ``reference``.

        Properties with one of the annotations ``excused`` (readOnly, writeOnly) may be missing, though
        ``required`` lists them, and may be there. Raises ``ValueError`` or ``ReferencingError``.
        """
        hidden = frozenset(self._index.annotated.keys() & set(excused))
        return self._validator(schema, hidden, refused=False)

    def _validator(
        self, schema: Mapping[str, object], hidden: frozenset[str], *, refused: bool
    ) -> jsonschema_rs.Validator:
        registry = self._registry(hidden, refused=refused and bool(hidden))
        return self._validator_class(
            dict(schema),
            registry=registry,
            validate_formats=True,
            formats=dict(FORMAT_CHECKS),
            offline=True,
        )

    def _read_dialect(self, root: Place) -> str:
        dialect = str(root.value.get("jsonSchemaDialect", JSON_SCHEMA)).removesuffix("#")
        if dialect.startswith(OPENAPI_DIALECTS):
            return JSON_SCHEMA
        if dialect not in _DIALECTS:
            message = f"the dialect is not one of {', '.join(_DIALECTS)}"
            self._unknown_dialect.append(root.finding(message, "jsonSchemaDialect"))
            return JSON_SCHEMA
        return dialect

    def _registry(self, annotations: frozenset[str], *, refused: bool) -> jsonschema_rs.Registry:
        key = annotations, refused
        registry = self._registries.get(key)
        if registry is None:
            copy = SchemaCopy(self._index, annotations, refused=refused)
            definitions = {
                name: copy.of(place) if name in self._index.directional else self._undirected[name]
                for name, place in self._index.hosts.items()
                if name not in self._index.broken
            }
            resources: list[tuple[str, Any]] = [(BASE, {"$defs": definitions}), *self._mounted.items()]
            registry = self._registries[key] = jsonschema_rs.Registry(resources)
        return registry

    @cached_property
    def _undirected(self) -> Mapping[str, object]:
        """The copies of the schemas that bind requests and responses alike."""
        copy = SchemaCopy(self._index, frozenset(), refused=False)
        apart = self._index.broken.keys() | self._index.directional
        return {name: copy.of(place) for name, place in self._index.hosts.items() if name not in apart}

    def _check(self, host: Place) -> Iterator[Finding]:
        """Yield what is wrong with a schema by its metaschema, with a place for each finding."""
        value = host.value
        if not isinstance(value, dict | bool):
            return
        if isinstance(value, dict):
            declared = str(value.get("$schema", self._dialect))
            foreign = declared.startswith(OPENAPI_DIALECTS)
            value = {**value, "$schema": JSON_SCHEMA if foreign else declared}
        try:
            jsonschema_rs.meta.validate(value, registry=self._foreign)
        except jsonschema_rs.ValidationError as first:
            for error in self._metaschema_errors(value) or [first]:
                yield host.finding(f"not a valid schema: {_first_line(error)}", *error.instance_path)
            return
        waiting = [host]
        for schema in waiting:
            if isinstance(schema.value, dict):
                yield from _check_patterns(schema)
            waiting.extend(below for _, below in schemas_within(schema))

    def _metaschema_errors(self, value: dict[str, Any] | bool) -> list[jsonschema_rs.ValidationError]:
        """Return every error of a schema by the metaschema of a known dialect."""
        dialect = str(value["$schema"]) if isinstance(value, dict) else JSON_SCHEMA
        if dialect not in _DIALECTS:
            return []
        metaschema = _DIALECTS[dialect]({"$ref": dialect}, registry=self._foreign)
        return list(metaschema.iter_errors(value))


def _check_patterns(schema: Place) -> Iterator[Finding]:
    # The metaschema says that a pattern is a regular expression, but as a mere annotation.
    pattern, properties = schema.value.get("pattern"), schema.value.get("patternProperties")
    written: list[tuple[str, tuple[str, ...]]] = []
    if isinstance(pattern, str):
        written.append((pattern, ("pattern",)))
    if isinstance(properties, dict):
        written += [(name, ("patternProperties", name)) for name in properties]
    for text, member in written:
        try:
            pattern_matches(text, "")
        except PatternError as error:
            yield schema.finding(f"not a regular expression: {error}", *member)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
