"""Whatever a schema admits can be made, and nothing that it does not."""

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest

from contractfirst.contract import Contract, Document
from contractfirst.contract.direction import Direction
from contractfirst.contract.examples import UnsatisfiableError, ValueGenerator
from contractfirst.contract.formats import FORMATS
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.place import Place
from contractfirst.contract.schema import Schemas
from tests.engine.contract.json_schema_suite import cases, remotes, suite_directory
from tests.engine.server.harness import DOCUMENTS

OWN = Path(__file__).parents[3] / "openapi" / "brainstormmsp.yaml"

SCHEMAS: dict[str, Any] = {
    "anything": True,
    "bounds": {"type": "integer", "exclusiveMinimum": 4, "maximum": 6},
    "divisors": {"type": "integer", "multipleOf": 7, "minimum": 10, "allOf": [{"multipleOf": 3}]},
    "decimals": {"type": "number", "minimum": 0, "maximum": 0.05, "multipleOf": 0.01},
    "negative": {"type": "number", "maximum": -5},
    "pattern": {"type": "string", "pattern": r"^(?:[A-Z]{2}|x\d+)-\d{3,5}$", "maxLength": 8},
    "long pattern": {"type": "string", "pattern": "^[a-z]+$", "minLength": 30},
    "two patterns": {"type": "string", "allOf": [{"pattern": "^[ab]+$"}, {"pattern": "a$"}]},
    "length": {"type": "string", "minLength": 50, "maxLength": 51},
    "short": {"type": "string", "maxLength": 1},
    "nullable": {"type": ["string", "null"], "format": "date-time"},
    "constant": {"const": {"a": [1, None]}},
    "enumeration": {"enum": [1, "a"], "type": "string"},
    "unique": {"type": "array", "items": {"enum": ["a", "b", "c"]}, "minItems": 3, "uniqueItems": True},
    "tuple": {"prefixItems": [{"type": "integer"}, {"type": "string"}], "items": False, "minItems": 2},
    "contains": {"type": "array", "contains": {"const": "x"}, "minContains": 2},
    "map": {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2},
    "patterned map": {"patternProperties": {"^k[0-9]$": {"type": "null"}}, "minProperties": 1},
    "named map": {"type": "object", "propertyNames": {"pattern": "^[a-c]{3}$"}, "minProperties": 3},
    "undeclared": {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "integer"}}},
    "all of": {
        "allOf": [
            {"type": "object", "properties": {"a": {"type": "integer", "minimum": 5}}},
            {"properties": {"a": {"maximum": 6}}, "required": ["a"]},
        ]
    },
    "closed": {
        "allOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"b": {"type": "integer"}}}],
        "unevaluatedProperties": False,
        "type": "object",
    },
    "one of": {"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 2}]},
    "not": {"type": "integer", "minimum": 1, "maximum": 3, "not": {"enum": [1, 2]}},
    "conditional": {
        "type": "object",
        "properties": {"kind": {"enum": ["a", "b"]}},
        "required": ["kind"],
        "if": {"properties": {"kind": {"const": "a"}}},
        "then": {"required": ["x"]},
        "else": {"required": ["y"]},
    },
    "dependent": {
        "type": "object",
        "properties": {"a": {"type": "integer"}},
        "dependentRequired": {"a": ["b"]},
    },
    "hidden": {
        "type": "object",
        "required": ["password", "name"],
        "properties": {"password": {"type": "string", "writeOnly": True}, "name": {"type": "string"}},
    },
    "tree": {"$ref": "#/components/schemas/Node"},
    "bad example": {"type": "integer", "example": "none", "examples": ["no", 4]},
    "letters": {"type": "string", "pattern": r"^\p{Lu}\p{L}+$"},
    # JSON Schema validation section 6.2
    "narrow": {"type": "number", "exclusiveMinimum": 0.001, "exclusiveMaximum": 0.0011},
    "narrower": {"type": "number", "minimum": 0.1234567, "maximum": 0.1234567},
    "one integer": {"type": "integer", "exclusiveMinimum": 5, "exclusiveMaximum": 7},
    "negative range": {"type": "number", "minimum": -1.5, "maximum": -1.4},
    "large": {"type": "number", "minimum": 1e30, "maximum": 2e30},
    "int32": {"type": "integer", "format": "int32", "minimum": 2147483640},
    "sevenths": {"type": "integer", "multipleOf": 7, "minimum": 700001, "maximum": 700010},
    # sections 6.3 and 7.3 together
    "long e-mail": {"type": "string", "format": "email", "minLength": 90, "maxLength": 100},
    "short e-mail": {"type": "string", "format": "email", "maxLength": 6},
    "e-mail of a domain": {"type": "string", "format": "email", "pattern": "^[a-z]{3,9}@corp\\.example$"},
    "short URI": {"type": "string", "format": "uri", "maxLength": 5},
    "secure URI": {
        "type": "string",
        "format": "uri",
        "pattern": "^https://",
        "maxLength": 60,
        "minLength": 50,
    },
    "UUID 7": {"type": "string", "format": "uuid", "pattern": "^.{14}7.{21}$"},
    "milliseconds": {
        "type": "string",
        "format": "date-time",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$",
    },
    "length of a time": {"type": "string", "format": "date-time", "minLength": 24, "maxLength": 24},
    "letters of a length": {"type": "string", "pattern": "^[a-z]+$", "allOf": [{"pattern": "^.{5}$"}]},
    "password": {"type": "string", "pattern": r"^(?=.*[A-Z])(?=.*\d)(?=.*[^\w]).{8,16}$"},
    "exact length": {"type": "string", "minLength": 17, "maxLength": 17},
    # sections 6.1.2 and 6.1.3
    "union of constants": {"enum": ["c", "d"], "oneOf": [{"const": name} for name in "abc"]},
    "common constant": {
        "allOf": [{"oneOf": [{"const": 1}, {"const": 2}]}, {"anyOf": [{"const": 2}, {"const": 3}]}]
    },
    "one of many": {"type": "integer", "enum": [*range(500)], "minimum": 499},
    "enumerated branch": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": ["a", "b"]}},
        "allOf": [{"properties": {"kind": {"oneOf": [{"const": "b"}, {"const": "c"}]}}}],
    },
    "branch of a type": {"type": "integer", "anyOf": [{"type": "string"}, {"minimum": 10}]},
    # core section 10.2.2.4
    "dependent schemas": {
        "type": "object",
        "properties": {"card": {"type": "string"}},
        "required": ["card"],
        "dependentSchemas": {
            "card": {"required": ["address"], "properties": {"address": {"type": "integer"}}}
        },
    },
    "excluding dependents": {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
        "dependentSchemas": {"a": {"not": {"required": ["b"]}}},
    },
    "impossible dependent": {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
        "required": ["b"],
        "dependentSchemas": {"a": False},
    },
    "excluded type": {"type": ["string", "integer"], "not": {"type": "string"}},
    "excluded property": {
        "properties": {"a": {"type": "string"}},
        "type": "object",
        "not": {"required": ["a"]},
    },
    "unique constants": {
        "type": "array",
        "items": {"enum": ["a", "b", "c"]},
        "uniqueItems": True,
        "minItems": 3,
    },
    "closed map": {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    },
    "encoded": {"type": "string", "contentEncoding": "base64"},
    **{name: {"type": "string", "format": name} for name in FORMATS},
}
NODE = {
    "type": "object",
    "required": ["children"],
    "properties": {
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
        "parent": {"anyOf": [{"$ref": "#/components/schemas/Node"}, {"type": "null"}]},
    },
}


