import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.contract import ContractError
from contractfirst.contract.direction import Direction
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.schema import Schemas
from tests.engine.contract.documents import document, schema, told

REQUEST, RESPONSE = Direction.REQUEST, Direction.RESPONSE


def refused(definition: Any, value: Any, **others: Any) -> list[tuple[str, str]]:
    return told(schema({"A": definition, **others}, "A").violations(value))


def detail(definition: Any, value: Any, **others: Any) -> str:
    (violation,) = schema({"A": definition, **others}, "A").violations(value)
    return violation.detail


CLIENT = {
    "type": "object",
    "required": ["id", "name", "secret"],
    "properties": {
        "id": {"type": "string", "readOnly": True},
        "created": {"$ref": "#/components/schemas/Created"},
        "name": {"type": "string"},
        "secret": {"type": "string", "writeOnly": True},
        "parent": {"$ref": "#/components/schemas/A"},
    },
    "additionalProperties": False,
}
PHRASE_OF_UUIDS = "Must be a UUID such as 0190a8f0-7c3e-7b1a-9d42-3f5e6a7b8c9d (RFC 9562)."
CREATED = {"type": "string", "format": "date-time", "readOnly": True}


def client(direction: Direction, value: Any) -> list[tuple[str, str]]:
    return told(schema({"A": CLIENT, "Created": CREATED}, "A", direction).violations(value))


def test_a_request_needs_no_read_only_property_and_a_response_no_write_only_one() -> None:
    assert client(REQUEST, {"name": "n", "secret": "s"}) == []
    assert client(RESPONSE, {"id": "i", "name": "n"}) == []


def test_a_request_may_have_read_only_properties_of_any_value() -> None:
    # JSON Schema Validation 2020-12 section 9.4
    assert client(REQUEST, {"id": 1, "created": None, "name": "n", "secret": "s"}) == []


def test_a_response_must_not_carry_write_only_properties() -> None:
    assert client(RESPONSE, {"id": "i", "name": "n", "secret": "s"}) == [("/secret", "writeOnly")]


def test_hidden_properties_are_hidden_however_deep() -> None:
    nested = {"name": "n", "secret": "s", "parent": {"name": "n", "secret": "s", "parent": {"id": "x"}}}
    assert sorted(client(REQUEST, nested)) == [
        ("/parent/parent/name", "required"),
        ("/parent/parent/secret", "required"),
    ]


def test_required_beside_a_read_only_property_of_another_branch_is_lifted() -> None:
    split = {"allOf": [{"required": ["id"]}, {"properties": {"id": {"readOnly": True}}}]}
    assert refused(split, {}) == []


def test_a_property_named_read_only_is_no_annotation() -> None:
    definition = {"properties": {"readOnly": {"type": "boolean"}}, "required": ["readOnly"]}
    assert refused(definition, {}) == [("/readOnly", "required")]
    assert refused(definition, {"readOnly": True}) == []


def test_booleans_are_schemas() -> None:
    assert refused(True, {"any": "thing"}) == []
    assert refused(False, 1) == [("", "false")]
    assert refused({"properties": {"gone": False}}, {"gone": 1}) == [("/gone", "properties")]


def test_recursive_schemas_are_followed() -> None:
    tree = {
        "type": "object",
        "properties": {"below": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}},
    }
    assert refused(tree, {"below": [{"below": []}, {"below": [1]}]}) == [("/below/1/below/0", "type")]


def test_definitions_anchors_and_identifiers_resolve() -> None:
    inner = {
        "$id": "https://example.com/inner",
        "$defs": {"whole": {"$anchor": "whole", "type": "integer"}},
        "properties": {"a": {"$ref": "#whole"}, "b": {"$ref": "#/$defs/whole"}},
    }
    outer = {
        "properties": {
            "inner": {"$ref": "#/components/schemas/Inner"},
            "by_id": {"$ref": "https://example.com/inner"},
            "anchored": {"$ref": "#text"},
            "part": {"$ref": "#/components/schemas/Text/$defs/short"},
        }
    }
    text = {"$anchor": "text", "type": "string", "$defs": {"short": {"maxLength": 1}}}
    value = {"inner": {"a": "x", "b": "x"}, "by_id": {"a": 1.5}, "anchored": 1, "part": "xx"}
    assert sorted(refused(outer, value, Inner=inner, Text=text)) == [
        ("/anchored", "type"),
        ("/by_id/a", "type"),
        ("/inner/a", "type"),
        ("/inner/b", "type"),
        ("/part", "maxLength"),
    ]


def test_a_reference_may_lead_to_a_schema_anywhere_in_the_document() -> None:
    definition = {"properties": {"a": {"$ref": "#/x-shapes/odd~1na~0me%20%25"}}}
    shapes = {
        "odd/na~me %": {"type": "object", "properties": {"b": {"$ref": "#/x-shapes/text"}}},
        "text": {"type": "string"},
    }
    compiled = schema({"A": definition}, "A", root={"x-shapes": shapes})
    assert told(compiled.violations({"a": {"b": 1}})) == [("/a/b", "type")]


