"""What is read out of WWW-Authenticate (RFC 9110 section 11.6.1)."""

import pytest

from contractfirst_conformance.challenges import Challenge, challenge_of, challenge_text, challenges
from contractfirst_conformance.exchange import Exchange, HttpRequest, HttpResponse


def refusal(*lines: str) -> Exchange:
    headers = tuple(("WWW-Authenticate", line) for line in lines)
    return Exchange(1, "", HttpRequest("GET", "/"), HttpResponse(401, headers, b""), "", 0.0, 0.0)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), []),
        (("Bearer",), [Challenge("bearer")]),
        (('Bearer realm="a, b"',), [Challenge("bearer", {"realm": "a, b"})]),
        (("BEARER Error = invalid_token",), [Challenge("bearer", {"error": "invalid_token"})]),
        ((r'Bearer realm="say \"x\""',), [Challenge("bearer", {"realm": 'say "x"'})]),
        (
            ('Basic realm="x", Bearer realm="y", error="invalid_token"',),
            [
                Challenge("basic", {"realm": "x"}),
                Challenge("bearer", {"realm": "y", "error": "invalid_token"}),
            ],
        ),
        (("Negotiate YWJj==", "Bearer"), [Challenge("negotiate"), Challenge("bearer")]),
        ((', Bearer ,, realm="x"',), [Challenge("bearer", {"realm": "x"})]),
        (('Bearer realm="never closed',), [Challenge("bearer")]),
    ],
)
def test_challenges_are_parsed_however_they_are_written(
    lines: tuple[str, ...], expected: list[Challenge]
) -> None:
    assert challenges(refusal(*lines)) == expected


def test_the_first_challenge_of_a_scheme_is_found() -> None:
    exchange = refusal('Bearer error="a"', 'Bearer error="b"')
    found = challenge_of(exchange, "bearer")
    assert found is not None
    assert found.parameters == {"error": "a"}
    assert challenge_of(exchange, "basic") is None
    assert challenge_text(exchange) == 'Bearer error="a", Bearer error="b"'
    assert challenge_text(refusal()) == "nothing"
