"""Which principal an access token stands for, and which API key a secret belongs to."""

from collections.abc import Callable
from datetime import datetime, timedelta

from brainstormmsp.store import Database, format_timestamp
from brainstormmsp.store.api_keys import find_api_key, note_use, standing
from contractfirst.clock import Clock
from contractfirst.contract.exchange import Principal
from contractfirst.contract.problems import Unauthorized
from contractfirst.protocols import Recognition
from contractfirst.tokens import AccessTokens, InvalidToken, SecretHasher

__all__ = ["StoreAuthenticator", "StoreClientRegistry"]

_USE_PRECISION = timedelta(minutes=5)


class StoreAuthenticator:
    """Verifies tokens, and looks their API key up on every request.

    So a revoked key or token is refused at once, by every process, and a key that lost a scope loses it in
    tokens that were issued before.
    """

    def __init__(self, tokens: AccessTokens, database: Callable[[], Database]) -> None:
        self._tokens = tokens
        self._database = database
        self._noted: dict[str, datetime] = {}

    def authenticate(self, token: str) -> Principal:
        """Return who the token speaks for.

        Raises:
            Unauthorized: forged, expired, not yet valid, revoked, or for somebody else.
        """
        try:
            claims = self._tokens.verify(token)
        except InvalidToken as error:
            raise Unauthorized(f"{error.description}.") from error
        now, database = self._tokens.clock.now(), self._database()
        found = standing(database, claims.client_id, claims.token_id, format_timestamp(now))
        if found is None:
            raise Unauthorized("The access token was revoked.")
        self._note_use(database, claims.client_id, found.last_used_at, now)
        return Principal(
            claims.client_id,
            found.organisation_id,
            claims.scopes & found.scopes,
            found.multiplier,
            found.allowed_networks,
        )

    def _note_use(self, database: Database, client_id: str, last: str | None, now: datetime) -> None:
        """Record the use of a key, at most once in five minutes, without waiting for the write."""
        since = now - _USE_PRECISION
        if (last or "") > format_timestamp(since) or self._noted.get(client_id, since) > since:
            return
        self._noted[client_id] = now
        timestamp = format_timestamp(now)
        database.write_later(lambda transaction: note_use(transaction, client_id, timestamp))


class StoreClientRegistry:
    """Knows the API keys in the store; implements ``contractfirst.protocols.ClientRegistry``."""

    def __init__(self, hasher: SecretHasher, database: Callable[[], Database], clock: Clock) -> None:
        self._hasher = hasher
        self._database = database
        self._clock = clock

    def recognise(self, client_id: str, client_secret: str) -> Recognition:
        """Compare a presented client with the API keys; a key that is revoked or expired is unknown."""
        now = format_timestamp(self._clock.now())
        key = self._database().read(lambda transaction: find_api_key(transaction, client_id))
        if key is not None and not key.works(now):
            key = None
        matches = self._hasher.matches(client_secret, None if key is None else key.secret_digest)
        former = self._hasher.matches(client_secret, None if key is None else key.former_digest(now))
        if matches or former:
            return "authenticated"
        return "unknown" if key is None else "wrong_secret"
