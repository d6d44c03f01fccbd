from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.contract import Operation
from contractfirst.contract.problems import UnsupportedMediaType
from tests.engine.contract.documents import body_operation, complaints, operation, told

THING = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "string", "maxLength": 5}, "size": {"type": "integer"}},
    "additionalProperties": False,
}
FORM = "application/x-www-form-urlencoded"


def refused(
    called: Operation, body: bytes, content_type: str | None = "application/json"
) -> list[tuple[str, str]]:
    return told(called.decode_body(content_type, body)[1])


def test_a_valid_body_is_its_value() -> None:
    assert body_operation(THING).decode_body("application/json", b'{"name":"n"}') == ({"name": "n"}, [])


def test_every_violation_of_a_body_is_told() -> None:
    assert sorted(refused(body_operation(THING), b'{"size": "x", "z": 1}')) == [
        ("/name", "required"),
        ("/size", "type"),
        ("/z", "additionalProperties"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", [("", "required")]),
        (b"{", [("", "parse")]),
        (b"null", [("", "type")]),
        (b"[" * 1000 + b"]" * 1000, [("", "depth")]),
        (b'{"name": "n", "name": "m"}', [("/name", "duplicate")]),
        (b'{"name": "\\u0000"}', [("/name", "nul")]),
        (b'{"size": 99999999999999999999}', [("/size", "range")]),
    ],
)
def test_hostile_bodies_are_violations(body: bytes, expected: Any) -> None:
    assert refused(body_operation(THING), body) == expected


def test_a_body_that_is_optional_may_be_missing() -> None:
    called = operation(requestBody={"content": {"application/json": {"schema": THING}}})
    assert called.decode_body(None, b"") == (None, [])
    assert called.decode_body("application/json", b"") == (None, [])
    assert refused(called, b"{}") == [("/name", "required")]


def test_a_body_that_is_not_documented_means_nothing() -> None:
    assert operation().decode_body("image/png", b"x") == (None, [])


@pytest.mark.parametrize(
    ("content_type", "message"),
    [
        (None, "A body needs a Content-Type: application/json"),
        ("", "malformed"),
        ("json", "malformed"),
        ("text/plain", "The operation takes application/json"),
        ("application/problem+json", "The operation takes application/json"),
        ("application/json; charset=utf-16", "The charset must be UTF-8"),
        ("application/json; charset=iso-8859-1", "The charset must be UTF-8"),
        ("application/json; charset=utf-8; charset=utf-8", "malformed"),
        ("application/json, application/json", "malformed"),
    ],
)
def test_other_content_types_are_not_supported(content_type: str | None, message: str) -> None:
    with pytest.raises(UnsupportedMediaType, match=message):
        body_operation(THING).decode_body(content_type, b"{}")


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=UTF-8",
        'application/json;charset="utf-8"',
    ],
)
def test_spellings_of_a_content_type_are_equal(content_type: str) -> None:
    called = body_operation(THING)
    for _ in range(2):
        assert refused(called, b'{"name":"n"}', content_type) == []


def test_the_most_specific_media_type_is_chosen() -> None:
    called = operation(
        requestBody={
            "content": {
                "*/*": {},
                "application/*+json": {"schema": {"required": ["range"]}},
                "application/x+json": {"schema": {"required": ["exact"]}},
                "text/*": {"schema": {"maxLength": 2}},
            }
        }
    )
    assert refused(called, b"{}", "application/x+json") == [("/exact", "required")]
    assert refused(called, b"{}", "application/y+json") == [("/range", "required")]
    assert refused(called, b"abc", "text/csv") == [("", "maxLength")]
    assert called.decode_body("image/png", b"\xff") == (b"\xff", [])
    assert called.decode_body("text/csv", "\u00e9".encode()) == ("\u00e9", [])
    assert refused(called, b"\xff", "text/csv") == [("", "encoding")]


SHAPES = {
    "type": "object",
    "properties": {
        "n": {"type": "integer"},
        "flag": {"type": "boolean"},
        "text": {"type": "string"},
        "list": {"type": "array", "items": {"type": "integer"}},
        "piped": {"type": "array", "items": {"type": "integer"}},
        "deep": {"type": "object", "properties": {"x": {"type": "integer"}}},
        "json": {"type": "object", "properties": {"x": {"type": "integer"}}},
        "jsons": {"type": "array", "items": {"type": "object"}},
    },
    "additionalProperties": False,
}
ENCODING = {"piped": {"style": "pipeDelimited", "explode": False}, "deep": {"style": "deepObject"}}


