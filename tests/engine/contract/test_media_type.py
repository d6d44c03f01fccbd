import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.contract.media_type import MediaType, most_specific_first


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("application/json", MediaType("application", "json")),
        ("Application/JSON ; Charset=UTF-8", MediaType("application", "json", (("charset", "UTF-8"),))),
        ('text/plain;charset="utf-8"', MediaType("text", "plain", (("charset", "utf-8"),))),
        ('a/b;x="q\\"r;s"; y=2', MediaType("a", "b", (("x", 'q"r;s'), ("y", "2")))),
        ("a/b;", MediaType("a", "b")),
        ("application/*+json", MediaType("application", "*+json")),
        ("*/*", MediaType("*", "*")),
    ],
)
def test_a_media_type_is_read_as_the_rfc_writes_it(field: str, expected: MediaType) -> None:
    assert MediaType.parse(field) == expected


@pytest.mark.parametrize(
    "field",
    [
        "",
        "json",
        "a/",
        "/b",
        "a b/c",
        "a/b c",
        "a/b;x",
        "a/b;x=",
        "a/b;x=1;x=2",
        "a/b, c/d",
        'a/b;x="',
        "a/b/c",
    ],
)
def test_a_malformed_media_type_is_none(field: str) -> None:
    assert MediaType.parse(field) is None


@pytest.mark.parametrize(
    ("wanted", "given_type", "covers"),
    [
        ("application/json", "application/json;charset=utf-8", True),
        ("application/json", "application/problem+json", False),
        ("application/*+json", "application/problem+json", True),
        ("application/*+json", "application/json", False),
        ("application/*", "application/xml", True),
        ("text/*", "application/xml", False),
        ("*/*", "image/png", True),
        ("text/plain;version=1", "text/plain", False),
        ("text/plain;version=1", "text/plain;version=1;charset=utf-8", True),
    ],
)
def test_ranges_cover_what_they_name(wanted: str, given_type: str, covers: bool) -> None:
    range_, media_type = MediaType.parse(wanted), MediaType.parse(given_type)
    assert range_ is not None
    assert media_type is not None
    assert range_.covers(media_type) is covers


def test_the_most_specific_range_comes_first() -> None:
    names = ["*/*", "text/*", "text/plain", "application/*+json", "text/plain;version=1"]
    ranges = [media_type for name in names if (media_type := MediaType.parse(name))]
    ordered = [f"{range_.essence};{len(range_.parameters)}" for range_ in most_specific_first(ranges)]
    assert ordered == ["text/plain;1", "text/plain;0", "application/*+json;0", "text/*;0", "*/*;0"]


@given(st.text())
def test_no_field_raises(field: str) -> None:
    MediaType.parse(field)
