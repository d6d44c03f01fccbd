"""API keys, their tokens, and how often each may call."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

__all__ = ["LIFETIME", "PARTY", "Buckets", "Key", "Tokens"]

LIFETIME = 3600
PARTY = "https://second.example"
"""The issuer and the audience of tokens."""
_HEADER = {"alg": "HS256", "typ": "JWT"}


@dataclass(frozen=True, slots=True)
class Key:
    """An API key; ``multiplier`` makes its limits wider."""

    client_id: str
    client_secret: str
    scope: str
    multiplier: float
    organisation: str


class Tokens:
    """Signs and reads JSON Web Tokens (RFC 7519) with HMAC and SHA-256."""

    def __init__(self, keys: list[Key], secret: str) -> None:
        self.keys = {key.client_id: key for key in keys}
        self._secret = secret.encode()

    def issue(self, key: Key, scope: str) -> str:
        now = int(time.time())
        claims = {"iss": PARTY, "aud": PARTY, "sub": key.client_id, "scope": scope}
        signed = f"{_encoded(_HEADER)}.{_encoded({**claims, 'iat': now, 'exp': now + LIFETIME})}"
        return f"{signed}.{self._signature(signed)}"

    def read(self, token: str) -> tuple[Key, set[str]] | None:
        """Return whose token it is and its scopes, ``None`` when it is not valid."""
        signed, _, signature = token.rpartition(".")
        if not hmac.compare_digest(self._signature(signed).encode(), signature.encode("utf-8", "replace")):
            return None
        header, _, payload = signed.partition(".")
        if header != _encoded(_HEADER):
            return None
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        times = [claims.get("iat"), claims.get("exp"), claims.get("nbf", 0)]
        if any(isinstance(each, bool) or not isinstance(each, int) for each in times):
            return None
        begins, ends, not_before = times
        now = time.time()
        timely = begins <= now < ends <= begins + LIFETIME and not_before <= now
        if not timely or claims.get("iss") != PARTY or claims.get("aud") != PARTY:
            return None
        key = self.keys.get(str(claims.get("sub")))
        return (key, set(str(claims.get("scope")).split())) if key is not None else None

    def _signature(self, signed: str) -> str:
        return _text(hmac.digest(self._secret, signed.encode("utf-8", "replace"), hashlib.sha256))


class Buckets:
    """Token buckets by class and by whose they are."""

    def __init__(self, rates: dict[str, dict[str, Any]]) -> None:
        self._rates = rates
        self._levels: dict[tuple[str, str], tuple[float, float]] = {}

    def take(self, name: str, owner: str, multiplier: float) -> tuple[dict[str, str], int]:
        """Take a request from a bucket; return its rate limit headers, and the seconds to wait or 0."""
        rate = self._rates[name]
        quantity, burst = (int(rate[each] * multiplier) for each in ("quantity", "burst"))
        speed = quantity / rate["window"]
        now = time.monotonic()
        level, before = self._levels.get((name, owner), (float(burst), now))
        level = min(burst, level + (now - before) * speed)
        admitted = level >= 1
        level -= admitted
        self._levels[name, owner] = level, now
        headers = {
            "RateLimit-Policy": f'"{name}";q={quantity};w={rate["window"]};bmsp-burst={burst}',
            "RateLimit": f'"{name}";r={int(level)};t={ceil((burst - level) / speed)}',
        }
        return headers, 0 if admitted else max(1, ceil((1 - level) / speed))


def _text(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def _encoded(claims: Mapping[str, object]) -> str:
    return _text(json.dumps(claims).encode())
