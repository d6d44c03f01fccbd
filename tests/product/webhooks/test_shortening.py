"""What shortening promises: what fits stays as it is; what does not loses the ends of its largest parts."""

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from brainstormmsp.webhooks.shortening import shorten


def size(data: object) -> int:
    return len(orjson.dumps(data))


def test_what_fits_is_untouched() -> None:
    data = {"name": "Harbor Dental", "notes": "x" * 300}
    assert shorten(data, size(data)) is data


def test_the_longest_text_loses_its_end_and_no_more_than_needed() -> None:
    data = {"id": "1", "subject": "s" * 250, "description": "Zeile\n" * 4000}
    cut = shorten(data, 10_000)
    assert cut is not None
    assert 9_990 <= size(cut) <= 10_000
    assert data["description"].startswith(cut["description"])
    assert {**cut, "description": ""} == {**data, "description": ""}


def test_a_long_list_loses_its_last_items() -> None:
    data = {"notes": "n" * 300, "ids": [f"id-{number}" for number in range(2000)]}
    cut = shorten(data, 5_000)
    assert cut is not None
    assert 4_980 <= size(cut) <= 5_000
    assert cut["notes"] == data["notes"]
    assert cut["ids"] == data["ids"][: len(cut["ids"])]


def test_texts_inside_of_lists_are_cut_before_the_list() -> None:
    data = {"errors": [{"code": "a", "detail": "d" * 3000} for _ in range(8)]}
    cut = shorten(data, 12_000)
    assert cut is not None
    assert size(cut) <= 12_000
    assert len(cut["errors"]) == 8


def test_the_callers_data_is_left_alone() -> None:
    data = {"notes": "n" * 5000, "tags": ["a"] * 500}
    before = orjson.dumps(data)
    shorten(data, 600)
    assert orjson.dumps(data) == before


def test_what_cannot_be_cut_is_given_up() -> None:
    assert shorten({f"property-{number}": "short" for number in range(100)}, 500) is None


_values = st.recursive(
    st.text(max_size=400) | st.integers(-(2**53), 2**53) | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=20) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
    max_leaves=60,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.dictionaries(st.text(max_size=5), _values, max_size=5), st.integers(2, 2000))
def test_whatever_it_is_it_ends_within_the_limit_or_given_up(data: dict[str, object], limit: int) -> None:
    cut = shorten(data, limit)
    assert cut is None or size(cut) <= limit
