"""Pairs of schemas, each judged as a request's body and as a response's, in both orders."""

from pathlib import Path
from typing import Any

import pytest

from contractfirst.diff import RULES, ChangeSeverity
from tests.engine.diff.documents import changes, with_request, with_response

STRING = {"type": "string"}
CAT = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}},
}
DOG = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"const": "dog"}, "barks": {"type": "boolean"}},
}


def closed(**properties: Any) -> Any:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def opened(**properties: Any) -> Any:
    return {"type": "object", "properties": properties}


def bounded(**keywords: Any) -> Any:
    return {"type": "integer", **keywords}


# name: (narrower, wider, rule when a request narrows, rule when a response widens)
PAIRS: dict[str, tuple[Any, Any, str, str]] = {
    "type": (STRING, {"type": ["string", "integer"]}, "request-type-narrowed", "response-type-widened"),
    "nullability": (STRING, {"type": ["string", "null"]}, "request-type-narrowed", "response-type-widened"),
    "integer and number": (bounded(), {"type": "number"}, "request-type-narrowed", "response-type-widened"),
    "type at all": (STRING, {}, "request-type-narrowed", "response-type-widened"),
    "null by anyOf": (
        {"anyOf": [STRING]},
        {"anyOf": [STRING, {"type": "null"}]},
        "request-union-narrowed",
        "response-union-widened",
    ),
    "enum": ({"enum": ["a"]}, {"enum": ["a", "b"]}, "request-enum-narrowed", "response-enum-widened"),
    "const": ({"const": "a"}, {"enum": ["a", "b"]}, "request-enum-narrowed", "response-enum-widened"),
    "enum of a type": ({"enum": ["a"]}, STRING, "request-enum-narrowed", "response-enum-widened"),
    "minimum": (bounded(minimum=2), bounded(minimum=1), "request-bound-tightened", "response-bound-loosened"),
    "maximum": (
        bounded(maximum=5),
        bounded(maximum=500),
        "request-bound-tightened",
        "response-bound-loosened",
    ),
    "exclusive minimum": (
        {"type": "number", "exclusiveMinimum": 1},
        {"type": "number", "minimum": 1},
        "request-bound-tightened",
        "response-bound-loosened",
    ),
    "exclusive maximum": (
        {"type": "number", "exclusiveMaximum": 1},
        {"type": "number", "maximum": 1},
        "request-bound-tightened",
        "response-bound-loosened",
    ),
    "multipleOf": (
        bounded(multipleOf=6),
        bounded(multipleOf=3),
        "request-multiple-tightened",
        "response-multiple-loosened",
    ),
    "integer format": (
        bounded(format="int32"),
        bounded(format="int64"),
        "request-format-tightened",
        "response-format-loosened",
    ),
    "minLength": (
        {**STRING, "minLength": 2},
        {**STRING, "minLength": 1},
        "request-length-tightened",
        "response-length-loosened",
    ),
    "maxLength": (
        {**STRING, "maxLength": 10},
        {**STRING, "maxLength": 20},
        "request-length-tightened",
        "response-length-loosened",
    ),
    "maxLength with a pattern": (
        {**STRING, "maxLength": 3, "pattern": "^[a-z]+$"},
        {**STRING, "maxLength": 9, "pattern": "^[a-z]+$"},
        "request-length-tightened",
        "response-length-loosened",
    ),
    "pattern": (
        {**STRING, "pattern": "^a+$"},
        STRING,
        "request-pattern-tightened",
        "response-pattern-loosened",
    ),
    "format": ({**STRING, "format": "uuid"}, STRING, "request-format-tightened", "response-format-loosened"),
    "minItems": (
        {"type": "array", "minItems": 1},
        {"type": "array"},
        "request-item-count-tightened",
        "response-item-count-loosened",
    ),
    "maxItems": (
        {"type": "array", "maxItems": 1},
        {"type": "array", "maxItems": 2},
        "request-item-count-tightened",
        "response-item-count-loosened",
    ),
    "uniqueItems": (
        {"type": "array", "uniqueItems": True},
        {"type": "array"},
        "request-items-unique",
        "response-items-repeatable",
    ),
    "items": (
        {"type": "array", "items": {**STRING, "maxLength": 1}},
        {"type": "array", "items": {**STRING, "maxLength": 2}},
        "request-length-tightened",
        "response-length-loosened",
    ),
    "prefixItems": (
        {"type": "array", "prefixItems": [STRING]},
        {"type": "array", "prefixItems": [{"type": ["string", "null"]}]},
        "request-type-narrowed",
        "response-type-widened",
    ),
    "contains": (
        {"type": "array", "items": STRING, "contains": {"const": "a"}},
        {"type": "array", "items": STRING},
        "request-contains-tightened",
        "response-contains-loosened",
    ),
    "required": (
        {**opened(name=STRING), "required": ["name"]},
        opened(name=STRING),
        "request-property-required",
        "response-property-optional",
    ),
    "a property of a closed object": (
        closed(),
        closed(name=STRING),
        "request-property-refused",
        "response-property-added",
    ),
    "a property of an open object": (
        opened(name=STRING),
        opened(),
        "request-property-declared",
        "response-property-undeclared",
    ),
    "additionalProperties": (closed(), {"type": "object"}, "request-object-closed", "response-object-opened"),
    "additionalProperties' schema": (
        {"type": "object", "additionalProperties": {"type": "integer", "maximum": 3}},
        {"type": "object", "additionalProperties": {"type": "integer", "maximum": 4}},
        "request-bound-tightened",
        "response-bound-loosened",
    ),
    "unevaluatedProperties": (
        {"allOf": [opened(name=STRING)], "unevaluatedProperties": False},
        {"allOf": [opened(name=STRING)]},
        "request-object-closed",
        "response-object-opened",
    ),
    "a property beside allOf and unevaluatedProperties": (
        {"allOf": [opened(name=STRING)], "unevaluatedProperties": False},
        {"allOf": [opened(name=STRING, age=STRING)], "unevaluatedProperties": False},
        "request-property-refused",
        "response-property-added",
    ),
    "patternProperties": (
        {"type": "object", "patternProperties": {"^x": {"type": "integer", "maximum": 3}}},
        {"type": "object", "patternProperties": {"^x": {"type": "integer", "maximum": 4}}},
        "request-bound-tightened",
        "response-bound-loosened",
    ),
    "minProperties": (
        {"type": "object", "minProperties": 2},
        {"type": "object", "minProperties": 1},
        "request-property-count-tightened",
        "response-property-count-loosened",
    ),
    "maxProperties": (
        {"type": "object", "maxProperties": 1},
        {"type": "object", "maxProperties": 2},
        "request-property-count-tightened",
        "response-property-count-loosened",
    ),
    "propertyNames": (
        {"type": "object", "propertyNames": {"maxLength": 3}},
        {"type": "object", "propertyNames": {"maxLength": 4}},
        "request-property-names-tightened",
        "response-property-names-loosened",
    ),
    "dependentRequired": (
        {"type": "object", "dependentRequired": {"a": ["b"]}},
        {"type": "object"},
        "request-dependency-added",
        "response-dependency-removed",
    ),
    "a variant": (
        {"oneOf": [CAT]},
        {"oneOf": [CAT, DOG]},
        "request-union-narrowed",
        "response-union-widened",
    ),
    "within a variant": (
        {"oneOf": [CAT, {**DOG, "required": ["kind", "barks"]}]},
        {"oneOf": [CAT, DOG]},
        "request-property-required",
        "response-property-optional",
    ),
    "allOf": (
        {"allOf": [STRING, {"maxLength": 3}]},
        {"allOf": [STRING, {"maxLength": 4}]},
        "request-length-tightened",
        "response-length-loosened",
    ),
    "not": (
        {**STRING, "not": {"const": "admin"}},
        STRING,
        "request-exclusion-added",
        "response-exclusion-removed",
    ),
    "if": (
        {
            **opened(a=STRING),
            "required": ["a"],
            "if": {"properties": {"a": {"const": "x"}}},
            "then": {"required": ["b"]},
        },
        {**opened(a=STRING), "required": ["a"]},
        "request-property-required",
        "response-property-optional",
    ),
    "recursion": (
        {"$ref": "#/components/schemas/Narrow"},
        {"$ref": "#/components/schemas/Wide"},
        "request-bound-tightened",
        "response-bound-loosened",
    ),
}
TREES = {
    "Narrow": {
        "type": "object",
        "properties": {
            "size": bounded(maximum=4),
            "branches": {"type": "array", "items": {"$ref": "#/components/schemas/Narrow"}},
        },
    },
    "Wide": {
        "type": "object",
        "properties": {
            "size": bounded(maximum=5),
            "branches": {"type": "array", "items": {"$ref": "#/components/schemas/Wide"}},
        },
    },
}
each_pair = pytest.mark.parametrize("name", PAIRS)


