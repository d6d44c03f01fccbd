import math
from typing import Any

import pytest

from contractfirst.contract import EncodedResponse, Operation, Response, ResponseViolation
from tests.engine.contract.documents import complaints, operation

THING = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "integer"}, "secret": {"type": "string", "writeOnly": True}},
    "additionalProperties": False,
}
ONLY_SENT = "This property must be left out: it is only ever sent to the server."
JSON_THING = {"application/json": {"schema": THING}}
HEADERS = {
    "ETag": {"required": True, "schema": {"type": "string", "pattern": '^".+"$'}},
    "X-Count": {"schema": {"type": "integer", "minimum": 0}},
    "X-Tags": {"schema": {"type": "array", "items": {"type": "integer"}}},
    "X-Request-Id": {"required": True, "schema": {"type": "string"}},
    "Content-Type": {"required": True, "schema": {"type": "integer"}},
}


@pytest.fixture(scope="module")
def called() -> Operation:
    return operation(
        responses={
            "200": {"description": "d", "headers": HEADERS, "content": JSON_THING},
            "204": {"description": "d"},
            "304": {"description": "d", "content": JSON_THING},
            "4XX": {
                "description": "d",
                "content": {"application/problem+json": {"schema": {"type": "object"}}},
            },
            "404": {"description": "d", "content": {"text/plain": {"schema": {"maxLength": 3}}}},
            "500": {"description": "d", "content": {**JSON_THING, "text/csv": {}, "application/pdf": {}}},
            "501": {"description": "d", "content": {"image/*": {}}},
        }
    )


def messages(called: Operation, response: Response) -> list[str]:
    with pytest.raises(ResponseViolation) as caught:
        called.encode(response)
    return list(caught.value.messages)


def ok(body: Any, **headers: Any) -> Response:
    return Response(
        200, body, {"ETag": '"x"', **{name.replace("_", "-"): value for name, value in headers.items()}}
    )


def test_a_documented_response_is_encoded(called: Operation) -> None:
    response = ok({"id": 1}, X_Count="5", X_Tags="1, 2")
    expected = (("Content-Type", "application/json"), ("ETag", '"x"'), ("X-Count", "5"), ("X-Tags", "1, 2"))
    assert called.encode(response) == EncodedResponse(200, expected, b'{"id":1}')


def test_a_response_without_content_has_none(called: Operation) -> None:
    assert called.encode(Response(204)) == EncodedResponse(204, (), b"")
    assert called.encode(Response(304)) == EncodedResponse(304, (), b"")
    assert messages(called, Response(204, {})) == ["status 204: body: the contract documents none"]


def test_the_exact_status_goes_before_its_range(called: Operation) -> None:
    assert called.encode(Response(404, "abc")).headers == (("Content-Type", "text/plain"),)
    assert called.encode(Response(409, {})).headers == (("Content-Type", "application/problem+json"),)


def test_a_default_documents_every_status() -> None:
    called = operation(responses={"default": {"description": "d"}})
    assert called.documents(418)
    assert called.encode(Response(418)).status == 418


def test_statuses_that_are_not_documented_are_refused(called: Operation) -> None:
    assert not called.documents(201)
    assert messages(called, Response(201)) == ["status 201 is not documented"]


def test_everything_that_is_wrong_is_told(called: Operation) -> None:
    response = Response(200, {"secret": "s", "z": 1}, {"X-Count": "-1", "X-Tags": "1,x"})
    assert sorted(messages(called, response)) == [
        "status 200: body /id: required: This property is required.",
        f"status 200: body /secret: writeOnly: {ONLY_SENT}",
        "status 200: body /z: additionalProperties: Unknown property.",
        "status 200: header ETag: it is missing",
        "status 200: header X-Count: Must be at least 0.",
        "status 200: header X-Tags: Must be an integer in decimal digits, such as 25.",
    ]


@pytest.mark.parametrize("name", ["etag", "ETAG", "ETag"])
def test_header_names_are_compared_without_case(called: Operation, name: str) -> None:
    assert called.encode(Response(200, {"id": 1}, {name: '"x"'})).headers[1] == (name, '"x"')


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: b", "a\nb", "a\x00", "\u20ac", 5])
def test_a_header_that_http_cannot_carry_is_refused(called: Operation, value: Any) -> None:
    assert messages(called, ok({"id": 1}, X_Free=value)) == [
        "status 200: header X-Free: HTTP cannot carry its value"
    ]


def test_a_handler_does_not_set_the_content_type(called: Operation) -> None:
    assert "set media_type" in messages(called, ok({"id": 1}, Content_Type="text/html"))[0]


@pytest.mark.parametrize(
    "body", [None, b"{}", {"id": math.nan}, {"id": {1, 2}}, {"id": "\ud800"}, {"id": 2**70}, {1: 2}]
)
def test_what_json_cannot_express_is_refused(called: Operation, body: Any) -> None:
    assert "body" in messages(called, ok(body))[0]


def test_the_media_type_is_implied_where_only_one_fits(called: Operation) -> None:
    assert called.encode(Response(500, {"id": 1})).headers[0][1] == "application/json"
    assert "media_type: it must be one of" in messages(called, Response(500, b"x"))[0]
    assert called.encode(Response(500, b"x", media_type="application/pdf")).headers[0][1] == "application/pdf"
    assert called.encode(Response(500, "a,b", media_type="text/csv")).body == b"a,b"
    assert "is not one of" in messages(called, Response(500, b"x", media_type="text/html"))[0]


def test_a_range_needs_the_media_type_named(called: Operation) -> None:
    assert "media_type" in messages(called, Response(501, b"x"))[0]
    assert called.encode(Response(501, b"x", media_type="image/png")).headers == (
        ("Content-Type", "image/png"),
    )
    assert "is not one of" in messages(called, Response(501, b"x", media_type="image/*"))[0]


def test_text_is_validated_too(called: Operation) -> None:
    assert messages(called, Response(404, "abcd")) == [
        "status 404: body as a whole: maxLength: Must have at most 3 characters."
    ]
    assert messages(called, Response(404, {"a": 1})) == [
        "status 404: body: text/plain takes bytes or a string"
    ]


@pytest.mark.parametrize(
    ("responses", "message"),
    [
        ("{600: {description: d}}", '"600" is not a status'),
        ("{4xx: {description: d}}", '"4xx" is not a status'),
        ("{200: {description: d, content: {json: {}}}}", '"json" is not a media type'),
        ("{200: {description: d, headers: {A: {style: form, schema: {}}}}}", "a header has the style simple"),
        ("{200: {$ref: '#/components/responses/X'}}", "does not exist"),
        ("[]", "must be an object"),
        ("{200: 1}", "must be an object"),
    ],
)
def test_a_response_that_makes_no_sense_is_named_with_its_place(responses: str, message: str) -> None:
    found = complaints(f"paths:\n  /a:\n    get:\n      operationId: x\n      responses: {responses}\n")
    assert len(found) == 1
    assert found[0].startswith("5:")
    assert message in found[0]
