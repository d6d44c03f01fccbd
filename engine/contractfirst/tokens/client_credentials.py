"""The client credentials grant (RFC 6749 section 4.4), however clients are stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contractfirst.contract.problems import BadRequest
from contractfirst.tokens.access_token import AccessToken, AccessTokens
from contractfirst.tokens.client_authentication import (
    PresentedClient,
    RegisteredClient,
    authenticate_client,
    text_parameter,
)
from contractfirst.tokens.secrets import SecretHasher

__all__ = ["GrantRequest", "grant_access_token"]


@dataclass(frozen=True, slots=True)
class GrantRequest:
    """A token request; ``scope`` is space-separated, absent is ``None``."""

    client: PresentedClient
    grant_type: str | None = None
    scope: str | None = None

    @classmethod
    def read(cls, body: Mapping[str, object], authorization: str | None) -> "GrantRequest":
        """Return the request that a body and an Authorization header make.

        Unknown parameters are ignored; those without a value count as absent (RFC 6749 section 3.2).
        """
        client = PresentedClient.read(body, authorization)
        return cls(client, text_parameter(body, "grant_type"), text_parameter(body, "scope"))


def grant_access_token(
    request: GrantRequest,
    find_client: Callable[[str], RegisteredClient | None],
    hasher: SecretHasher,
    tokens: AccessTokens,
) -> AccessToken:
    """Authenticate the client and issue a token for the scopes requested, by default all that it holds.

    A stored scope that ``tokens`` does not know, such as one that the contract has dropped, is not granted.

    Raises:
        Unauthorized: as ``authenticate_client``.
        BadRequest: ``invalid_request``, ``unsupported_grant_type`` or ``invalid_scope``.
    """
    client = authenticate_client(request.client, find_client, hasher)
    if request.grant_type is None:
        raise BadRequest("The grant_type is missing.", code="invalid_request")
    if request.grant_type != "client_credentials":
        raise BadRequest("The grant_type must be client_credentials.", code="unsupported_grant_type")
    known = tokens.known_scopes
    scopes = _granted_scopes(client.scopes & known, client.implied_scopes & known, request.scope)
    return tokens.issue(client.client_id, scopes)


def _granted_scopes(held: frozenset[str], implied: frozenset[str], requested: str | None) -> frozenset[str]:
    """Return the scopes of the token; there is at least one (RFC 6749 section 3.3)."""
    scopes = held if requested is None else frozenset(requested.split())
    if not scopes:
        raise BadRequest("The client has no scope.", code="invalid_scope")
    if not scopes <= held | implied:
        raise BadRequest("The client does not have every scope that was requested.", code="invalid_scope")
    return scopes
