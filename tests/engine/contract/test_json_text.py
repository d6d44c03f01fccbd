import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.contract.json_text import MAXIMUM_DEPTH, read_json
from contractfirst.contract.refused import Refused


def errors(text: bytes) -> list[tuple[str, str]]:
    value = read_json(text)
    assert isinstance(value, Refused)
    return [(error.pointer, error.code) for error in value.errors]


@pytest.mark.parametrize(
    "text",
    [
        b"{", b"[1,]", b"nope", b"NaN", b"Infinity", b"-Infinity", b"[NaN]", b"01", b"+1", b".5", b"'a'",
        b"\xff",
        b"\xef\xbb\xbf{}", "{}".encode("utf-16"), "{}".encode("utf-16-le"), "{}".encode("utf-32"),
        b'"\\ud800"', b'"\xed\xa0\x80"', b'"\\x"', b'"a\nb"', b"{} {}", b"\x00", b"// c\n1",
    ],
)  # fmt: skip
def test_what_is_not_json_is_refused(text: bytes) -> None:
    assert errors(text) == [("", "parse")]


def test_nothing_is_a_missing_body() -> None:
    assert errors(b" \n") == [("", "required")]


@pytest.mark.parametrize("depth", [MAXIMUM_DEPTH + 1, 1000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_nesting_has_a_limit(depth: int, opening: bytes, closing: bytes) -> None:
    assert errors(opening * depth + b"1" + closing * depth) == [("", "depth")]


def test_nesting_up_to_the_limit_is_read() -> None:
    value = read_json(b"[" * MAXIMUM_DEPTH + b"]" * MAXIMUM_DEPTH)
    assert isinstance(value, list)


def test_many_small_objects_are_not_deep() -> None:
    assert read_json(b"[" + b",".join([b"[]"] * 500) + b"]") == [[]] * 500


@pytest.mark.parametrize("digits", ["9" * 20, "18446744073709551616", "-9223372036854775809", "1" * 300])
def test_integers_beyond_64_bits_are_refused_where_they_stand(digits: str) -> None:
    assert errors(f'{{"a": [0, {digits}], "b": "{digits}"}}'.encode()) == [("/a/1", "range")]


def test_an_integer_of_thousands_of_digits_is_refused() -> None:
    assert errors(b"9" * 5000) == [("", "range")]
    assert errors(b"1e999") == [("", "range")]


@pytest.mark.parametrize("number", [2**64 - 1, -(2**63), 0, 10**18])
def test_integers_of_64_bits_are_exact(number: int) -> None:
    assert read_json(str(number).encode()) == number


def test_long_fractions_are_numbers_like_others() -> None:
    assert read_json(b"3.14159265358979323846264338327950288") == pytest.approx(3.14159265)


def test_duplicate_names_are_refused_where_they_stand() -> None:
    assert errors(b'{"a": {"b/c": 1, "b/c": 2}, "d": [{"e": 1, "e": 1}]}') == [
        ("/a/b~1c", "duplicate"),
        ("/d/0/e", "duplicate"),
    ]


def test_duplicate_names_are_seen_behind_escapes() -> None:
    assert errors(b'{"a": 1, "\\u0061": 2, "c": ":\\u003a"}') == [("/a", "duplicate")]


def test_nul_is_refused_in_strings_and_names() -> None:
    assert sorted(errors(b'{"a": "x\\u0000", "b\\u0000": 1}')) == [("/a", "nul"), ("/b\x00", "nul")]
    assert read_json(b'"\\\\u0000"') == "\\u0000"


numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text('ab:\\"\u00e9'), below, max_size=4),
    max_leaves=20,
)


@given(json_values, st.booleans())
def test_json_is_read_as_python_reads_it(value: Any, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert read_json(text.encode()) == json.loads(text)


@given(st.lists(st.tuples(st.sampled_from(["a", "b", ":"]), st.integers(0, 3)), max_size=4))
def test_no_duplicate_name_is_overlooked(members: list[tuple[str, int]]) -> None:
    text = "{" + ",".join(f'"{name}":{value}' for name, value in members) + "}"
    names = [name for name, _ in members]
    assert isinstance(read_json(text.encode()), Refused) is (len(set(names)) != len(names))


@given(st.binary() | st.text('{}[]",:\\u0dc1e+-9 \x00').map(lambda text: text.encode()))
def test_no_text_raises(text: bytes) -> None:
    read_json(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"366.0", 366),
        (b'{"days": [1e2, 1.5, -0.0, {"a": 2.00}]}', {"days": [100, 1.5, 0, {"a": 2}]}),
        (b"15e-1", 1.5),
        (b"1e30", 1e30),
        (b'"1.0"', "1.0"),
    ],
)
def test_a_number_without_a_fraction_is_an_integer(text: bytes, value: object) -> None:
    read = read_json(text)
    assert read == value
    assert repr(read) == repr(value)