@pytest.fixture(scope="module")
def form() -> Operation:
    return body_operation(SHAPES, FORM, encoding=ENCODING)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"n=5&flag=true&text=a+b%21", {"n": 5, "flag": True, "text": "a b!"}),
        (b"list=1&list=2", {"list": [1, 2]}),
        (b"piped=1|2", {"piped": [1, 2]}),
        (b"deep[x]=1", {"deep": {"x": 1}}),
        (b"deep%5Bx%5D=1", {"deep": {"x": 1}}),
        (b"json=%7B%22x%22:1%7D", {"json": {"x": 1}}),
        (b"jsons=%7B%7D&jsons=%7B%22y%22:1%7D", {"jsons": [{}, {"y": 1}]}),
        (b"text=", {"text": ""}),
        (b"&&", {}),
        ("text=\u00e9".encode(), {"text": "\u00e9"}),
    ],
)
def test_form_fields_are_typed_by_their_properties(form: Operation, body: bytes, value: Any) -> None:
    assert form.decode_body(FORM, body) == (value, [])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"n=x&flag=1&z=1", [("/n", "type"), ("/flag", "type"), ("/z", "additionalProperties")]),
        (b"n=1&n=2", [("/n", "repeated")]),
        (b"list=1&list=x", [("/list/1", "type")]),
        (b"json=%7B", [("/json", "parse")]),
        (b"json=1&json=2", [("/json", "repeated")]),
        (b"jsons=%7B%7D&jsons=%7B", [("/jsons/1", "parse")]),
        (b"text=%00", [("/text", "nul")]),
        (b"text=%FF", [("/text", "encoding")]),
        (b"%FF=1", [("", "encoding")]),
        (b"deep[x]=q", [("/deep/x", "type")]),
        (b"deep=1", [("/deep", "style")]),
    ],
)
def test_form_fields_that_do_not_fit_are_violations(form: Operation, body: bytes, expected: Any) -> None:
    assert refused(form, body, FORM) == expected


def test_a_refused_field_is_not_also_missing() -> None:
    schema = {"type": "object", "required": ["n", "m"], "properties": {"n": {"type": "integer"}, "m": {}}}
    assert refused(body_operation(schema, FORM), b"n=x", FORM) == [("/n", "type"), ("/m", "required")]


MULTIPART = "multipart/form-data; boundary=b"


def part(name: str, content: bytes, extra: str = "", *headers: str) -> bytes:
    lines = [f'Content-Disposition: form-data; name="{name}"{extra}', *headers]
    return b"--b\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n"


@pytest.fixture(scope="module")
def multipart() -> Operation:
    schema = {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "maxLength": 4},
            "n": {"type": "integer"},
            "json": {"type": "object", "required": ["x"]},
        },
        "additionalProperties": False,
    }
    return body_operation(schema, "multipart/form-data")


def test_multipart_fields_are_typed_and_files_are_octets(multipart: Operation) -> None:
    file = part("file", b"\xff\x00", '; filename="a.bin"', "Content-Type: application/octet-stream")
    json_part = part("json", b'{"x": 1}', "", "Content-Type: application/json")
    body = file + part("n", b"5") + json_part + b"--b--\r\n"
    assert multipart.decode_body(MULTIPART, body) == ({"file": b"\xff\x00", "n": 5, "json": {"x": 1}}, [])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (part("n", b"x") + b"--b--\r\n", [("/n", "type"), ("/file", "required")]),
        (part("file", b"12345", '; filename="a"') + b"--b--\r\n", [("/file", "maxLength")]),
        (part("file", b"\xff") + b"--b--\r\n", [("/file", "encoding")]),
        (part("n", b"1"), [("", "parse")]),
        (b"--x--", [("", "parse")]),
        (b"junk", [("", "parse")]),
    ],
)
def test_multipart_that_does_not_fit_is_a_violation(multipart: Operation, body: bytes, expected: Any) -> None:
    assert refused(multipart, body, MULTIPART) == expected
    assert refused(multipart, body, "multipart/form-data") == [("", "parse")]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{}", "a request body has a content"),
        ("{content: {json: {}}}", '"json" is not a media type'),
        ("{content: {a/b: {schema: {$ref: '#/nope'}}}}", "does not exist"),
        ("{required: 1, content: {a/b: {}}}", "must be true or false"),
        ("{$ref: '#/components/requestBodies/X'}", "does not exist"),
    ],
)
def test_a_request_body_that_makes_no_sense_is_named_with_its_place(body: str, message: str) -> None:
    responses = "responses: {204: {description: d}}"
    found = complaints(
        f"paths:\n  /a:\n    post:\n      operationId: x\n      {responses}\n      requestBody: {body}\n"
    )
    assert len(found) == 1
    assert found[0].startswith("6:")
    assert message in found[0]


EVERY_KIND = operation(
    requestBody={
        "content": {
            "application/json": {"schema": SHAPES},
            FORM: {"schema": SHAPES, "encoding": ENCODING},
            "multipart/form-data": {"schema": SHAPES},
            "text/plain": {"schema": {"type": "string"}},
        }
    }
)


@given(
    st.sampled_from(["application/json", FORM, MULTIPART, "text/plain"]),
    st.binary(max_size=60) | st.text('n=flag[]{}":%0&+-b\r\n\u00e9', max_size=60).map(str.encode),
)
def test_no_body_raises(content_type: str, body: bytes) -> None:
    _, violations = EVERY_KIND.decode_body(content_type, body)
    assert all(violation.pointer is not None and violation.detail for violation in violations)
