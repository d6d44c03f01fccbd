"""From schemas to types, where the type checker cannot tell the difference."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from contractfirst.stubs.definitions import Alias, TypedDictDefinition
from contractfirst.stubs.expressions import Spelling, flat
from contractfirst.stubs.generate import StubPlan, plan
from contractfirst.stubs.options import Options
from tests.engine.stubs.projects import document, operation, with_schemas

A, B = {"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}
OBJECTS = {
    "A": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
    "B": {"type": "object", "properties": {"b": {"type": "integer"}}},
}


def spelt(made: StubPlan) -> dict[str, Any]:
    """Return every definition in words: fields with ``?`` where they may be absent."""
    words: dict[str, Any] = {}
    for name, definition in made.definitions.items():
        if isinstance(definition, Alias):
            words[name] = flat(definition.type, Spelling())
        elif isinstance(definition, TypedDictDefinition):
            words[name] = {
                field.name + ("" if field.required else "?"): flat(field.type, Spelling())
                for field in definition.fields
            }
    return words


def type_of(schema: Mapping[str, Any], directory: Path) -> dict[str, Any]:
    made = spelt(plan(with_schemas(directory, {**OBJECTS, "T": schema}), Options()))
    return {name: words for name, words in made.items() if name not in OBJECTS}


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ({"type": "array"}, {"T": "list[Any]"}),
        ({"items": {"type": "integer"}}, {"T": "list[int]"}),
        ({"prefixItems": [{"type": "integer"}, A], "items": False}, {"T": "list[int | A]"}),
        ({"type": ["array", "null"], "items": A}, {"T": "list[A] | None"}),
        ({"type": "object"}, {"T": "dict[str, Any]"}),
        (
            {"type": ["object", "null"], "properties": {"t": {"$ref": "#/components/schemas/T"}}},
            {"T": "TObject | None", "TObject": {"t?": "T"}},
        ),
        (
            {
                "allOf": [
                    {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
                    {**OBJECTS["A"], "required": []},
                ]
            },
            {"T": {"a?": "str"}},
        ),
        (
            {"allOf": [{"anyOf": [A, B]}, {"type": "object", "properties": {"c": {"type": "integer"}}}]},
            {"T": "TA | TB", "TA": {"c?": "int", "a": "str"}, "TB": {"c?": "int", "b?": "int"}},
        ),
        ({"additionalProperties": {"type": "number"}}, {"T": "dict[str, float]"}),
        ({"type": "object", "patternProperties": {"^a": A, "^b": B}}, {"T": "dict[str, A | B]"}),
        ({"type": "object", "required": ["x"]}, {"T": {"x": "Any"}}),
        ({"properties": {"x": True, "y": False}}, {"T": {"x?": "Any"}}),
        (
            {"enum": ["a", 1, True, None, 1.5, {}, []]},
            {"T": "Literal['a', 1, True] | float | dict[str, Any] | list[Any] | None"},
        ),
        ({"const": {"a": 1}}, {"T": "dict[str, Any]"}),
        ({"type": ["string", "null"], "enum": ["a", "b", None, 3]}, {"T": 'Literal["a", "b"] | None'}),
        (
            {"type": "object", "properties": {"s": {"enum": ["a", "b"]}}},
            {"T": {"s?": "TS"}, "TS": 'Literal["a", "b"]'},
        ),
        ({"oneOf": [A, B]}, {"T": "A | B"}),
        ({"anyOf": [A, {"type": "null"}]}, {"T": "A | None"}),
        ({"type": "object", "anyOf": [A, {"type": "null"}]}, {"T": "A"}),
        ({"oneOf": [{"type": "string"}, {"items": B}]}, {"T": "str | list[B]"}),
        ({"allOf": [A]}, {"T": "A"}),
        ({"allOf": [A], "unevaluatedProperties": False}, {"T": {"a": "str"}}),
        ({"allOf": [A, B]}, {"T": {"a": "str", "b?": "int"}}),
        ({"allOf": [A, {"properties": {"a": {"const": "x"}}}]}, {"T": {"a": 'Literal["x"]'}}),
        ({"allOf": [B, {"required": ["b"]}]}, {"T": {"b": "int"}}),
        ({**A, "description": "Said again."}, {"T": "A"}),
        ({**A, "required": ["c"]}, {"T": {"a": "str", "c": "Any"}}),
        (
            {
                "type": "object",
                "properties": {"k": {"type": "integer"}},
                "oneOf": [A, {"properties": {"z": B}}],
            },
            {"T": "TA | TOption2", "TA": {"k?": "int", "a": "str"}, "TOption2": {"k?": "int", "z?": "B"}},
        ),
        (
            {"properties": {"p": {}, "q": {}}, "oneOf": [{"required": ["p"]}, {"required": ["q"]}]},
            {"T": {"p?": "Any", "q?": "Any"}},
        ),
        ({"properties": {"f": {"type": "string", "format": "binary"}}}, {"T": {"f?": "bytes"}}),
        ({"properties": {"f": {"contentMediaType": "image/png"}}}, {"T": {"f?": "bytes"}}),
        (
            {"properties": {"f": {"contentMediaType": "image/png", "contentEncoding": "base64"}}},
            {"T": {"f?": "str"}},
        ),
        (
            {"properties": {"o": {"properties": {"i": {"items": {"properties": {"x": A}}}}}}},
            {"T": {"o?": "TO"}, "TO": {"i?": "list[TOIItem]"}, "TOIItem": {"x?": "A"}},
        ),
        (
            {"type": "object", "additionalProperties": {"properties": {"x": B}}},
            {"T": "dict[str, TValue]", "TValue": {"x?": "B"}},
        ),
        ({"if": {"required": ["a"]}, "then": A, "not": B}, {"T": "Any"}),
    ],
)
def test_types(schema: Mapping[str, Any], wanted: dict[str, Any], tmp_path: Path) -> None:
    made = type_of(schema, tmp_path)
    assert made == {
        name: words.replace("'", '"') if isinstance(words, str) else words for name, words in wanted.items()
    }


def test_plain_scalars_need_no_name(tmp_path: Path) -> None:
    schemas = {
        "Id": {"type": "string", "format": "uuid"},
        "T": {"properties": {"id": {"$ref": "#/components/schemas/Id"}}},
    }
    assert spelt(plan(with_schemas(tmp_path, schemas), Options())) == {"T": {"id?": "str"}}


def test_a_derived_name_makes_room_for_a_given_one(tmp_path: Path) -> None:
    inner = {"type": "object", "properties": {"x": {}}}
    schemas = {"T": {"properties": {"inner": inner}}, "TInner": inner}
    made = spelt(plan(with_schemas(tmp_path, schemas), Options()))
    assert made["T"] == {"inner?": "TInner2"}
    assert made.keys() == {"T", "TInner", "TInner2"}


@pytest.mark.parametrize(
    ("ways", "wanted"),
    [
        ({"request"}, {"name": "str", "password": "str"}),
        ({"response"}, {"id": "str", "name": "str"}),
        ({"request", "response"}, {"id?": "str", "name": "str", "password?": "str"}),
        (set(), {"id": "str", "name": "str"}),
    ],
)
def test_what_travels_one_way_is_required_only_on_that_way(
    ways: set[str], wanted: dict[str, str], tmp_path: Path
) -> None:
    account = {
        "type": "object",
        "required": ["id", "name", "password"],
        "properties": {
            "id": {"type": "string", "readOnly": True},
            "name": {"type": "string"},
            "password": {"type": "string", "writeOnly": True},
        },
    }
    content = {
        "content": {"application/json": {"schema": {"items": {"$ref": "#/components/schemas/Account"}}}}
    }
    members: dict[str, Any] = {}
    if "request" in ways:
        members["requestBody"] = content
    if "response" in ways:
        members["responses"] = {"200": {"description": "", **content}}
    data = {
        "paths": {"/": {"post": operation(operationId="act", **members)}},
        "components": {"schemas": {"Account": account}},
    }
    assert spelt(plan(document(tmp_path, data), Options()))["Account"] == wanted


def test_a_webhook_has_a_type_for_its_payload(tmp_path: Path) -> None:
    body = {"content": {"application/json": {"schema": {"properties": {"type": {"const": "a.b"}}}}}}
    data = {"webhooks": {"a.b": {"post": {"requestBody": body}}}}
    assert spelt(plan(document(tmp_path, data), Options())) == {"ABWebhook": {"type?": 'Literal["a.b"]'}}
