"""Whom an access token speaks for: its own word, narrowed by what the store says right now."""

from collections.abc import Callable

from brainstormmsp.store import Database
from brainstormmsp.store.api_keys import standing
from contractfirst.contract.exchange import Principal
from contractfirst.contract.problems import Unauthorized
from contractfirst.tokens import AccessTokens, InvalidToken

__all__ = ["StoreAuthenticator"]


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
