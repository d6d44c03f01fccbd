"""Which principal an access token stands for, and which API key a secret belongs to."""

from collections.abc import Callable

from brainstormmsp.store import Database
from brainstormmsp.store.api_keys import find_api_key, standing
from contractfirst.contract.exchange import Principal
from contractfirst.contract.problems import Unauthorized
from contractfirst.protocols import Recognition
from contractfirst.tokens import AccessTokens, InvalidToken, SecretHasher

__all__ = ["StoreAuthenticator", "StoreClientRegistry"]


class StoreAuthenticator:
    """Verifies tokens, and looks their API key up on every request.

    So a revoked key or token is refused at once, by every process, and a key that lost a scope loses it in
    tokens that were issued before.
    """

    def __init__(self, tokens: AccessTokens, database: Callable[[], Database]) -> None:
        self._tokens = tokens
        self._database = database

    def authenticate(self, token: str) -> Principal:
        """Return who the token speaks for.

        Raises:
            Unauthorized: forged, expired, not yet valid, revoked, or for somebody else.
        """
        try:
            claims = self._tokens.verify(token)
        except InvalidToken as error:
            raise Unauthorized(f"{error.description}.") from error
        found = standing(self._database(), claims.client_id, claims.token_id)
        if found is None:
            raise Unauthorized("The access token was revoked.")
        return Principal(
            claims.client_id, found.organisation_id, claims.scopes & found.scopes, found.multiplier
        )


class StoreClientRegistry:
    """Knows the API keys in the store; implements ``contractfirst.protocols.ClientRegistry``."""

    def __init__(self, hasher: SecretHasher, database: Callable[[], Database]) -> None:
        self._hasher = hasher
        self._database = database

    def recognise(self, client_id: str, client_secret: str) -> Recognition:
        """Compare a presented client with the API keys; a revoked key is unknown."""
        key = self._database().read(lambda transaction: find_api_key(transaction, client_id))
        if key is not None and key.revoked_at is not None:
            key = None
        if self._hasher.matches(client_secret, None if key is None else key.secret_digest):
            return "authenticated"
        return "unknown" if key is None else "wrong_secret"
