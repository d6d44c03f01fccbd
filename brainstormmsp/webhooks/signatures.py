"""Signatures and secrets as the Standard Webhooks specification (1.0) has them."""

import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256

__all__ = ["SECRET_PREFIX", "generate_secret", "signature"]

SECRET_PREFIX = "whsec_"  # noqa: S105 - the public part of every secret
_SECRET_BYTES = 32


def generate_secret(random_bytes: Callable[[int], bytes] = os.urandom) -> str:
    """Return a new secret: the prefix and the base64 of 256 random bits."""
    return SECRET_PREFIX + b64encode(random_bytes(_SECRET_BYTES)).decode("ascii")


def signature(secrets: Iterable[str], message_id: str, timestamp: int, body: bytes) -> str:
    """Return the value of ``webhook-signature``: one signature a secret, separated by spaces.

    ``timestamp`` is in seconds since 1970, UTC.
    """
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join(f"v1,{_sign(secret, signed)}" for secret in secrets)


def _sign(secret: str, signed: bytes) -> str:
    key = b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    return b64encode(hmac.digest(key, signed, sha256)).decode("ascii")
