"""JSON values: which are the same, and the times that a text names."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst_conformance.values import moment, same

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, JSON)
def test_a_value_is_the_same_as_its_copy_and_sameness_has_no_side(one: Any, other: Any) -> None:
    assert same(one, json.loads(json.dumps(one)))
    assert same(one, other) is same(other, one)
    assert same([one], [other]) is same({"x": one}, {"x": other}) is same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"),
        ("2026-01-02T03:04:05.5Z", "2026-01-02T05:04:05.50+02:00"),
    ],
)
def test_a_time_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert same({"at": [one]}, {"at": [other]})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.1Z"),
        ("2026-01-02T03:04:05", "2026-01-02T03:04:05Z"),
        ("2026-13-02T03:04:05Z", "2026-13-02T03:04:05.0Z"),
        (1, True),
        (0, None),
        ([1], [1, 1]),
        ({"a": None}, {}),
    ],
)
def test_what_differs_is_not_the_same(one: Any, other: Any) -> None:
    assert not same(one, other)


def test_only_rfc_3339_is_a_timestamp() -> None:
    assert moment("2026-01-02T03:04:05.123456789Z") is not None
    for text in ("2026-01-02", "20260102T030405Z", "2026-01-02T03:04:05", "yesterday", 5, None):
        assert moment(text) is None
