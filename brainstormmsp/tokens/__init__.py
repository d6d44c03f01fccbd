"""Client credentials and access tokens: made, checked, rotated. Nothing here knows how they are stored."""

from brainstormmsp.tokens.access_token import AccessToken, AccessTokens, Claims
from brainstormmsp.tokens.client_authentication import parse_basic
from brainstormmsp.tokens.errors import (
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
from brainstormmsp.tokens.keys import KeyRing, SigningKey, check_signing_key, generate_signing_key
from brainstormmsp.tokens.secrets import SecretHasher, generate_client_id, generate_client_secret

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
