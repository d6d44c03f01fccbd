"""How an OAuth client authenticates with its secret (RFC 6749 sections 2.3.1 and 3.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from contractfirst.basic_credentials import MalformedCredentials, parse_basic
from contractfirst.contract.problems import BadRequest, Unauthorized
from contractfirst.tokens.claims import Claims
from contractfirst.tokens.secrets import SecretHasher

__all__ = [
    "PresentedClient",
    "RegisteredClient",
    "authenticate_client",
    "require_own_token",
    "text_parameter",
]


@dataclass(frozen=True, slots=True)
class RegisteredClient:
    """An OAuth client: its secret as ``SecretHasher`` digests it, and the scopes that it holds.

    ``former_digest`` is the digest of a secret that still works after a rotation. ``implied_scopes`` are
    further scopes that it may ask for, because those that it holds include them.
    """

    client_id: str
    secret_digest: str = field(repr=False)
    scopes: frozenset[str]
    former_digest: str | None = field(default=None, repr=False, kw_only=True)
    implied_scopes: frozenset[str] = field(default=frozenset(), kw_only=True)


@dataclass(frozen=True, slots=True)
class PresentedClient:
    """What a request presents of a client; ``authorization`` is the raw header, absent is ``None``."""

    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    authorization: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, body: Mapping[str, object], authorization: str | None) -> "PresentedClient":
        """Return what a body and an Authorization header present."""
        return cls(text_parameter(body, "client_id"), text_parameter(body, "client_secret"), authorization)


def text_parameter(body: Mapping[str, object], name: str) -> str | None:
    """Return a parameter of a request; without a value it counts as absent (RFC 6749 section 3.2)."""
    value = body.get(name)
    return value if isinstance(value, str) and value else None


def authenticate_client(
    presented: PresentedClient, find_client: Callable[[str], RegisteredClient | None], hasher: SecretHasher
) -> RegisteredClient:
    """Return the client that a request presents.

    ``find_client`` returns ``None`` for an unknown or revoked client; refusing it takes as long as refusing a
    wrong secret.

    Raises:
        Unauthorized: ``invalid_client`` (RFC 6749 section 5.2): no credential, or a wrong one.
        BadRequest: ``invalid_request``: two secrets, or client_ids that differ (section 2.3).
    """
    client_id, secret = _credential(presented)
    client = find_client(client_id)
    matches = hasher.matches(secret, None if client is None else client.secret_digest)
    former = hasher.matches(secret, None if client is None else client.former_digest)
    if client is None or not (matches or former):
        raise Unauthorized("Client authentication failed.", code="invalid_client")
    return client


def require_own_token(claims: Claims, client: RegisteredClient) -> None:
    """Require that the token was issued to the client (RFC 7009 section 2.1).

    Raises:
        BadRequest: ``invalid_grant``.
    """
    if claims.client_id != client.client_id:
        raise BadRequest("The token was issued to another client.", code="invalid_grant")


def _credential(presented: PresentedClient) -> tuple[str, str]:
    if presented.authorization is None:
        if presented.client_id is None or presented.client_secret is None:
            raise Unauthorized(
                "Send client_id and client_secret, in the body or with HTTP Basic.", code="invalid_client"
            )
        return presented.client_id, presented.client_secret
    if presented.client_secret is not None:
        raise BadRequest(
            "Send the client secret either in the body or in the Authorization header, not in both.",
            code="invalid_request",
        )
    try:
        client_id, secret = parse_basic(presented.authorization)
    except MalformedCredentials as error:
        raise Unauthorized(f"{error.reason}.", code="invalid_client") from error
    if presented.client_id not in (None, client_id):
        raise BadRequest(
            "The client_id in the body differs from the one in the Authorization header.",
            code="invalid_request",
        )
    return client_id, secret
