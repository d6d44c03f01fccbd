"""Every way credentials can fail.

TokenError
├── InvalidToken              an access token that is not accepted
│   ├── MalformedToken        not a compact JWS, or not in its one canonical spelling
│   ├── WrongHeader           any header but {"alg":"HS256","typ":"JWT"}
│   ├── ForgedToken           no live key made the signature
│   ├── WrongClaim            a claim is missing, unknown, of the wrong type or out of bounds
│   ├── ForeignToken          another issuer's, or for another audience
│   ├── PrematureToken        issued in the future
│   └── ExpiredToken          its time is over
└── WeakKey                   a signing key that could be guessed
"""

from typing import ClassVar

__all__ = [
    "ExpiredToken",
    "ForeignToken",
    "ForgedToken",
    "InvalidToken",
    "MalformedToken",
    "PrematureToken",
    "TokenError",
    "WeakKey",
    "WrongClaim",
    "WrongHeader",
]


class TokenError(Exception):
    """The root; ``reason`` says what is wrong, for the log, and never holds the token or a secret."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class InvalidToken(TokenError):  # noqa: N818 - the RFC calls it invalid_token
    """An access token that is not accepted.

    ``description`` is the ``error_description`` of RFC 6750 section 3. All forgeries share one, so that
    it teaches a forger nothing; only expiry, which the token itself tells its holder, has its own.
    """

    error: ClassVar[str] = "invalid_token"
    description: ClassVar[str] = "The access token is invalid"


class MalformedToken(InvalidToken):
    """Not a compact JWS (RFC 7515 section 7.1), or not in its one canonical spelling."""


class WrongHeader(InvalidToken):
    """Any header but ``{"alg":"HS256","typ":"JWT"}``."""


class ForgedToken(InvalidToken):
    """No live key made the signature."""


class WrongClaim(InvalidToken):
    """A claim is missing, unknown, of the wrong type or out of bounds."""


class ForeignToken(InvalidToken):
    """Another issuer's token, or one for another audience."""


class PrematureToken(InvalidToken):
    """Issued in the future."""


class ExpiredToken(InvalidToken):
    """Its time is over."""

    description = "The access token expired"


class WeakKey(TokenError):  # noqa: N818 - named like the problems
    """A signing key that could be guessed."""
