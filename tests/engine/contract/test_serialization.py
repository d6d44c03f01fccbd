from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.contract import write_parameter
from tests.engine.contract.documents import operation

STRING, INTEGER = {"type": "string"}, {"type": "integer"}
SCHEMAS = {
    "string": STRING,
    "integer": INTEGER,
    "boolean": {"type": "boolean"},
    "strings": {"type": "array", "items": STRING},
    "integers": {"type": "array", "items": INTEGER},
    "object": {"type": "object", "properties": {"a": STRING, "b": INTEGER}},
}
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
visible = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters=",="), min_size=1)


def values_of(kind: str, text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    integers = st.integers(-(2**63), 2**63 - 1)
    return {
        "string": text,
        "integer": integers,
        "boolean": st.booleans(),
        "strings": st.lists(text.filter(bool), min_size=1, max_size=4),
        "integers": st.lists(integers, min_size=1, max_size=4),
        "object": st.fixed_dictionaries({"a": text, "b": integers}),
    }[kind]


KINDS_OF_STYLES = {
    ("path", "simple"): list(SCHEMAS),
    ("path", "label"): list(SCHEMAS),
    ("path", "matrix"): list(SCHEMAS),
    ("query", "form"): list(SCHEMAS),
    ("query", "spaceDelimited"): ["integers", "object"],
    ("query", "pipeDelimited"): ["integers", "object"],
    ("query", "deepObject"): ["object"],
    ("header", "simple"): list(SCHEMAS),
    ("cookie", "form"): list(SCHEMAS),
}
# Layouts of which the specification says that they are not defined.
UNDEFINED = {
    ("spaceDelimited", True, "object"),
    ("pipeDelimited", True, "object"),
    ("deepObject", False, "object"),
}
LAYOUTS = [
    (location, style, explode, kind)
    for (location, style), kinds in KINDS_OF_STYLES.items()
    for explode in (False, True)
    for kind in kinds
    if (style, explode, kind) not in UNDEFINED and (location, explode, kind) != ("cookie", True, "object")
]


@pytest.mark.parametrize(("location", "style", "explode", "kind"), LAYOUTS)
@given(data=st.data())
def test_what_is_written_in_a_style_is_read_in_it(
    location: str, style: str, explode: bool, kind: str, data: st.DataObject
) -> None:
    text = texts
    if location == "header":
        text = visible
    elif style in ("spaceDelimited", "pipeDelimited"):
        # These styles cannot express their own delimiter.
        text = texts.map(lambda written: written.replace(" ", "").replace("|", ""))
    value = data.draw(values_of(kind, text))
    parameter = {"in": location, "name": "v", "schema": SCHEMAS[kind], "style": style, "explode": explode}
    called = compiled(location, style, explode, kind, parameter)
    written = write_parameter("v", value, location=location, style=style, explode=explode)
    path = {"v": written} if location == "path" else {}
    query = written if location == "query" else ""
    headers = {
        "header": [(b"v", written.encode("latin-1"))],
        "cookie": [(b"cookie", written.encode("ascii"))],
    }
    values, violations = called.decode_parameters(path, query, headers.get(location, []))
    assert violations == []
    assert values == {"v": value}


_compiled: dict[Any, Any] = {}


def compiled(location: str, style: str, explode: bool, kind: str, parameter: dict[str, Any]) -> Any:
    key = location, style, explode, kind
    if key not in _compiled:
        path = "/t/{v}" if location == "path" else "/t"
        _compiled[key] = operation(path, parameters=[{**parameter, "required": True}])
    return _compiled[key]


@pytest.mark.parametrize(
    ("value", "location", "style", "explode", "written"),
    [
        ([3, 4, 5], "path", "simple", False, "3,4,5"),
        ({"role": "admin", "x": "a"}, "path", "simple", True, "role=admin,x=a"),
        ([3, 4, 5], "path", "label", True, ".3.4.5"),
        ({"role": "admin", "x": "a"}, "path", "matrix", False, ";id=role,admin,x,a"),
        ([3, 4], "path", "matrix", True, ";id=3;id=4"),
        ([3, 4], "query", "form", True, "id=3&id=4"),
        ([3, 4], "query", "pipeDelimited", False, "id=3%7C4"),
        ({"role": "admin"}, "query", "deepObject", True, "id%5Brole%5D=admin"),
        ("a b&c", "query", "form", True, "id=a%20b%26c"),
        (None, "query", "form", True, "id="),
        (True, "cookie", "form", True, "id=true"),
        ([1, 2], "cookie", "form", True, "id=1; id=2"),
        ("a, b", "header", "simple", False, "a, b"),
    ],
)
def test_the_styles_are_those_of_the_specification(
    value: Any, location: str, style: str, explode: bool, written: str
) -> None:
    assert write_parameter("id", value, location=location, style=style, explode=explode) == written
