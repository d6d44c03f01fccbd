import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.cursors import CursorMismatch, CursorPosition, decode_cursor, encode_cursor

KEY = b"k" * 32
ID = "01936d2a-7c00-7a11-8b1e-0c5d7e9f1a01"

values = st.one_of(st.none(), st.integers(-(2**53), 2**53), st.text(st.characters(exclude_categories=["Cs"])))


@given(values)
def test_a_cursor_is_decoded_to_its_position(value: str | int | None) -> None:
    position = CursorPosition(value, ID)
    assert decode_cursor(KEY, "arguments", encode_cursor(KEY, "arguments", position)) == position


@given(values)
def test_a_cursor_is_refused_under_another_key_and_for_other_arguments(value: str | int | None) -> None:
    cursor = encode_cursor(KEY, "arguments", CursorPosition(value, ID))
    with pytest.raises(CursorMismatch):
        decode_cursor(b"l" * 32, "arguments", cursor)
    with pytest.raises(CursorMismatch):
        decode_cursor(KEY, "others", cursor)


@pytest.mark.parametrize("first", [0x20, 0x4E00, 0x10000])
def test_every_cursor_fits_into_1024_characters(first: int) -> None:
    source = random.Random(first)
    # A name has 200 characters at most, of any script; a host name 253, of ASCII.
    for letters in (
        ['"'],
        ["\\"],
        [chr(first + step) for step in range(0x5000)],
        list(map(chr, range(0x10000, 0x110000, 7))),
    ):
        value = "".join(source.choices(letters, k=200))
        cursor = encode_cursor(KEY, "f" * 16, CursorPosition(value, ID))
        assert len(cursor) <= 1024
        assert cursor.isascii()
        assert decode_cursor(KEY, "f" * 16, cursor) == CursorPosition(value, ID)
