"""Forged access tokens: JWTs (RFC 7519) decoded, changed and encoded again."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from contractfirst_conformance.errors import Skipped

__all__ = ["Jwt", "decode", "encode", "flipped", "open_token", "signature"]

_HASHES = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


def encode(content: bytes) -> str:
    """Return base64url without padding (RFC 7515 appendix C)."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Return what base64url without padding stands for; raises ``ValueError``."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def signature(signed: str, key: bytes, algorithm: str = "HS256") -> str:
    """Return the signature of ``header.payload`` (RFC 7518 section 3.2)."""
    return encode(hmac.digest(key, signed.encode(), _HASHES[algorithm]))


def _json(value: Mapping[str, Any]) -> str:
    return encode(json.dumps(value, separators=(",", ":")).encode())


@dataclass(frozen=True, slots=True)
class Jwt:
    """A token in its parts, the header and the claims as plain data."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    token: str

    def with_claims(self, key: bytes, **changes: Any) -> str:
        """Return the token with other claims (``None`` removes one), signed with ``key``."""
        claims = {name: value for name, value in {**self.claims, **changes}.items() if value is not None}
        return self.build(key, claims=claims)

    def build(
        self,
        key: bytes | None,
        *,
        header: Mapping[str, Any] | None = None,
        claims: Mapping[str, Any] | None = None,
        algorithm: str | None = None,
    ) -> str:
        """Return a token of these parts, by default of this one's own; without a key it has no signature.

        ``algorithm`` is what is really signed with: by default this token's own, HS256 where that is none
        of HS256, HS384 and HS512.
        """
        parts = self.token.split(".")
        first = parts[0] if header is None else _json(header)
        second = parts[1] if claims is None else _json(claims)
        signed = f"{first}.{second}"
        own = str(self.header.get("alg"))
        algorithm = algorithm or (own if own in _HASHES else "HS256")
        return f"{signed}." if key is None else f"{signed}.{signature(signed, key, algorithm)}"


def open_token(token: str) -> Jwt:
    """Return a token's parts; raises ``Skipped`` for one that is no JWT."""
    try:
        header, claims, _ = token.split(".")
        opened = [json.loads(decode(part)) for part in (header, claims)]
    except (ValueError, Base64Error):
        raise Skipped("the access tokens are no JWT") from None
    if not all(isinstance(part, dict) for part in opened):
        raise Skipped("the access tokens are no JWT")
    return Jwt(opened[0], opened[1], token)


def flipped(token: str, random: Random, each: int) -> Iterator[tuple[str, str]]:
    """Yield the name of a part and the token with one bit of that part's content changed, ``each`` times.

    The content changes for certain: of the last character only bits that mean something are touched.
    """
    parts = token.split(".")
    for number, name in enumerate(("header", "payload", "signature")):
        content = decode(parts[number])
        for _ in range(each):
            changed = bytearray(content)
            position = random.randrange(len(changed))
            changed[position] ^= 1 << random.randrange(8)
            yield name, ".".join([*parts[:number], encode(bytes(changed)), *parts[number + 1 :]])
        # A careless comparison leaves out the first or the last byte.
        for position in (0, len(content) - 1):
            changed = bytearray(content)
            changed[position] ^= 1
            yield name, ".".join([*parts[:number], encode(bytes(changed)), *parts[number + 1 :]])
