from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.contract import Operation
from tests.engine.contract.documents import complaints, contract, operation, query_operation, told

Headers = list[tuple[bytes, bytes]]

INTEGER, NUMBER, BOOLEAN, STRING = ({"type": name} for name in ("integer", "number", "boolean", "string"))
INTEGERS = {"type": "array", "items": INTEGER}
STRINGS = {"type": "array", "items": STRING}
DEEP = {"style": "deepObject"}
POINT = {
    "type": "object",
    "properties": {"x": INTEGER, "y": INTEGER, "tags": STRINGS},
    "additionalProperties": False,
}


def decode(
    called: Operation, query: str = "", headers: Headers | None = None, **path: str
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    values, violations = called.decode_parameters(path, query, headers or [])
    return values, told(violations)


def query(schema: Any, text: str, **parameter: Any) -> Any:
    """Return the value of the query parameter ``a``, or the code of its violation."""
    values, violations = decode(query_operation({"name": "a", "schema": schema, **parameter}), text)
    return violations[0][1] if violations else values["a"]


@pytest.mark.parametrize(
    ("schema", "text", "value"),
    [
        (INTEGER, "5", 5),
        (INTEGER, "-0", 0),
        (INTEGER, "9223372036854775807", 2**63 - 1),
        (INTEGER, "-9223372036854775808", -(2**63)),
        (NUMBER, "1.5e3", 1500.0),
        (NUMBER, "7", 7),
        (BOOLEAN, "true", True),
        (BOOLEAN, "false", False),
        (STRING, "", ""),
        (STRING, "a+b%20c%2Bd", "a b c+d"),
        (STRING, "%C3%A9", "\u00e9"),
        (STRING, "null", "null"),
        ({}, "5", "5"),
        (True, "x", "x"),
        ({"type": ["integer", "null"]}, "", None),
        ({"type": ["integer", "null"]}, "null", None),
        ({"type": ["string", "null"]}, "", ""),
        ({"type": ["integer", "string"]}, "x", "x"),
        ({"type": ["integer", "string"]}, "5", 5),
        ({"enum": [1, 2]}, "2", 2),
        ({"const": True}, "true", True),
        ({"anyOf": [INTEGER, BOOLEAN]}, "true", True),
        ({"allOf": [{"minimum": 1}, NUMBER]}, "2.5", 2.5),
        ({"$ref": "#/components/schemas/Limit"}, "7", 7),
    ],
)
def test_a_scalar_becomes_the_type_that_its_schema_names(schema: Any, text: str, value: Any) -> None:
    called = query_operation(
        {"name": "a", "schema": schema}, schemas={"Limit": {"type": "integer", "maximum": 9}}
    )
    values, violations = decode(called, f"a={text}")
    assert violations == []
    assert values["a"] == value
    assert type(values["a"]) is type(value)


@pytest.mark.parametrize(
    ("schema", "text", "code"),
    [
        *((INTEGER, text, "type") for text in (
            "1_000", "%2B1", "+1", "%201", "1%20", "0x1", "01", "", "1.0", "1e3", "--1", "-", "abc", "true",
            "%D9%A1%D9%A2", "%EF%BC%91", "1%0A",
        )),
        (INTEGER, "9223372036854775808", "range"),
        (INTEGER, "9" * 5000, "range"),
        *((NUMBER, text, "type") for text in ("NaN", "Infinity", "-inf", ".5", "1.", "1e", "1_0.5", "0x1p3")),
        (NUMBER, "1e999", "range"),
        *((BOOLEAN, text, "type") for text in ("True", "1", "yes", "", "on")),
        ({"type": ["integer", "null"]}, "x", "type"),
        ({"type": ["integer", "string"]}, "9" * 30, "range"),
        (STRING, "%00", "nul"),
        (STRING, "a%00b", "nul"),
        (STRING, "%", "encoding"),
        (STRING, "%zz", "encoding"),
        (STRING, "%FF", "encoding"),
        (STRING, "%ED%A0%80", "encoding"),
        (STRING, "%C0%80", "encoding"),
        (STRING, "\u0661", "encoding"),
        ({"type": "string", "maxLength": 2}, "abc", "maxLength"),
        ({"type": "string", "format": "uuid"}, "abc", "format"),
        ({"type": "integer", "maximum": 100}, "101", "maximum"),
        (False, "x", "false"),
    ],
)  # fmt: skip
def test_hostile_scalars_are_refused(schema: Any, text: str, code: str) -> None:
    assert query(schema, f"a={text}") == code


@pytest.mark.parametrize(
    ("schema", "parameter", "text", "value"),
    [
        (INTEGERS, {}, "a=1&a=2", [1, 2]),
        (INTEGERS, {}, "a=1", [1]),
        (INTEGERS, {"explode": False}, "a=1,2", [1, 2]),
        (STRINGS, {"explode": False}, "a=x%2Cy,z", ["x,y", "z"]),
        (INTEGERS, {"explode": False}, "a=", []),
        (INTEGERS, {"style": "spaceDelimited"}, "a=1%202", [1, 2]),
        (INTEGERS, {"style": "spaceDelimited"}, "a=1+2", [1, 2]),
        (INTEGERS, {"style": "pipeDelimited"}, "a=1|2%7C3", [1, 2, 3]),
        (INTEGERS, {"style": "pipeDelimited", "explode": True}, "a=1&a=2", [1, 2]),
        (POINT, {}, "x=1&y=2", {"x": 1, "y": 2}),
        (POINT, {"explode": False}, "a=x,1,y,2", {"x": 1, "y": 2}),
        (POINT, {"style": "pipeDelimited"}, "a=x|1|y|2", {"x": 1, "y": 2}),
        (POINT, {"style": "spaceDelimited"}, "a=x%201", {"x": 1}),
        (POINT, {"style": "deepObject"}, "a[x]=1&a%5By%5D=2", {"x": 1, "y": 2}),
        (POINT, {"style": "deepObject"}, "a[tags]=p&a[tags]=q", {"tags": ["p", "q"]}),
        (STRING, {"allowReserved": True}, "a=/x?y:z", "/x?y:z"),
    ],
)
def test_styles_lay_out_arrays_and_objects(schema: Any, parameter: Any, text: str, value: Any) -> None:
    assert query(schema, text, **parameter) == value


@pytest.mark.parametrize(
    ("schema", "parameter", "text", "expected"),
    [
        (INTEGERS, {}, "a=1&a=x&a=y", [("a", "type", "/1"), ("a", "type", "/2")]),
        (INTEGERS, {"explode": False}, "a=1&a=2", [("a", "repeated", "")]),
        (INTEGERS, {"explode": False}, "a=1,,2", [("a", "type", "/1")]),
        ({**INTEGERS, "maxItems": 1}, {}, "a=1&a=2", [("a", "maxItems", "")]),
        (POINT, {"explode": False}, "a=x,1,y", [("a", "style", "")]),
        (
            POINT,
            {"style": "deepObject"},
            "a[x]=q&a[y]=1&a[y]=2",
            [("a", "type", "/x"), ("a", "repeated", "/y")],
        ),
        (POINT, {"style": "deepObject"}, "a[z]=1", [("a", "additionalProperties", "/z")]),
        (POINT, {"style": "deepObject"}, "a[x][y]=1", [("a[x][y]", "unknown", "")]),
        (POINT, {}, "z=1", [("z", "unknown", "")]),
        (STRING, {}, "a=1&a=2", [("a", "repeated", "")]),
    ],
)
def test_each_violation_names_the_parameter_and_the_place_in_it(
    schema: Any, parameter: Any, text: str, expected: Any
) -> None:
    _, violations = query_operation({"name": "a", "schema": schema, **parameter}).decode_parameters(
        {}, text, []
    )
    found = [(v.parameter, v.code, v.detail.removeprefix("At ").partition(": ")[0]) for v in violations]
    assert [(name, code) for name, code, _ in found] == [(name, code) for name, code, _ in expected]
    for (_, _, place), (_, _, pointer) in zip(found, expected, strict=True):
        assert place == pointer or not pointer


def test_an_open_exploded_object_takes_what_nobody_else_does() -> None:
    free = {"type": "object", "additionalProperties": {"type": "string"}}
    called = query_operation({"name": "free", "schema": free}, {"name": "limit", "schema": INTEGER})
    assert decode(called, "limit=1&b=2&c=3") == ({"free": {"b": "2", "c": "3"}, "limit": 1}, [])


def test_all_violations_of_all_parameters_are_told() -> None:
    called = operation(
        "/things/{id}",
        parameters=[
            {"in": "path", "name": "id", "required": True, "schema": INTEGER},
            {"in": "query", "name": "limit", "schema": {"type": "integer", "maximum": 100}},
            {"in": "query", "name": "sort", "required": True, "schema": STRING},
            {"in": "header", "name": "X-Depth", "required": True, "schema": INTEGER},
            {"in": "cookie", "name": "seen", "required": True, "schema": BOOLEAN},
        ],
    )
    _, violations = decode(called, "limit=101&zip=1&zap=2", [(b"x-depth", b"deep")], id="abc")
    assert violations == [
        ("id", "type"),
        ("zip", "unknown"),
        ("zap", "unknown"),
        ("limit", "maximum"),
        ("sort", "required"),
        ("X-Depth", "type"),
        ("seen", "required"),
    ]


def test_an_absent_parameter_is_its_default_or_none() -> None:
    called = query_operation(
        {"name": "limit", "schema": {"type": "integer", "default": 25}},
        {"name": "sort", "schema": {"$ref": "#/components/schemas/Sort"}},
        {"name": "tags", "schema": {**STRINGS, "default": ["a"]}},
        {"name": "updatedSince", "schema": STRING},
        schemas={"Sort": {"type": "string", "default": "name"}},
    )
    values, violations = decode(called)
    assert (values, violations) == ({"limit": 25, "sort": "name", "tags": ["a"], "updated_since": None}, [])
    values["tags"].append("b")
    assert decode(called)[0]["tags"] == ["a"]


def test_an_empty_value_is_allowed_only_where_the_contract_says_so() -> None:
    assert query(INTEGER, "a") == "type"
    assert query(INTEGER, "a=", allowEmptyValue=True) is None
    assert query({"type": "string", "minLength": 1}, "a=", allowEmptyValue=True) == ""
    assert query({"type": "string", "minLength": 1}, "a") == "minLength"


def test_unknown_names_are_told_shortened_and_once() -> None:
    _, violations = query_operation().decode_parameters({}, "x" * 500 + "=1&b=1&b=2&%FF=1&=1", [])
    assert [len(violation.parameter or "") for violation in violations] == [100, 1, 3, 0]
    assert told(violations)[1:] == [("b", "unknown"), ("%FF", "encoding"), ("", "unknown")]


def test_the_query_key_of_a_security_scheme_is_known() -> None:
    called = operation(
        security=[{"key": []}],
        components={"securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": "api_key"}}},
    )
    assert decode(called, "api_key=x") == ({}, [])