def test_integer_formats_are_bounds() -> None:
    assert refused({"type": "integer", "format": "int32"}, 2**31) == [("", "maximum")]
    assert refused({"type": "integer", "format": "int32"}, -(2**31)) == []
    assert refused({"type": "integer", "format": "int64"}, -(2**63) - 1) == [("", "minimum")]


@pytest.mark.parametrize(
    ("format_name", "good", "bad"),
    [
        ("uuid", "0190a8f0-7c3e-7b1a-9d42-3f5e6a7b8c9d", "0190a8f0"),
        ("date-time", "2026-01-31T09:30:00Z", "2026-01-31 09:30"),
        ("date", "2026-02-28", "2026-02-29"),
        ("email", "a@example.com", "a"),
        ("uri", "https://example.com/x", "example.com"),
        ("hostname", "example.com", "-x"),
        ("ipv4", "127.0.0.1", "256.1.1.1"),
        ("ipv6", "::1", ":::1"),
        ("duration", "P1D", "1D"),
        ("regex", "^a$", "("),
        ("regex", "[^]", "(?i)a"),
    ],
)
def test_formats_are_asserted(format_name: str, good: str, bad: str) -> None:
    assert refused({"format": format_name}, good) == []
    assert refused({"format": format_name}, bad) == [("", "format")]


@pytest.mark.parametrize(
    ("definition", "good", "bad", "told_at"),
    [
        # JSON Schema core section 6.4; ECMA-262 section 22.2.2.6
        ({"pattern": r"\bcaf\b"}, "café", "cafe", ("", "pattern")),
        ({"pattern": r"^(?<y>a|b)\k<y>$"}, "aa", "ab", ("", "pattern")),
        (
            {"patternProperties": {r"é\b": True, "^.$": {"type": "null"}}},
            {"x": None},
            {"x": 1},
            ("/x", "type"),
        ),
        ({"patternProperties": {"^.$": False}}, {"ab": 1}, {"x": 1}, ("/x", "patternProperties")),
    ],
)
def test_patterns_are_those_of_ecma_262(
    definition: Any, good: Any, bad: Any, told_at: tuple[str, str]
) -> None:
    assert refused(definition, good) == []
    assert refused(definition, bad) == [told_at]


def test_violation_shows_the_pattern_as_it_is_written() -> None:
    assert detail({"pattern": r"^.\b$"}, "aa") == r"Must match the pattern ^.\b$"


def test_foreign_pattern_is_refused() -> None:
    with pytest.raises(ContractError, match="inline flags"):
        schema({"A": {"patternProperties": {"(?i)a": True}}}, "A")


def test_unknown_formats_are_annotations() -> None:
    assert refused({"format": "password"}, "x") == []


@pytest.mark.parametrize(
    ("definition", "value", "expected"),
    [
        ({"required": ["a", "b/c"]}, {}, [("/a", "required"), ("/b~1c", "required")]),
        (
            {"properties": {"a": True}, "additionalProperties": False},
            {"a": 1, "b": 1, "c/d": 1},
            [("/b", "additionalProperties"), ("/c~1d", "additionalProperties")],
        ),
        ({"unevaluatedProperties": False}, {"x": 1}, [("/x", "unevaluatedProperties")]),
        ({"dependentRequired": {"a": ["b"]}}, {"a": 1}, [("/b", "dependentRequired")]),
        ({"propertyNames": {"pattern": "^a"}}, {"b": 1}, [("/b", "propertyNames")]),
        ({"contains": {"const": 1}}, [2], [("", "contains")]),
        ({"contains": {"const": 1}, "maxContains": 1}, [1, 1], [("", "maxContains")]),
        ({"items": False, "prefixItems": [True]}, [1, 2], [("/1", "items")]),
        ({"items": {"type": "integer"}}, [1, "x", None], [("/1", "type"), ("/2", "type")]),
        ({"type": "object", "minProperties": 1}, {}, [("", "minProperties")]),
        ({"not": {"type": "string"}}, "x", [("", "not")]),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"a": 1}, [("/b", "required")]),
        ({"const": 1}, 2, [("", "const")]),
        ({"exclusiveMinimum": 0}, 0, [("", "exclusiveMinimum")]),
        ({"multipleOf": 0.01}, 0.015, [("", "multipleOf")]),
        ({"uniqueItems": True}, [1, 1], [("", "uniqueItems")]),
        ({"type": ["string", "null"]}, 1, [("", "type")]),
    ],
)
def test_each_violation_points_to_the_offending_place(definition: Any, value: Any, expected: Any) -> None:
    assert refused(definition, value) == expected


def test_a_missing_property_does_not_make_its_siblings_unexpected() -> None:
    base = {"required": ["n"], "properties": {"n": {"type": "string"}, "o": True}}
    definition = {"allOf": [{"$ref": "#/components/schemas/Base"}], "unevaluatedProperties": False}
    assert refused(definition, {"o": 1, "z": 1}, Base=base) == [
        ("/n", "required"),
        ("/z", "unevaluatedProperties"),
    ]


