"""Signs tokens like the server itself, with its key."""

from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

from contractfirst_conformance.authenticated_requests import authenticated_requests, caller_token
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.forgery import Jwt, open_token

__all__ = ["TokenSigner", "open_signer", "own_token"]

_HOUR = 3600
# A Date has whole seconds and is delayed: smaller differences mean nothing.
_NOISE = 2.0


def own_token(context: CheckContext) -> tuple[HttpRequest, Jwt]:
    """Return a request that succeeds with a token, and that token decoded.

    Raises ``CannotCheck`` without a key, ``Skipped`` for tokens that are not JWTs.
    """
    base_request = authenticated_requests(context, 1)[0]
    return base_request, open_token(caller_token(context.server))


@dataclass(frozen=True, slots=True)
class TokenSigner:
    """Signs with the server's key; ``jwt`` is a token of the server's own.

    ``ahead`` is how far the server's clock is ahead of ours, in seconds.
    """

    context: CheckContext
    base_request: HttpRequest
    jwt: Jwt
    key: bytes
    ahead: int

    def now(self) -> int:
        """Return the time by the server's clock, in whole seconds since 1970."""
        return int(self.context.client.clock.now()) + self.ahead

    @property
    def lifetime(self) -> int:
        """How long the server's tokens live, in seconds, by their own claims; else an hour."""
        begins, ends = self.jwt.claims.get("iat"), self.jwt.claims.get("exp")
        return int(ends - begins) if isinstance(begins, int) and isinstance(ends, int) else _HOUR

    def token(self, **claims: Any) -> str:
        """Return the server's own token with other claims (``None`` removes one)."""
        return self.jwt.with_claims(self.key, **claims)

    def token_of(self, client_id: object, **claims: Any) -> str:
        """Return a token that names another client, wherever the server's own name theirs."""
        named = {name: client_id for name in ("sub", "client_id") if name in self.jwt.claims}
        return self.token(**named, **claims)


def open_signer(context: CheckContext) -> TokenSigner:
    """Return a signer; raises ``CannotCheck`` if the given signing key is not the server's."""
    base_request, jwt = own_token(context)
    key = context.client.credentials.server.signing_key.encode()
    accepted = context.client.send(base_request, by=jwt.with_claims(key))
    if not accepted.succeeded:
        raise CannotCheck("a token signed with [server] signing_key is refused: it is another key", accepted)
    return TokenSigner(context, base_request, jwt, key, _ahead(accepted))


def _ahead(exchange: Exchange) -> int:
    try:
        date = parsedate_to_datetime(exchange.header("date") or "")
    except ValueError:
        return 0
    seconds = date.replace(tzinfo=date.tzinfo or UTC).timestamp() - exchange.started
    return round(seconds) if abs(seconds) > _NOISE else 0