def test_names_are_compared_after_decoding() -> None:
    called = query_operation({"name": "a[b]", "schema": STRING}, {"name": "c d", "schema": STRING})
    assert decode(called, "a%5Bb%5D=1&c+d=2") == ({"a_b": "1", "c_d": "2"}, [])


PATH = {"in": "path", "name": "v", "required": True}


@pytest.mark.parametrize(
    ("schema", "parameter", "raw", "value"),
    [
        (INTEGER, {}, "5", 5),
        (STRING, {}, "a%2Fb+c", "a/b+c"),
        (INTEGERS, {}, "1,2", [1, 2]),
        (POINT, {}, "x,1,y,2", {"x": 1, "y": 2}),
        (POINT, {"explode": True}, "x=1,y=2", {"x": 1, "y": 2}),
        (INTEGER, {"style": "label"}, ".5", 5),
        (INTEGERS, {"style": "label"}, ".1,2", [1, 2]),
        (INTEGERS, {"style": "label", "explode": True}, ".1.2", [1, 2]),
        (POINT, {"style": "label"}, ".x,1,y,2", {"x": 1, "y": 2}),
        (POINT, {"style": "label", "explode": True}, ".x=1.y=2", {"x": 1, "y": 2}),
        (INTEGER, {"style": "matrix"}, ";v=5", 5),
        (INTEGERS, {"style": "matrix"}, ";v=1,2", [1, 2]),
        (INTEGERS, {"style": "matrix", "explode": True}, ";v=1;v=2", [1, 2]),
        (POINT, {"style": "matrix"}, ";v=x,1,y,2", {"x": 1, "y": 2}),
        (POINT, {"style": "matrix", "explode": True}, ";x=1;y=2", {"x": 1, "y": 2}),
    ],
)
def test_path_styles(schema: Any, parameter: Any, raw: str, value: Any) -> None:
    called = operation("/t/{v}", parameters=[{**PATH, "schema": schema, **parameter}])
    assert decode(called, v=raw) == ({"v": value}, [])