@pytest.mark.parametrize(
    ("definition", "value", "expected"),
    [
        ({"type": "integer"}, "secret", "Must be an integer."),
        ({"type": ["string", "null"]}, 1, "Must be a string or null."),
        ({"enum": ["a", None, 1]}, "secret", 'Must be one of "a", null, 1.'),
        ({"const": {"a": 1}}, "secret", 'Must be {"a":1}.'),
        ({"minLength": 1}, "", "Must have at least 1 character."),
        ({"maxLength": 3}, "secret", "Must have at most 3 characters."),
        ({"pattern": "^a$"}, "secret", "Must match the pattern ^a$"),
        (
            {"format": "uuid"},
            "secret",
            PHRASE_OF_UUIDS,
        ),
        ({"minimum": 1}, 0, "Must be at least 1."),
        ({"multipleOf": 5}, 3, "Must be a multiple of 5."),
        ({"required": ["a"]}, {}, "This property is required."),
    ],
)
def test_details_say_what_is_accepted_and_never_repeat_the_value(
    definition: Any, value: Any, expected: str
) -> None:
    assert detail(definition, value) == expected


def test_a_body_full_of_errors_is_not_answered_in_full() -> None:
    assert len(refused({"additionalProperties": False}, {str(n): n for n in range(5000)})) == 1000


@pytest.mark.parametrize(
    ("definition", "value"),
    [
        ({"items": {"type": "string"}}, [1] * 200_000),
        ({"items": {"anyOf": [{"type": "string"}, {"required": ["a"]}]}}, [{}] * 200_000),
        ({"additionalProperties": {"type": "string"}}, {str(n): n for n in range(50_000)}),
        ({"items": {"type": "string"}}, ["s"] * 200_000 + [1]),
    ],
)
def test_a_huge_value_is_explained_in_part_and_soon(definition: Any, value: Any) -> None:
    compiled = schema({"A": definition}, "A")
    # Processor time, which other work on the machine does not add to.
    start = time.process_time()
    violations = compiled.violations(value)
    assert 1 <= len(violations) <= 1000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("schemas", "message"),
    [
        ("{A: {$ref: '#/components/schemas/B'}}", '5:9: "#/components/schemas/B" does not exist'),
        ("{A: {$ref: '#missing'}}", '5:9: "#missing" does not exist in the document'),
        ("{A: {items: {$ref: 'https://example.com/x'}}}", '5:17: "https://example.com/x" is a URL'),
        ("{A: {$ref: '#'}}", '5:9: "#" is not a schema'),
        ("{A: {$ref: '#/info/title'}}", '5:9: "#/info/title" is not a schema'),
        ("{A: {type: strin}}", "5:9: not a valid schema"),
        ("{A: {properties: {a: {minLength: -1}}}}", "5:26: not a valid schema"),
        ("{A: {pattern: '('}}", "5:9: not a regular expression"),
        ("{A: 1}", "5:5: a schema is an object, true or false"),
        ("{A: {$id: 'x:y'}, B: {$id: 'x:y'}}", "5:26: another schema has this $id"),
    ],
)
def test_a_schema_that_is_none_is_named_with_its_place(schemas: str, message: str) -> None:
    found = Schemas(DocumentModel(document(f"components:\n  schemas:\n   {schemas}"))).findings
    assert str(found[0]).startswith(f"api.yaml:{message}")
    assert len(found) == 1


@pytest.mark.parametrize("dialect", ["", "$schema: 'http://json-schema.org/draft-07/schema', "])
def test_every_error_of_a_schema_is_found(dialect: str) -> None:
    schemas = f"{{A: {{{dialect}type: strin, properties: {{a: {{minLength: -1}}, b: {{minimum: x}}}}}}}}"
    found = Schemas(DocumentModel(document(f"components:\n  schemas:\n   {schemas}"))).findings
    below = "/components/schemas/A"
    pointers = [f"{below}/properties/a/minLength", f"{below}/properties/b/minimum", f"{below}/type"]
    assert sorted(finding.pointer for finding in found) == pointers


def test_other_dialects_may_be_declared() -> None:
    compiled = schema(
        {"A": {"items": [{"type": "string"}]}},
        "A",
        root={"jsonSchemaDialect": "http://json-schema.org/draft-07/schema#"},
    )
    assert told(compiled.violations([1])) == [("/0", "type")]
    (finding,) = Schemas(DocumentModel(document("jsonSchemaDialect: https://example.com/dialect"))).findings
    assert finding.message.startswith("the dialect is not one of")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=3), below, max_size=3),
    max_leaves=12,
)
ANYTHING = {
    "oneOf": [
        {"$ref": "#/components/schemas/Cat"},
        {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/A"}]}},
    ],
    "discriminator": {"propertyName": "kind"},
}
CAT = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"const": "Cat"}, "": {"$ref": "#/components/schemas/A"}},
    "unevaluatedProperties": False,
}


EVERYTHING = schema({"A": ANYTHING, "Cat": CAT}, "A")


@given(json_values)
def test_whatever_is_refused_is_explained(value: Any) -> None:
    violations = EVERYTHING.violations(value)
    assert (violations == []) is EVERYTHING.is_valid(value)
    assert all(violation.pointer is not None and violation.detail.endswith(".") for violation in violations)
