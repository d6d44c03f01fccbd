"""Whatever a schema admits can be made, and nothing that it does not."""

from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest

from contractfirst.contract import Contract, Document
from contractfirst.contract.place import Place
from contractfirst.contract.schema import Schemas
from contractfirst.mock.errors import UnsatisfiableError
from contractfirst.mock.generator import Generator
from contractfirst.mock.pattern import text_matching
from tests.engine.server.harness import DOCUMENTS

OWN = Path(__file__).parents[3] / "openapi" / "brainstormmsp.yaml"

FORMATS = (
    *("date-time", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference"),
    *("iri", "uuid", "json-pointer", "regex", "uri-template"),
)
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


def made(schema: Any, seed: int, *, examples: bool = True) -> tuple[object, Generator, Place]:
    data = {"openapi": "3.1.0", "components": {"schemas": {"Node": NODE, "It": schema}}}
    document = Document("test.json", orjson.dumps(data))
    generator = Generator(Schemas(document))
    place = Place.root(document).child("components", "schemas", "It")
    return generator.value(place, Random(seed), examples=examples), generator, place


@pytest.mark.parametrize("examples", [True, False])
@pytest.mark.parametrize("name", SCHEMAS)
def test_value_is_valid(name: str, examples: bool) -> None:
    for seed in range(8):
        value, generator, place = made(SCHEMAS[name], seed, examples=examples)
        assert generator.admits(place, value)


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
    generator = Generator(contract.schemas)
    for operation in contract.operations.values():
        for status, response in operation.responses.items():
            for name in response.media_types:
                media = response.place.child("content", name)
                if media.has("schema"):
                    schema, random = media.child("schema"), Random(f"{operation.id}{status}")
                    assert generator.admits(schema, generator.value(schema, random, examples=False))


@pytest.mark.parametrize(
    "pattern",
    [
        r"^$",
        r"a|b|cc",
        r"^[^a-z]{2}$",
        r"^\w+@\w+\.(com|org)$",
        r"^(?<year>\d{4})-(?:0[1-9]|1[0-2])$",
        r"^[\w.\-]{3}$",
        r"^\u0041\x42\cA\t$",
        r"^[A-\x5a]{2,}?$",
        r"^(?=.*)[a-f]+(?!x)$",
    ],
)
def test_text_matches_its_pattern(pattern: str) -> None:
    from re import search

    plain = pattern.replace("?<year>", "").replace(r"\cA", "\x01")
    for seed in range(20):
        text = text_matching(pattern, Random(seed), 0, None)
        assert text is not None
        assert search(plain, text)
