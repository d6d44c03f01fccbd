"""Which principal an access token stands for: its own claims, narrowed by what the database says now."""

from contractfirst.contract.exchange import Principal
from contractfirst.contract.problems import Unauthorized
from contractfirst.protocols import Recognition
from contractfirst.storage.clients import find_client
from contractfirst.storage.database import SqlDatabase
from contractfirst.tokens import AccessTokens, InvalidToken, SecretHasher

__all__ = ["SqlAuthenticator", "SqlClientRegistry"]


class SqlAuthenticator:
    """Implements ``contractfirst.protocols.Authenticator``: verifies the token and looks up its client.

    A revoked client is refused at once, by every process, and a client that lost a scope loses it in tokens
    that were issued before.
    """

    def __init__(self, tokens: AccessTokens, database: SqlDatabase) -> None:
        self._tokens = tokens
        self._database = database

    def authenticate(self, token: str) -> Principal:
        """Return the principal; raises ``Unauthorized`` for an invalid token or a revoked client."""
        try:
            claims = self._tokens.verify(token)
        except InvalidToken as error:
            raise Unauthorized(f"{error.description}.") from error
        with self._database.read() as connection:
            client = find_client(connection, claims.client_id)
        if client is None:
            raise Unauthorized("The access token was revoked.")
        return Principal(client.client_id, client.tenant, claims.scopes & client.scopes, client.multiplier)


class SqlClientRegistry:
    """Implements ``contractfirst.protocols.ClientRegistry`` for the clients of a database."""

    def __init__(self, hasher: SecretHasher, database: SqlDatabase) -> None:
        self._hasher = hasher
        self._database = database

    def recognise(self, client_id: str, client_secret: str) -> Recognition:
        """Compare a presented client with the registered one; a revoked client is unknown."""
        with self._database.read() as connection:
            client = find_client(connection, client_id)
        if self._hasher.matches(client_secret, None if client is None else client.secret_digest):
            return "authenticated"
        return "unknown" if client is None else "wrong_secret"
