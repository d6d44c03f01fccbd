"""The client credentials grant (RFC 6749 section 4.4), however clients are stored."""

from collections.abc import Callable
from dataclasses import dataclass, field

from contractfirst.contract.problems import BadRequest, Unauthorized
from contractfirst.tokens.access_token import AccessToken, AccessTokens
from contractfirst.tokens.client_authentication import parse_basic
from contractfirst.tokens.errors import MalformedCredentials
from contractfirst.tokens.secrets import SecretHasher

__all__ = ["GrantRequest", "RegisteredClient", "grant_access_token"]


@dataclass(frozen=True, slots=True)
class GrantRequest:
    """A token request. ``authorization`` is the raw header, ``scope`` space-separated; absent is ``None``."""

    grant_type: str
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    scope: str | None = None
    authorization: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class RegisteredClient:
    """An OAuth client: its secret as ``SecretHasher`` digests it, and every scope that it may ask for."""

    client_id: str
    secret_digest: str = field(repr=False)
    scopes: frozenset[str]


def grant_access_token(
    request: GrantRequest,
    find_client: Callable[[str], RegisteredClient | None],
    hasher: SecretHasher,
    tokens: AccessTokens,
) -> AccessToken:
    """Authenticate the client and issue a token for the scopes requested, by default all that it has.

    A stored scope that ``tokens`` does not know, such as one that the contract has dropped, is not granted.

    ``find_client`` returns ``None`` for an unknown or revoked client; refusing it takes as long as refusing a
    wrong secret.

    Raises:
        Unauthorized: ``invalid_client`` (RFC 6749 section 5.2): no credential, or a wrong one.
        BadRequest: ``invalid_request``, ``unsupported_grant_type`` or ``invalid_scope``.
    """
    client_id, secret = _presented_credential(request)
    client = find_client(client_id)
    matches = hasher.matches(secret, None if client is None else client.secret_digest)
    if client is None or not matches:
        raise Unauthorized("Client authentication failed.", code="invalid_client")
    if request.grant_type != "client_credentials":
        raise BadRequest("The grant_type must be client_credentials.", code="unsupported_grant_type")
    return tokens.issue(client.client_id, _granted_scopes(client.scopes & tokens.known_scopes, request.scope))


def _presented_credential(request: GrantRequest) -> tuple[str, str]:
    """Return the id and the secret, which are sent in one place only (RFC 6749 section 2.3)."""
    if request.authorization is not None:
        if request.client_id is not None or request.client_secret is not None:
            raise BadRequest(
                "Send the client credentials either in the body or in the Authorization header, not in both.",
                code="invalid_request",
            )
        try:
            return parse_basic(request.authorization)
        except MalformedCredentials as error:
            raise Unauthorized(f"{error.reason}.", code="invalid_client") from error
    if request.client_id is None or request.client_secret is None:
        raise Unauthorized(
            "Send client_id and client_secret, in the body or with HTTP Basic.", code="invalid_client"
        )
    return request.client_id, request.client_secret


def _granted_scopes(held: frozenset[str], requested: str | None) -> frozenset[str]:
    """Return the scopes of the token; there is at least one (RFC 6749 section 3.3)."""
    scopes = held if requested is None else frozenset(requested.split(" "))
    if not scopes:
        raise BadRequest("The client has no scope.", code="invalid_scope")
    if not scopes <= held:
        raise BadRequest("The client does not have every scope that was requested.", code="invalid_scope")
    return scopes
