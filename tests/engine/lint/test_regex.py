"""How long a match of a pattern can be, and which patterns explode."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractfirst.lint.regex import INFINITE, shape_of


@pytest.mark.parametrize(
    ("pattern", "longest"),
    [
        ("^[a-z]{1,20}$", 20),
        (r"^\d{4}-\d{2}$", 7),
        ("^(?:[0-9a-f]{2}){1,4}$", 8),
        ("^(?:ab|abc)?$", 3),
        ("^(?!.*--)[a-z-]{1,5}$", 5),
        ("^(?<year>[0-9]{4})$", 4),
        (r"^\u00e9\x41\p{L}$", 3),
        ("^[]a]{2}$", 2),
        (r"^[\]a]{2}$", 2),
        ("^$", 0),
        ("^[a-z]+$", INFINITE),
        ("^[a-z]{2,}$", INFINITE),
        (r"^(a)\1$", INFINITE),
        ("[a-z]{1,20}", INFINITE),
        ("^a|b$", INFINITE),
        ("^a$|^b$", 1),
    ],
)
def test_the_longest_match(pattern: str, longest: float) -> None:
    assert shape_of(pattern).longest == longest


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "^(a*)*$",
        "(.*)*",
        r"^(\w+\s?)*$",
        "(a|a)*",
        "^(.|a)+$",
        "^([a-z]+,?)+$",
        "^((a+)b?)+$",
        "(" * 3000,
    ],
)
def test_a_repeated_repetition_explodes(pattern: str) -> None:
    assert shape_of(pattern).explosive


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z]+(-[a-z]+)*$",
        "^(a+b)+$",
        "^(ab|ac)*$",
        "^(?:[a-z]([a-z-]{0,61}[a-z])?\\.)+[a-z]{2,63}$",
        "^([a-z]+,)+$",
        "^(abc){1,100}$",
        "^[^ ]+(?: [^ ]+)*$",
    ],
)
def test_rounds_that_are_told_apart_do_not_explode(pattern: str) -> None:
    assert not shape_of(pattern).explosive


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(st.sampled_from("ab(|)[]{}?*+^$\\.-,12:!<=>"), max_size=20))
def test_no_pattern_is_too_strange_to_read(pattern: str) -> None:
    shape_of(pattern)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.from_regex(r"\A\^(?:[ab]|\[ab\]|\(a\|bb\)|a\{1,3\}|b\?){1,5}\$\Z"), st.data())
def test_no_match_is_longer_than_the_longest(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern), fullmatch=True))
    assert len(text.removesuffix("\n")) <= shape_of(pattern).longest
