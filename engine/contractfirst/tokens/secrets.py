"""The credentials of an OAuth client: generated here, shown once, stored as a digest."""

import hmac
import secrets
from hashlib import sha256

__all__ = ["SecretHasher", "generate_client_id", "generate_client_secret"]

MINIMUM_PEPPER_BYTES = 32


def generate_client_id(prefix: str = "") -> str:
    """Return a new OAuth client_id (RFC 6749 section 2.2): the prefix and 128 random bits in hexadecimal.

    A prefix lets people and secret scanners recognise what they have found.
    """
    return prefix + secrets.token_hex(16)


def generate_client_secret(prefix: str = "") -> str:
    """Return a new client_secret: the prefix and 256 random bits in base64url, safe in forms and in Basic."""
    return prefix + secrets.token_urlsafe(32)


class SecretHasher:
    """Turns secrets into what may be stored: HMAC-SHA-256 under a pepper that the database does not hold.

    A slow hash protects only secrets that can be guessed; ours have 256 bits.

    Raises:
        ValueError: the pepper is shorter than 32 bytes.
    """

    def __init__(self, pepper: bytes) -> None:
        if len(pepper) < MINIMUM_PEPPER_BYTES:
            raise ValueError(f"the pepper must have at least {MINIMUM_PEPPER_BYTES} bytes")
        self._keyed = hmac.new(pepper, digestmod=sha256)
        self._dummy = self.digest(secrets.token_urlsafe(32))

    def digest(self, secret: str) -> str:
        """Return the digest to store, 64 hexadecimal digits."""
        state = self._keyed.copy()
        state.update(secret.encode("utf-8", "surrogatepass"))
        return state.hexdigest()

    def matches(self, secret: str, digest: str | None) -> bool:
        """Say whether the secret has this digest, in a time that does not depend on either.

        ``None`` stands for an unknown client and takes the same time, so that ids cannot be probed.
        """
        expected = self._dummy if digest is None else digest
        equal = hmac.compare_digest(self.digest(secret).encode(), expected.encode())
        return equal and digest is not None