def made(
    schema: Any, seed: int, *, examples: bool = True, mounted: Mapping[str, object] | None = None
) -> tuple[object, ValueGenerator, Place]:
    data = {"openapi": "3.1.0", "components": {"schemas": {"Node": NODE, "It": schema}}}
    document = Document("test.json", orjson.dumps(data))
    generator = ValueGenerator(Schemas(DocumentModel(document), mounted))
    place = Place.root(document).child("components", "schemas", "It")
    return generator.value(place, Random(seed), examples=examples), generator, place


@pytest.mark.parametrize("examples", [True, False])
@pytest.mark.parametrize("name", SCHEMAS)
def test_value_is_valid(name: str, examples: bool) -> None:
    for seed in range(8):
        value, generator, place = made(SCHEMAS[name], seed, examples=examples)
        assert generator.accepts(place, value)


def test_valid_example_is_preferred() -> None:
    assert made(SCHEMAS["bad example"], 1)[0] == 4


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"allOf": [{"type": "string"}, {"type": "null"}]},
        {"type": "integer", "enum": [0.5]},
    ],
)
def test_schema_that_admits_nothing_is_told(schema: Any) -> None:
    with pytest.raises(UnsatisfiableError, match="/components/schemas/It"):
        made(schema, 0)


@pytest.mark.parametrize("path", [OWN, DOCUMENTS / "library.yaml"], ids=lambda path: path.stem)
def test_every_response_of_a_document_has_a_value(path: Path) -> None:
    contract = Contract.load(path)
    generator = ValueGenerator(contract.schemas)
    for operation in contract.operations.values():
        for status, response in operation.responses.items():
            for name in response.media_types:
                media = response.place.child("content", name)
                if media.has("schema"):
                    schema, random = media.child("schema"), Random(f"{operation.id}{status}")
                    assert generator.accepts(schema, generator.value(schema, random, examples=False))