def expected(name: str, direction: int) -> str:
    rule: str = PAIRS[name][2 + direction]
    return rule


def test_the_catalogue_is_large() -> None:
    assert len(PAIRS) * 4 >= 160  # each in two directions and two orders


@each_pair
def test_a_request_that_narrows_is_found(tmp_path: Path, name: str) -> None:
    narrow, wide = PAIRS[name][:2]
    found = changes(tmp_path, with_request(wide, **TREES), with_request(narrow, **TREES))
    assert expected(name, 0) in {change.rule for change in found}
    assert all(change.severity is not ChangeSeverity.SAFE for change in found[:1])


@each_pair
def test_a_request_that_widens_is_safe(tmp_path: Path, name: str) -> None:
    narrow, wide = PAIRS[name][:2]
    found = changes(tmp_path, with_request(narrow, **TREES), with_request(wide, **TREES))
    assert {change.severity for change in found} == {ChangeSeverity.SAFE}
    assert {change.rule for change in found} == {"request-widened"}


@each_pair
def test_a_response_that_widens_is_found(tmp_path: Path, name: str) -> None:
    narrow, wide = PAIRS[name][:2]
    found = changes(tmp_path, with_response(narrow, **TREES), with_response(wide, **TREES))
    assert expected(name, 1) in {change.rule for change in found}
    assert all(change.severity is not ChangeSeverity.SAFE for change in found[:1])


@each_pair
def test_a_response_that_narrows_is_safe(tmp_path: Path, name: str) -> None:
    narrow, wide = PAIRS[name][:2]
    found = changes(tmp_path, with_response(wide, **TREES), with_response(narrow, **TREES))
    assert {change.severity for change in found} == {ChangeSeverity.SAFE}


RISKY = {"a property of an open object", "if"}


@each_pair
def test_what_is_refuted_is_as_grave_as_its_rule(tmp_path: Path, name: str) -> None:
    narrow, wide = PAIRS[name][:2]
    found = changes(tmp_path, with_request(wide, **TREES), with_request(narrow, **TREES))
    severity = ChangeSeverity.RISKY if name in RISKY else RULES[expected(name, 0)].severity
    assert severity in {change.severity for change in found}, found