@pytest.mark.parametrize(
    ("schema", "parameter", "raw", "code"),
    [
        (INTEGER, {}, "abc", "type"),
        (INTEGER, {}, "%00", "nul"),
        (STRING, {}, "%FF", "encoding"),
        (INTEGER, {"style": "label"}, "5", "style"),
        (INTEGERS, {"style": "matrix"}, "1,2", "style"),
        (POINT, {"style": "matrix", "explode": True}, ";x", "style"),
    ],
)
def test_path_values_that_do_not_fit_are_violations(schema: Any, parameter: Any, raw: str, code: str) -> None:
    called = operation("/t/{v}", parameters=[{**PATH, "schema": schema, **parameter}])
    assert decode(called, v=raw)[1] == [("v", code)]


def header_operation(schema: Any, **parameter: Any) -> Operation:
    return operation(parameters=[{"in": "header", "name": "X-Value", "schema": schema, **parameter}])


@pytest.mark.parametrize(
    ("schema", "lines", "value"),
    [
        (INTEGER, [b"5"], 5),
        (STRING, [b" a%20b\t"], "a%20b"),
        (STRING, [b"\xe9"], "\u00e9"),
        (INTEGERS, [b"1, 2 ,3"], [1, 2, 3]),
        (INTEGERS, [b"1,2", b"3"], [1, 2, 3]),
        (INTEGERS, [b""], []),
        (POINT, [b"x,1,y,2"], {"x": 1, "y": 2}),
    ],
)
def test_header_values(schema: Any, lines: list[bytes], value: Any) -> None:
    headers = [(b"other", b"1"), *((b"x-value", line) for line in lines)]
    assert decode(header_operation(schema), headers=headers) == ({"x_value": value}, [])


