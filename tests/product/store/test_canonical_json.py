"""What canonical JSON promises (RFC 8785)."""

import struct

import pytest

from brainstormmsp.store.canonical_json import canonical_json


def double(bits: str) -> float:
    value: float = struct.unpack(">d", bytes.fromhex(bits))[0]
    return value


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        # From RFC 8785 appendix B.
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_are_written_as_ecmascript_writes_them(bits: str, text: str) -> None:
    assert canonical_json(double(bits)) == text.encode()


def test_a_number_has_one_text_however_it_was_written() -> None:
    assert canonical_json([7, 7.0, -7, 100.0, 1e2]) == b"[7,7,-7,100,100]"


def test_names_are_sorted_by_their_utf_16_code_units() -> None:
    # From RFC 8785 section 3.2.3.
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = canonical_json({name: index for index, name in enumerate(names)})
    assert written.decode() == ('{"\\r":1,"1":3,"\u0080":5,"\u00f6":6,"\u20ac":0,"\U0001f600":4,"\ufb33":2}')


def test_strings_are_escaped_only_where_they_must_be() -> None:
    text = '\u20ac$\u000f\nA\'B"\\\\"/\x7f'
    assert canonical_json(text).decode() == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"'


def test_everything_else_is_as_json_has_it() -> None:
    assert canonical_json({"b": [None, True, False, {}], "a": []}) == b'{"a":[],"b":[null,true,false,{}]}'
    with pytest.raises(TypeError, match="object is not a JSON type"):
        canonical_json([object()])
