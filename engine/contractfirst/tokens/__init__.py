"""Client credentials and access tokens: issued, verified, rotated. Storing them is left to the caller."""

from contractfirst.tokens.access_token import AccessToken, AccessTokens, Claims
from contractfirst.tokens.client_authentication import parse_basic
from contractfirst.tokens.errors import (
    ExpiredToken,
    ForeignToken,
    ForgedToken,
    InvalidToken,
    MalformedCredentials,
    MalformedToken,
    PrematureToken,
    TokenError,
    WeakKey,
    WrongClaim,
    WrongHeader,
)
from contractfirst.tokens.keys import KeyRing, SigningKey, check_signing_key, generate_signing_key
from contractfirst.tokens.secrets import SecretHasher, generate_client_id, generate_client_secret

__all__ = [
    "AccessToken",
    "AccessTokens",
    "Claims",
    "ExpiredToken",
    "ForeignToken",
    "ForgedToken",
    "InvalidToken",
    "KeyRing",
    "MalformedCredentials",
    "MalformedToken",
    "PrematureToken",
    "SecretHasher",
    "SigningKey",
    "TokenError",
    "WeakKey",
    "WrongClaim",
    "WrongHeader",
    "check_signing_key",
    "generate_client_id",
    "generate_client_secret",
    "generate_signing_key",
    "parse_basic",
]
