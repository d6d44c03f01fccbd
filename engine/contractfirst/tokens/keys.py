"""The keys that sign access tokens, and their rotation."""

import re
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log2

from contractfirst.tokens.errors import WeakKey

__all__ = ["MINIMUM_KEY_BYTES", "KeyRing", "SigningKey", "check_signing_key", "generate_signing_key"]

# RFC 7518 section 3.2: an HS256 key is at least as long as the hash.
MINIMUM_KEY_BYTES = 32

# What an attacker's dictionary tries first. Compared with the letters and digits of the value alone.
PLACEHOLDERS = re.compile(
    "changeme|changethis|replaceme|replacethis|secret|passw|placeholder|example|insecure|default"
    "|development|signingkey|your256bit|qwerty|abcdefgh|01234567|12345678|deadbeef",
)
# Bits that the value's own letter frequencies account for. 32 random bytes reach about 157, the same in
# hexadecimal about 250, a run of words or a keyboard pattern far less.
MINIMUM_ENTROPY_BITS = 100


def generate_signing_key() -> str:
    """Return a new signing key that passes ``check_signing_key``: 384 random bits in base64url."""
    return secrets.token_urlsafe(48)


def check_signing_key(value: str, development: bool) -> bytes:
    """Return the key's bytes (UTF-8) when it is fit to sign with.

    In development a guessable key is let through, a short one never: HS256 has no such key.

    Raises:
        WeakKey: shorter than 32 bytes, a PEM document, a known placeholder, a repetition, or of low
            entropy.
    """
    key = value.encode()
    if len(key) < MINIMUM_KEY_BYTES:
        raise WeakKey(f"the signing key has {len(key)} bytes; HS256 needs at least {MINIMUM_KEY_BYTES}")
    if b"-----BEGIN " in key:
        raise WeakKey("the signing key is a PEM document; HS256 takes a random secret")
    if development:
        return key
    if PLACEHOLDERS.search(re.sub("[^a-z0-9]", "", value.lower())):
        raise WeakKey("the signing key contains a well-known placeholder")
    # A string is found inside its own double before its end only when it repeats a shorter one.
    if (key + key).find(key, 1) < len(key):
        raise WeakKey("the signing key repeats a shorter string")
    if _entropy_bits(key) < MINIMUM_ENTROPY_BITS:
        raise WeakKey("the signing key is too regular to be random")
    return key


def _entropy_bits(key: bytes) -> float:
    return -sum(count * log2(count / len(key)) for count in Counter(key).values())


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A secret of at least 32 bytes; ``not_after`` ends its life, ``None`` means in full use."""

    secret: bytes = field(repr=False)
    not_after: datetime | None = None

    def __post_init__(self) -> None:
        if len(self.secret) < MINIMUM_KEY_BYTES:
            raise WeakKey(f"a signing key needs at least {MINIMUM_KEY_BYTES} bytes")
        if self.not_after is not None and self.not_after.tzinfo is None:
            raise ValueError("not_after must say its time zone")

    def live(self, now: datetime) -> bool:
        """Say whether the key still verifies."""
        return self.not_after is None or now < self.not_after


class KeyRing:
    """The keys in use: the first signs, every live one verifies (the header names none).

    Raises:
        ValueError: no key, or the first one is to be retired already.
    """

    __slots__ = ("keys",)

    def __init__(self, keys: Iterable[SigningKey]) -> None:
        self.keys = tuple(keys)
        if not self.keys or self.keys[0].not_after is not None:
            raise ValueError("a key ring starts with a key that has no end")

    @property
    def signing(self) -> SigningKey:
        """The key that new tokens are signed with."""
        return self.keys[0]

    def live(self, now: datetime) -> tuple[SigningKey, ...]:
        """Return the keys that verify now, the signing one first."""
        return tuple(key for key in self.keys if key.live(now))

    def rotated(self, secret: bytes, now: datetime, lifetime: timedelta) -> "KeyRing":
        """Return a ring that signs with ``secret`` and in which the old key lives for one token lifetime.

        Every token it has signed expires no later than that, so nobody is logged out.
        """
        retired = SigningKey(self.signing.secret, now + lifetime)
        kept = (key for key in self.keys[1:] if key.live(now))
        return KeyRing((SigningKey(secret), retired, *kept))
