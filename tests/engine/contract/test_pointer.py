import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.contract import pointer


@given(st.lists(st.text()))
def test_what_is_joined_is_split_again(tokens: list[str]) -> None:
    assert pointer.split(pointer.of_path(tokens)) == tokens


def test_escapes_are_those_of_the_rfc() -> None:
    assert pointer.join("", "a/b", "m~n", 0) == "/a~1b/m~0n/0"
    assert pointer.split("/~01") == ["~1"]


def test_a_pointer_starts_with_a_slash() -> None:
    with pytest.raises(ValueError, match="slash"):
        pointer.split("a")
