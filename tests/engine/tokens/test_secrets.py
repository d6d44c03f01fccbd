"""Client secrets: 256 bits, recognisable, kept only as a keyed digest."""

import hmac
from base64 import urlsafe_b64decode
from hashlib import sha256

import pytest

from contractfirst.tokens import SecretHasher, generate_client_id, generate_client_secret

PEPPER = bytes(range(32))


def test_secrets_are_recognisable_and_have_256_bits() -> None:
    secrets = {generate_client_secret("shop_") for _ in range(100)}
    assert len(secrets) == 100
    for secret in secrets:
        assert secret.startswith("shop_")
        assert len(urlsafe_b64decode(secret.removeprefix("shop_") + "=")) == 32


def test_client_ids_never_repeat_and_are_recognisable() -> None:
    ids = {generate_client_id("shopid_") for _ in range(100)}
    assert len(ids) == 100
    assert all(identifier.startswith("shopid_") for identifier in ids)


def test_digest_is_hmac_sha_256_under_the_pepper() -> None:
    expected = hmac.new(PEPPER, b"secret", sha256).hexdigest()
    assert SecretHasher(PEPPER).digest("secret") == expected
    assert SecretHasher(bytes(32)).digest("secret") != expected


def test_only_the_right_secret_matches() -> None:
    hasher = SecretHasher(PEPPER)
    secret = generate_client_secret()
    digest = hasher.digest(secret)
    assert hasher.matches(secret, digest)
    for wrong in ("", secret + "x", secret[:-1], secret.upper(), digest, "\u00fc", "\ud800"):
        assert not hasher.matches(wrong, digest)
    assert not hasher.matches(secret, "")
    assert not hasher.matches(secret, "\u00fc")


def test_an_unknown_client_costs_the_same_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[int, int]] = []
    genuine = hmac.compare_digest

    def watched(left: bytes, right: bytes) -> bool:
        compared.append((len(left), len(right)))
        return genuine(left, right)

    monkeypatch.setattr(hmac, "compare_digest", watched)
    hasher = SecretHasher(PEPPER)
    assert not hasher.matches("anything", None)
    assert not hasher.matches("anything", hasher.digest("something"))
    assert compared == [(64, 64), (64, 64)]


def test_short_peppers_are_refused() -> None:
    with pytest.raises(ValueError, match="pepper"):
        SecretHasher(b"x" * 31)