def test_header_names_are_compared_without_case() -> None:
    assert decode(header_operation(INTEGER), headers=[(b"X-VALUE", b"5")]) == ({"x_value": 5}, [])


def test_a_repeated_header_that_is_no_list_is_refused() -> None:
    headers = [(b"x-value", b"5"), (b"x-value", b"5")]
    assert decode(header_operation(INTEGER), headers=headers)[1] == [("X-Value", "repeated")]


def test_headers_that_are_no_parameters_are_passed_over() -> None:
    names = ("Accept", "content-type", "Authorization")
    called = operation(
        parameters=[{"in": "header", "name": name, "required": True, "schema": INTEGER} for name in names]
    )
    assert decode(called) == ({}, [])


def cookie_operation(schema: Any, **parameter: Any) -> Operation:
    return operation(parameters=[{"in": "cookie", "name": "c", "schema": schema, **parameter}])


@pytest.mark.parametrize(
    ("schema", "parameter", "lines", "value"),
    [
        (INTEGER, {}, [b"a=1; c=5; b=2"], 5),
        (STRING, {}, [b"c=a%20b+c"], "a b+c"),
        (INTEGERS, {"explode": False}, [b"c=1,2"], [1, 2]),
        (INTEGERS, {}, [b"c=1; c=2"], [1, 2]),
        (INTEGER, {}, [b"a=1", b"c=5"], 5),
        (POINT, {"explode": False}, [b"c=x,1"], {"x": 1}),
    ],
)
def test_cookie_values(schema: Any, parameter: Any, lines: list[bytes], value: Any) -> None:
    headers = [(b"cookie", line) for line in lines]
    assert decode(cookie_operation(schema, **parameter), headers=headers) == ({"c": value}, [])


