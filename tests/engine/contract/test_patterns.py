"""Patterns as ECMA-262 has them: which are valid, what they match, and strings that match."""

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractfirst.contract.patterns import (
    INFINITE,
    PatternError,
    matching_string,
    pattern_matches,
    pattern_shape,
    read_pattern,
)


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
    assert pattern_shape(pattern).longest == longest


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
    ],
)
def test_a_repeated_repetition_explodes(pattern: str) -> None:
    assert pattern_shape(pattern).explosive


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
    assert not pattern_shape(pattern).explosive


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(st.sampled_from("ab(|)[]{}?*+^$\\.-,12:!<=>"), max_size=20))
def test_no_pattern_is_too_strange_to_read(pattern: str) -> None:
    pattern_shape(pattern)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.from_regex(r"\A\^(?:[ab]|\[ab\]|\(a\|bb\)|a\{1,3\}|b\?){1,5}\$\Z"), st.data())
def test_no_match_is_longer_than_the_longest(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern), fullmatch=True))
    assert len(text.removesuffix("\n")) <= pattern_shape(pattern).longest


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(?i)abc", "inline flags"),
        ("a++", "possessive"),
        ("(?P<n>a)", r"\(\?<name>"),
        (r"\Aabc", r"write \^"),
        (r"abc\z", r"write \$"),
        ("(?>a)", "atomic"),
        ("[a-", "not closed"),
        ("[z-a]", "out of order"),
        ("a{3,2}", "out of order"),
        ("(a", "not closed"),
        ("a)", "closes no group"),
        ("+a", "nothing for"),
        (r"\1", "does not exist"),
        (r"(?<x>a)\k<y>", "does not exist"),
        ("(" * 3000, "too deeply"),
    ],
)
def test_what_ecma_262_lacks_is_an_error(pattern: str, message: str) -> None:
    # JSON Schema core section 6.4, ECMA-262 section 22.2.1
    with pytest.raises(PatternError, match=message):
        read_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        (r"^(?<y>a|b)\k<y>$", "bb", "ab"),  # 22.2.2.9 AtomEscape
        ("^[^]$", "\n", ""),  # 22.2.2.12: an empty class, negated
        ("a[]", None, "a"),
        ("^(?=.*z)[a-z]+$", "az", "ab"),
        ("(?<=a)b", "ab", "b"),
        ("(?<!a)b", "b", "ab"),
        (r"\bcaf\b", "café", "cafe"),  # 22.2.2.6: a word character is an ASCII letter, a digit or _
        (r"^\w(?=x)", "ax", "éx"),
        (r"^\d$", "3", "٣"),
        (r"^\s$", "\ufeff", "\x85"),  # 12.2: the byte order mark is white space, NEL is not
        ("^.$", "a", "\r"),  # 12.3: four line terminators
        ("^.$", "😀", "\u2028"),
        (r"^\ud83d\ude00$", "😀", "a"),
        ("^[[a&&b]$", "&", "c"),
        (r"^[\w-.]$", "-", "+"),  # B.1.2
        (r"^\p{Lu}$", "É", "é"),
        ("^{$", "{", "a"),
        (r"^\0$", "\0", "0"),
        (r"^\1(a)$", "a", "aa"),  # 22.2.2.7.1: a group that is yet to capture matches the empty string
        (r"^\k<x>(?<x>a)$", "a", "aa"),
        ("^(?:){2}a$", "a", "aa"),
    ],
)
def test_patterns_match_as_ecma_262_says(pattern: str, matching: str | None, other: str) -> None:
    assert matching is None or pattern_matches(pattern, matching)
    assert not pattern_matches(pattern, other)


@pytest.mark.parametrize(
    ("pattern", "shortest", "longest"),
    [
        ("^$", 0, None),
        ("a|b|cc", 0, None),
        ("^[^a-z]{2}$", 0, None),
        (r"^\w+@\w+\.(com|org)$", 20, 30),
        (r"^(?<year>\d{4})-(?:0[1-9]|1[0-2])$", 0, None),
        (r"^\u0041\x42\cA\t$", 0, None),
        (r"^[A-\x5a]{2,}?$", 9, 9),
        ("^(?=.*[A-Z])(?=.*[0-9])(?=.*[^0-9A-Za-z]).{8,16}$", 0, None),
        ("^(?!foo)[a-z]{3}$", 0, 3),
        ("^(ab|cde)+$", 7, 7),
        ("[A-Z]{3}", 10, 12),
        (r"\bfoo\b", 8, 20),
        ("^.*$", 300, 300),
        (r"^(a|b)\1$", 0, None),
        (r"^\p{Lu}\p{L}+$", 5, 5),
        ("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", 41, 44),
    ],
)
def test_string_matches_its_pattern_within_bounds(pattern: str, shortest: int, longest: int | None) -> None:
    for seed in range(20):
        text = matching_string([pattern], Random(seed), shortest, longest)
        assert text is not None
        assert pattern_matches(pattern, text)
        assert shortest <= len(text) <= (longest or len(text))
        assert text == matching_string([pattern], Random(seed), shortest, longest)


def test_string_matches_every_pattern() -> None:
    text = matching_string(["^[a-z]+$", "^.{3}$"], Random(1))
    assert text is not None
    assert re.fullmatch("[a-z]{3}", text)


@pytest.mark.parametrize("patterns", [["^a$", "^b$"], ["[]"], ["("], ["^(a|aaa)$", "^aa$"]])
def test_no_string_matches_what_nothing_can(patterns: list[str]) -> None:
    assert matching_string(patterns, Random(1)) is None
