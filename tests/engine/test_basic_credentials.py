"""HTTP Basic as RFC 6749 section 2.3.1 has it: each part form-urlencoded, then joined."""

from base64 import b64encode
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractfirst.basic_credentials import MalformedCredentials, parse_basic
from contractfirst.tokens import generate_client_id, generate_client_secret


def basic(pair: str | bytes) -> str:
    raw = pair if isinstance(pair, bytes) else pair.encode()
    return f"Basic {b64encode(raw).decode()}"


def test_the_rfc_s_own_example() -> None:
    header = "Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3"
    assert parse_basic(header) == ("s6BhdRkqt3", "7Fjfp0ZBr1KtDRbnfVdmIw")


def test_our_own_credentials_read_the_same_encoded_or_not() -> None:
    client_id, secret = generate_client_id(), generate_client_secret()
    assert parse_basic(basic(f"{client_id}:{secret}")) == (client_id, secret)
    assert parse_basic(basic(f"{quote_plus(client_id)}:{quote_plus(secret)}")) == (client_id, secret)


VISIBLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=40)


@given(VISIBLE.filter(bool), VISIBLE)
def test_what_is_encoded_is_decoded(client_id: str, secret: str) -> None:
    assert parse_basic(basic(f"{quote_plus(client_id)}:{quote_plus(secret)}")) == (client_id, secret)


@pytest.mark.parametrize("scheme", ["basic", "BASIC", "bAsIc", "Basic  "])
def test_scheme_is_case_insensitive(scheme: str) -> None:
    assert parse_basic(f"{scheme} YTpi") == ("a", "b")


@pytest.mark.parametrize(
    ("pair", "expected"),
    [("a:", ("a", "")), ("a:b:c", ("a", "b:c")), ("a%3Ab:c+d", ("a:b", "c d")), ("a%2Bb:%25", ("a+b", "%"))],
)
def test_colons_spaces_and_percent_signs(pair: str, expected: tuple[str, str]) -> None:
    assert parse_basic(basic(pair)) == expected


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic ",
        "Bearer YTpi",
        "BasicYTpi",
        "Basic\tYTpi",
        " Basic YTpi",
        "Basic YTpi ",
        "Basic YTpi,Basic YTpi",
        "Basic YTpi\n",
        "Basic YTp",
        "Basic YTo",
        "Basic YTo==",
        "Basic YTr=",
        "Basic YTp=i",
        "Basic YT-_",
        "Basic YT\u0661i",
        basic("no colon"),
        basic(":secret"),
        basic("a:%"),
        basic("a:%4"),
        basic("a:%zz"),
        basic("a:%u0041"),
        basic("a:%00"),
        basic("a:%0A"),
        basic("a:%C3%BC"),
        basic("a:\u00fc"),
        basic(b"a:\x00"),
        basic(b"a\nb:c"),
        basic(b"\xff\xfe:c"),
        basic("a:" + "b" * 4000),
    ],
    ids=lambda header: repr(header)[:40],
)
def test_broken_headers_are_refused_without_an_echo(header: str) -> None:
    with pytest.raises(MalformedCredentials) as caught:
        parse_basic(header)
    assert "YT" not in caught.value.reason
