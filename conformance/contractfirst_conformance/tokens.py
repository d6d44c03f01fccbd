"""Access tokens from the contract's own token endpoint (RFC 6749 section 4.4), cached."""

from collections.abc import Callable
from urllib.parse import urlsplit

from contractfirst.contract import Contract, Operation, Problem
from contractfirst_conformance.credentials import Credential
from contractfirst_conformance.encoding import carrying
from contractfirst_conformance.errors import CannotCheck, Skipped
from contractfirst_conformance.exchange import Exchange, HttpRequest

__all__ = ["TokenClient", "token_operation"]

# A new token is requested when less than this is left, in seconds.
_MARGIN = 60


def token_operation(contract: Contract) -> Operation | None:
    """Return the operation at the ``tokenUrl`` of a client credentials flow, if the contract has one."""
    for scheme in contract.model.security_schemes.values():
        flows = scheme.value.get("flows", {})
        address = flows.get("clientCredentials", {}).get("tokenUrl")
        path = urlsplit(str(address)).path if address else ""
        if path.startswith(contract.base_path):
            try:
                return contract.router.match("POST", path[len(contract.base_path) :]).operation
            except Problem:
                continue
    return None


class TokenClient:
    """Requests and caches one token for each key and scope."""

    def __init__(
        self,
        operation: Operation | None,
        send: Callable[[HttpRequest], Exchange],
        learn: Callable[[str], None],
        now: Callable[[], float],
    ) -> None:
        self.operation = operation
        self._send = send
        self._learn = learn
        self._now = now
        self._kept: dict[tuple[str, str], tuple[str, float]] = {}

    def know(self, other: "TokenClient") -> None:
        """Copy the cached tokens of another client of the same server."""
        self._kept |= other._kept
        for token, _ in other._kept.values():
            self._learn(token)

    def request(self, credential: Credential, scope: str | None = None) -> HttpRequest:
        """Return the token request: JSON where the contract takes it, else a form (RFC 6749 section 4.4.2).

        Raises ``CannotCheck`` without a token endpoint.
        """
        if self.operation is None:
            raise CannotCheck("the contract names no token endpoint (oauth2 flow clientCredentials)")
        request = HttpRequest("POST", self.operation.path, operation=self.operation)
        return carrying(request, self.operation, self.fields(credential, scope))

    def fields(self, credential: Credential, scope: str | None = None) -> dict[str, str]:
        """Return what a token request carries."""
        body = {
            "client_id": credential.client_id,
            "client_secret": credential.client_secret,
            "grant_type": "client_credentials",
        }
        if scope is not None:
            body["scope"] = scope
        return body

    def token(self, credential: Credential, scope: str | None = None, fresh: bool = False) -> str:
        """Return a token that is still valid.

        Raises:
            CannotCheck: it cannot be had.
            Skipped: the credential is no token: it is sent in headers of its own.
        """
        if credential.token:
            return credential.token
        if credential.headers:
            raise Skipped(
                f"the {credential} is no bearer token: it is sent in {', '.join(credential.headers)}"
            )
        key = credential.client_id, scope or ""
        token, until = self._kept.get(key, ("", 0.0))
        if fresh or until < self._now() + _MARGIN:
            asked_at = self._now()
            exchange = self._send(self.request(credential, scope))
            granted = exchange.fields.get("access_token")
            if exchange.status != 200 or not isinstance(granted, str):
                raise CannotCheck(f"the {credential} got no token: {exchange.status}", exchange)
            lives = exchange.fields.get("expires_in")
            token, until = granted, asked_at + (lives if isinstance(lives, int) else 300)
            self._learn(token)
            self._kept[key] = token, until
        return token
