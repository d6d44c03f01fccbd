"""Keys that could be guessed are refused; rings rotate."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from contractfirst.tokens import KeyRing, SigningKey, WeakKey, check_signing_key, generate_signing_key

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST, SECOND, THIRD = (bytes([number]) * 32 for number in range(3))


@pytest.mark.parametrize(
    "value",
    [
        "changeme-changeme-changeme-changeme",
        "CHANGE_ME_please_7f3a9c1e5b2d8f4a6c0e",
        "your-256-bit-secret-0f9e8d7c6b5a4321xyz",
        "development-key-do-not-use-in-production",
        "my-super-secret-jwt-key-that-is-long-enough",
        "a" * 64,
        "abc123" * 10,
        "0123456789abcdef" * 4,
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "0" * 63 + "1",
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbcccccccc",
    ],
)
def test_guessable_keys_are_let_through_only_in_development(value: str) -> None:
    with pytest.raises(WeakKey) as caught:
        check_signing_key(value, development=False)
    assert value not in caught.value.reason
    assert check_signing_key(value, development=True) == value.encode()


@pytest.mark.parametrize("value", ["", "short", "x" * 31, "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0"])
@pytest.mark.parametrize("development", [False, True])
def test_keys_unfit_for_hs256_are_never_let_through(value: str, development: bool) -> None:
    with pytest.raises(WeakKey):
        check_signing_key(value, development)


@pytest.mark.parametrize("make", [generate_signing_key, secrets.token_urlsafe, lambda: secrets.token_hex(32)])
def test_random_keys_are_fit(make: Callable[[], str]) -> None:
    for _ in range(200):
        value = make()
        assert check_signing_key(value, development=False) == value.encode()


def test_short_keys_make_no_signing_key() -> None:
    with pytest.raises(WeakKey):
        SigningKey(b"x" * 31)


def test_end_of_a_key_says_its_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SigningKey(FIRST, datetime(2026, 1, 1))


@pytest.mark.parametrize("keys", [[], [SigningKey(FIRST, NOW)]])
def test_a_ring_starts_with_a_key_that_has_no_end(keys: list[SigningKey]) -> None:
    with pytest.raises(ValueError, match="no end"):
        KeyRing(keys)


def test_retired_key_lives_for_one_token_lifetime() -> None:
    hour = timedelta(hours=1)
    ring = KeyRing([SigningKey(FIRST)]).rotated(SECOND, NOW, hour)
    assert ring.signing.secret == SECOND
    assert [key.secret for key in ring.live(NOW + hour - timedelta(microseconds=1))] == [SECOND, FIRST]
    assert [key.secret for key in ring.live(NOW + hour)] == [SECOND]
    twice = ring.rotated(THIRD, NOW + hour / 2, hour)
    assert [key.secret for key in twice.keys] == [THIRD, SECOND, FIRST]
    assert [key.secret for key in ring.rotated(THIRD, NOW + hour, hour).keys] == [THIRD, SECOND]