def test_unknown_cookies_mean_nothing_and_repeated_ones_are_refused() -> None:
    assert decode(cookie_operation(INTEGER), headers=[(b"cookie", b"z=1; ; q")]) == ({"c": None}, [])
    assert decode(cookie_operation(INTEGER), headers=[(b"cookie", b"c=1; c=2")])[1] == [("c", "repeated")]


def content_parameter(media_type: str, schema: Any) -> Operation:
    return operation(parameters=[{"in": "query", "name": "a", "content": {media_type: {"schema": schema}}}])


def test_a_parameter_may_be_a_json_text() -> None:
    called = content_parameter("application/json", POINT)
    assert decode(called, "a=%7B%22x%22:1%7D") == ({"a": {"x": 1}}, [])
    assert decode(called, "a=%7B%22x%22:%22q%22%7D")[1] == [("a", "type")]
    assert decode(called, "a={")[1] == [("a", "parse")]
    assert decode(called, "a=%7B%22x%22:1,%22x%22:2%7D")[1] == [("a", "duplicate")]
    assert decode(called, "a=1&a=2")[1] == [("a", "repeated")]


def test_a_parameter_may_be_a_text() -> None:
    assert decode(content_parameter("text/plain", {"maxLength": 3}), "a=abc") == ({"a": "abc"}, [])
    assert decode(content_parameter("text/plain", {"maxLength": 3}), "a=abcd")[1] == [("a", "maxLength")]


def test_an_operation_has_its_paths_parameters_unless_it_has_its_own() -> None:
    called = contract("""
paths:
  /a/{b}:
    parameters:
      - {in: path, name: b, required: true, schema: {type: integer}}
      - {in: query, name: c, schema: {type: integer}}
      - $ref: '#/components/parameters/D'
    get:
      operationId: x
      parameters:
        - {in: query, name: c, schema: {type: boolean}}
      responses: {200: {description: d}}
components:
  parameters:
    D: {in: query, name: d, schema: {type: integer}}
""").operations["x"]
    assert decode(called, "c=true&d=1", b="2") == ({"b": 2, "c": True, "d": 1}, [])


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        ("{in: body, name: a, schema: {}}", "6:12: a parameter is in one of path, query, header, cookie"),
        ("{name: a, schema: {}}", "6:11: a parameter is in one of"),
        ("{in: query, schema: {}}", "6:11: a parameter needs a name"),
        ("{in: query, name: a}", "a parameter has either a schema or a content"),
        (
            "{in: query, name: a, schema: {}, content: {}}",
            "a parameter has either a schema or a content",
        ),
        ("{in: query, name: a, content: {a/b: {}, c/d: {}}}", "exactly one media type"),
        ("{in: query, name: a, style: label, schema: {}}", "a query parameter has one of the styles form"),
        (
            "{in: query, name: a, style: deepObject, schema: {type: array}}",
            "deepObject is for objects",
        ),
        ("{in: cookie, name: a, schema: {type: object}}", "needs explode: false"),
        ("{in: path, name: a, schema: {}}", "a path parameter is required: true"),
        ("{in: path, name: a, required: true, schema: {}}", 'the path /a has no "{a}"'),
        ("{in: query, name: body, schema: {}}", 'another argument is named "body"'),
        ("{in: query, name: a, required: 1, schema: {}}", "must be true or false"),
        ("[]", "must be an object"),
        ("{in: query, name: a, schema: {}}, {in: query, name: a, schema: {}}", "is given twice"),
        (
            "{in: query, name: a-b, schema: {}}, {in: header, name: a_b, schema: {}}",
            'another argument is named "a_b"',
        ),
    ],
)
def test_a_parameter_that_makes_no_sense_is_named_with_its_place(parameter: str, message: str) -> None:
    text = "paths:\n  /a:\n    get:\n      operationId: x\n      parameters:\n"
    items = parameter.replace("}, {", "}\n        - {")
    found = complaints(f"{text}        - {items}\n      responses: {{200: {{description: d}}}}\n")
    assert len(found) == 1
    assert message in found[0]