def test_request_has_no_read_only_property_and_a_response_no_write_only_one() -> None:
    # OpenAPI 3.1.1 section 4.8.24.3
    schema = {
        "type": "object",
        "required": ["id", "secret"],
        "properties": {
            "id": {"type": "string", "readOnly": True},
            "secret": {"type": "string", "writeOnly": True},
        },
    }
    data = {"openapi": "3.1.0", "components": {"schemas": {"It": schema}}}
    document = Document("test.json", orjson.dumps(data))
    place = Place.root(document).child("components", "schemas", "It")
    for direction, expected in ((Direction.REQUEST, {"secret"}), (Direction.RESPONSE, {"id"})):
        value = ValueGenerator(Schemas(DocumentModel(document)), direction).value(place, Random(1))
        assert isinstance(value, dict)
        assert value.keys() == expected


def test_different_values_begin_with_the_examples() -> None:
    schema = {"type": "integer", "minimum": 1, "maximum": 5, "examples": [4, 9], "default": 2}
    _, generator, place = made(schema, 1)
    values = list(generator.values(place, Random(1)))
    assert values[:2] == [4, 2]
    assert sorted(values, key=str) == [1, 2, 3, 4, 5]


def test_returned_value_is_the_callers_own() -> None:
    schema = {"type": "object", "example": {"a": []}}
    value, generator, place = made(schema, 1)
    assert isinstance(value, dict)
    value["a"].append(1)
    assert generator.value(place, Random(1)) == {"a": []}


def test_every_schema_of_the_official_suite_has_a_value() -> None:
    directory = suite_directory()
    mounted = remotes(directory)
    satisfiable = {
        orjson.dumps(case.schema)
        for folder in (".", "optional/format")
        for case in cases(directory, folder)
        if case.valid and isinstance(case.schema, dict) and not _is_elsewhere(case.schema)
    }
    assert len(satisfiable) > 290
    for source in satisfiable:
        # References of the suite count from the schema itself, which an $id says (core section 8.2.1).
        schema = {"$id": "https://suite.invalid/schema", **orjson.loads(source)}
        value, generator, place = made(schema, 1, examples=False, mounted=mounted)
        assert generator.accepts(place, value)


def _is_elsewhere(schema: Any) -> bool:
    """Return whether a schema depends on resources that no document holds, or on its dynamic scope."""
    text = orjson.dumps(schema)
    return b"localhost:1234" in text or b'"$ref":"https://json-schema.org' in text or b"$dynamicRef" in text
