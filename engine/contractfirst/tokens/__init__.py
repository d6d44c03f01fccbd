"""Client credentials and access tokens: issued, verified, rotated. Storing them is left to the caller."""

from contractfirst.tokens.access_token import AccessToken, AccessTokens, Claims
from contractfirst.tokens.client_authentication import (
    PresentedClient,
    RegisteredClient,
    authenticate_client,
    require_own_token,
    text_parameter,
)
from contractfirst.tokens.client_credentials import GrantRequest, grant_access_token
from contractfirst.tokens.errors import (
    ExpiredToken,
    ForeignToken,
    ForgedToken,
    InvalidToken,
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
    "GrantRequest",
    "InvalidToken",
    "KeyRing",
    "MalformedToken",
    "PrematureToken",
    "PresentedClient",
    "RegisteredClient",
    "SecretHasher",
    "SigningKey",
    "TokenError",
    "WeakKey",
    "WrongClaim",
    "WrongHeader",
    "authenticate_client",
    "check_signing_key",
    "generate_client_id",
    "generate_client_secret",
    "generate_signing_key",
    "grant_access_token",
    "require_own_token",
    "text_parameter",
]
