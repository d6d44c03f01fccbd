"""What the token tests share: a clock that stands still, keys, and a forger who knows the key."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from hashlib import sha256
from hmac import digest

from contractfirst.clock import ManualClock
from contractfirst.tokens import AccessTokens, KeyRing, SigningKey

__all__ = [
    "AUDIENCE",
    "HEADER",
    "ISSUER",
    "KEY",
    "NOW",
    "OTHER_KEY",
    "claims",
    "new_tokens",
    "segment",
    "sign",
    "spell",
]

NOW = 1_767_225_600
ISSUER = "https://brainstormmsp.ai"
AUDIENCE = "https://brainstormmsp.ai/api/v1"
KEY = bytes(range(7, 55))
OTHER_KEY = bytes(range(99, 140))
HEADER = b'{"alg":"HS256","typ":"JWT"}'


def new_tokens(
    keys: KeyRing | None = None, *, lifetime: int = 3600, leeway: int = 0, remembered: int = 10
) -> tuple[ManualClock, AccessTokens]:
    clock = ManualClock(datetime.fromtimestamp(NOW, UTC))
    ring = keys or KeyRing([SigningKey(KEY)])
    tokens = AccessTokens(
        ring,
        clock,
        issuer=ISSUER,
        audience=AUDIENCE,
        lifetime=lifetime,
        leeway=leeway,
        remembered=remembered,
    )
    return clock, tokens


def claims(**changed: object) -> dict[str, object]:
    """Return good claims with some of them changed."""
    good: dict[str, object] = {
        "iss": ISSUER,
        "exp": NOW + 3600,
        "aud": AUDIENCE,
        "sub": "bmspid_1",
        "client_id": "bmspid_1",
        "iat": NOW,
        "jti": "token-1",
        "scope": "read write",
    }
    return {**good, **changed}


def segment(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def sign(signing_input: str, key: bytes = KEY) -> str:
    """Return the signing input with a good HS256 signature, whatever it says."""
    return f"{signing_input}.{segment(digest(key, signing_input.encode(), sha256))}"


def spell(
    payload: bytes | dict[str, object], header: bytes | dict[str, object] = HEADER, key: bytes = KEY
) -> str:
    """Return a token with any header and payload, signed with HS256."""
    parts = (part if isinstance(part, bytes) else json.dumps(part).encode() for part in (header, payload))
    return sign(".".join(segment(part) for part in parts), key)
