from typing import Any

import orjson
import pytest

from tests.engine.contract.documents import body_operation, operation, told

ID = {"type": "string", "readOnly": True}
NAME = {"type": "string"}
BOOK = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": ID, "name": NAME},
    "additionalProperties": False,
}


def read(schema: Any, value: object) -> tuple[object, list[tuple[str, str]]]:
    decoded, violations = body_operation(schema).decode_body("application/json", orjson.dumps(value))
    return decoded, told(violations)


@pytest.mark.parametrize("identifier", ["01", 7, None, {"id": "01"}])
def test_a_read_only_property_is_ignored_whatever_its_value(identifier: object) -> None:
    # JSON Schema Validation 2020-12 section 9.4
    assert read(BOOK, {"id": identifier, "name": "n"}) == ({"name": "n"}, [])


def test_what_is_wrong_beside_a_read_only_property_is_reported() -> None:
    decoded, violations = read(BOOK, {"id": 1, "name": 2, "isbn": "3"})
    assert sorted(violations) == [("/isbn", "additionalProperties"), ("/name", "type")]
    assert decoded == {"name": 2, "isbn": "3"}


def test_read_only_properties_are_ignored_however_deep() -> None:
    shelf = {"properties": {"books": {"items": BOOK}, "best": {"oneOf": [BOOK, {"type": "null"}]}}}
    sent = {"books": [{"id": 1, "name": "a"}, {"name": "b"}], "best": {"id": 2, "name": "c"}}
    assert read(shelf, sent) == ({"books": [{"name": "a"}, {"name": "b"}], "best": {"name": "c"}}, [])
    by_name = {"additionalProperties": BOOK}
    assert read(by_name, {"first": {"id": 1, "name": "a"}}) == ({"first": {"name": "a"}}, [])


def test_a_property_is_read_only_where_any_schema_that_applies_says_so() -> None:
    both = {"allOf": [{"properties": {"id": NAME}}, {"properties": {"id": ID}}]}
    assert read(both, {"id": 1}) == ({}, [])


def test_a_property_that_one_alternative_takes_is_kept() -> None:
    kept = {"properties": {"id": NAME}, "required": ["id"]}
    assert read({"anyOf": [kept, {"properties": {"id": ID}}]}, {"id": "1"}) == ({"id": "1"}, [])


def test_recursive_schemas_are_followed() -> None:
    tree = {"properties": {"id": ID, "below": {"items": {"$ref": "#/components/schemas/Tree"}}}}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}}
    planting = operation(components={"schemas": {"Tree": tree}}, requestBody={"content": content})
    sent = orjson.dumps({"id": 1, "below": [{"id": 2, "below": []}]})
    assert planting.decode_body("application/json", sent) == ({"below": [{"below": []}]}, [])


def test_uuids_are_read_in_any_case_and_become_lower_case() -> None:
    # RFC 9562 section 4
    uuid = {"type": "string", "format": "uuid"}
    upper = "01936D2A-7C00-7A11-8B1E-0C5D7E9F1A01"
    schema = {"properties": {"id": {"anyOf": [uuid, {"type": "null"}]}, "ids": {"items": uuid}, "code": NAME}}
    sent = {"id": upper, "ids": [upper], "code": upper}
    assert read(schema, sent) == ({"id": upper.lower(), "ids": [upper.lower()], "code": upper}, [])
    finding = operation(
        "/things/{id}", parameters=[{"in": "path", "name": "id", "required": True, "schema": uuid}]
    )
    assert finding.decode_parameters({"id": upper}, "", [])[0] == {"id": upper.lower()}


def test_a_byte_order_mark_before_json_is_ignored() -> None:
    # RFC 8259 section 8.1
    body = b"\xef\xbb\xbf" + orjson.dumps({"name": "n"})
    assert body_operation(BOOK).decode_body("application/json", body) == ({"name": "n"}, [])


def test_files_and_fields_that_are_read_only_are_ignored() -> None:
    form = body_operation(BOOK, "application/x-www-form-urlencoded")
    sent = form.decode_body("application/x-www-form-urlencoded", b"id=1&name=n")
    assert sent == ({"name": "n"}, [])
