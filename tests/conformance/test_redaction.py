"""What is kept out of reports: secrets, and what could not be written."""

import pytest

from contractfirst_conformance.redaction import MARK, Redactor

SECRET = "a-secret-of-the-tests"


@pytest.mark.parametrize(
    "text",
    [
        f"Bearer {SECRET}",
        f"?access_token={SECRET}&x=1",
        '{"client_secret": "never-heard-of"}',
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvbmUifQ.c2ln",
        "whsec_c2VjcmV0c2VjcmV0",
    ],
)
def test_secrets_are_marked(text: str) -> None:
    shown = Redactor([SECRET]).text(text)
    assert MARK in shown
    for secret in (SECRET, "never-heard-of", "c2ln", "c2VjcmV0"):
        assert secret not in shown


def test_half_a_surrogate_pair_can_be_written_down() -> None:
    assert Redactor().text("a\ud800b").encode() == "a\ufffdb".encode()


def test_a_known_secret_is_replaced_by_a_variable() -> None:
    redactor = Redactor([SECRET])
    assert redactor.text(f'{{"client_secret": "{SECRET}"}}', "$SECRET") == '{"client_secret": "$SECRET"}'
    assert redactor.text(f'{{"client_secret": "{SECRET}x"}}', "$SECRET") == f'{{"client_secret": "{MARK}"}}'


@pytest.mark.parametrize(
    ("value", "shown"),
    [("Bearer abc", f"Bearer {MARK}"), ("abc", MARK), ("a b c", f"a {MARK}"), ("", MARK)],
)
def test_of_credentials_only_the_scheme_is_shown(value: str, shown: str) -> None:
    assert Redactor().header("Authorization", value) == shown
    assert Redactor(headers=["x-api-key"]).header("X-Api-Key", value) == shown
