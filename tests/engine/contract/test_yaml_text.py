import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.contract.yaml_text import Position, YamlTextError, compose, construct


def read(text: str) -> Any:
    return construct(compose(text.encode()))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("true", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("null", None),
        ("~", None),
        ("''", ""),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T00:00:00Z", "2026-01-31T00:00:00Z"),
        ("012", 12),
        ("0o14", 12),
        ("0x0C", 12),
        ("+1", 1),
        ("-1.5e3", -1500.0),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("3.1.0", "3.1.0"),
        ("'1'", "1"),
        ("!!str 1", "1"),
        ("!!int '1'", 1),
        ("!!float 1", 1.0),
        ("-", [None]),
        ("0b1", "0b1"),
        ("=", "="),
    ],
)
def test_scalars_are_those_of_the_core_schema(text: str, value: object) -> None:
    read_value = read(text)
    assert read_value == value
    assert type(read_value) is type(value)


def test_keys_are_strings_whatever_they_look_like() -> None:
    assert read("{200: a, no: b, true: c, null: d, 1.5: e}") == {
        "200": "a", "no": "b", "true": "c", "null": "d", "1.5": "e",
    }  # fmt: skip


def test_an_alias_is_the_anchored_value() -> None:
    assert read("a: &x {b: 1}\nc: *x") == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\nb: 2\na: 3", 3, 1, 'the key "a" is given twice'),
        ("a:\n  - {b: 1, b: 2}", 2, 12, 'the key "b" is given twice'),
        ("a: [1, 2\n", 2, 1, "did not find expected ',' or ']'"),
        ("a: .inf", 1, 4, "JSON has no infinity and no NaN"),
        ("a: .NaN", 1, 4, "JSON has no infinity and no NaN"),
        ("a: 1e400", 1, 4, "JSON has no number as large as this"),
        ("a: !!binary aGk=", 1, 4, "the tag"),
        ("a: !thing {}", 1, 4, "the tag"),
        ("a: !!int x", 1, 4, "does not fit its tag"),
        ("? [1]\n: 2", 1, 3, "a key must be a string"),
        ("a: &x {b: *x}", 1, 4, "inside its own anchor"),
        ("a: &x {b: 1}\nc:\n  <<: *x", 3, 3, "no merge keys"),
        ("", 1, 1, "the document is empty"),
        ("a: *b", 1, 4, "undefined alias"),
        ("--- 1\n--- 2", 2, 1, "but found another document"),
    ],
)
def test_what_json_cannot_express_is_refused_with_its_place(
    text: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(YamlTextError) as caught:
        read(text)
    assert message in caught.value.message
    assert caught.value.position == Position(line, column)


def test_text_that_is_not_utf_8_is_refused_with_its_place() -> None:
    with pytest.raises(YamlTextError) as caught:
        compose(b"a: 1\nb: \xff")
    assert caught.value.position == Position(2, 4)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text("ab\u00e9~:#-"),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text("abc", min_size=1), below, max_size=3)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.text("abc", min_size=1), json_values))
def test_json_is_read_as_json(value: object) -> None:
    assert read(json.dumps(value)) == value


@given(st.dictionaries(st.text("abc", min_size=1), json_values))
def test_what_a_yaml_writer_writes_is_read_back(value: object) -> None:
    assert read(yaml.safe_dump(value)) == value