HOSTILE = query_operation(
    {"name": "a", "schema": {"type": ["integer", "null"]}},
    {"name": "b", "schema": INTEGERS, "style": "pipeDelimited"},
    {"name": "c", "schema": POINT, "style": "deepObject"},
    {"name": "d", "content": {"application/json": {"schema": POINT}}},
)


@given(st.text('ab[]cd=&%0F8+|x{}":\u00e9\u20ac\x00\ud800', max_size=40))
def test_no_query_raises(text: str) -> None:
    values, violations = HOSTILE.decode_parameters({}, text, [])
    assert set(values) == {"a", "b", "c", "d"}
    assert all(violation.parameter is not None and violation.detail for violation in violations)


HOSTILE_HEADERS = operation(
    "/a/{p}",
    parameters=[
        {"in": "path", "name": "p", "required": True, "style": "matrix", "explode": True, "schema": POINT},
        {"in": "header", "name": "X-A", "schema": POINT},
        {"in": "cookie", "name": "c", "explode": False, "schema": POINT},
    ],
)


@given(
    st.text(";=,%0xyp\u00e9", max_size=20),
    st.lists(st.tuples(st.sampled_from([b"x-a", b"cookie"]), st.binary(max_size=20))),
)
def test_no_path_and_no_header_raises(raw: str, headers: Headers) -> None:
    values, _ = HOSTILE_HEADERS.decode_parameters({"p": raw}, "", headers)
    assert set(values) == {"p", "x_a", "c"}


@pytest.mark.parametrize(
    ("items", "text", "value"),
    [
        ({"enum": ["a", "b"]}, "a=a%2Cb", ["a", "b"]),
        ({"enum": ["a", "b"]}, "a=a%2cb,a", ["a", "b", "a"]),
        (
            {"allOf": [{"type": "string", "format": "date"}]},
            "a=2026-01-01%2C2026-01-02",
            ["2026-01-01", "2026-01-02"],
        ),
        (INTEGER, "a=1%2C2", [1, 2]),
        ({"enum": ["a,b", "c"]}, "a=a%2Cb,c", ["a,b", "c"]),
        (
            {"anyOf": [{"type": "string", "const": "x"}, {"type": "string", "maxLength": 9}]},
            "a=x%2Cy",
            ["x,y"],
        ),
        (STRING, "a=a%2Cb", ["a,b"]),
    ],
)
def test_encoded_comma_delimits_where_no_item_can_hold_one(items: Any, text: str, value: Any) -> None:
    schema = {"type": "array", "items": items}
    assert query(schema, text, style="form", explode=False) == value


@pytest.mark.parametrize(
    "query", ["status=open,closed", "status=open%2Cclosed", "status=open&status=open,closed"]
)
def test_commas_in_an_exploded_array_are_refused_with_the_form_that_is_accepted(query: str) -> None:
    # OpenAPI 3.1.1 section 4.8.12.4: form, exploded, is the default.
    statuses = {"type": "array", "items": {"enum": ["open", "closed"]}}
    searching = query_operation({"name": "status", "schema": statuses})
    assert searching.decode_parameters({}, "status=open&status=closed", [])[0] == {
        "status": ["open", "closed"]
    }
    (violation,) = searching.decode_parameters({}, query, [])[1]
    assert (violation.parameter, violation.code) == ("status", "style")
    assert "Repeat the parameter for each item: status=open&status=closed" in violation.detail


def test_a_comma_that_an_item_may_hold_stays_in_it() -> None:
    searching = query_operation({"name": "word", "schema": {"type": "array", "items": {"type": "string"}}})
    assert searching.decode_parameters({}, "word=a,b", []) == ({"word": ["a,b"]}, [])
