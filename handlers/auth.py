"""Access tokens for API keys: the client credentials grant (RFC 6749 section 4.4)."""

from brainstormmsp.backend import Context, reads_only
from brainstormmsp.store.api_keys import ApiKey, find_api_key
from contractfirst.contract.problems import BadRequest, Unauthorized
from contractfirst.tokens import MalformedCredentials, parse_basic
from handlers._contract import auth as contract
from handlers._contract import schemas


@reads_only
def create_token(context: Context, *, body: schemas.TokenRequest) -> contract.CreateTokenResult:
    """Exchange an API key for an access token."""
    client_id, secret = _credential(context.call.authorization, body)
    key = _authenticated(context, client_id, secret)
    if body["grant_type"] != "client_credentials":
        raise BadRequest("The grant_type must be client_credentials.", code="unsupported_grant_type")
    token = context.services.tokens.issue(key.client_id, _granted(key, body.get("scope")))
    response = contract.CreateToken200(
        {
            "access_token": token.value,
            "token_type": "Bearer",
            "expires_in": token.expires_in,
            "scope": token.scope,
        },
    )
    # RFC 6749 section 5.1 asks for it, beside the Cache-Control that every cache of today obeys.
    response.headers["Pragma"] = "no-cache"
    return response


def _credential(authorization: str | None, body: schemas.TokenRequest) -> tuple[str, str]:
    """Return the id and the secret from the one place that has them (RFC 6749 section 2.3)."""
    if authorization is not None:
        if "client_id" in body or "client_secret" in body:
            raise BadRequest(
                "The credential is in the body and in the Authorization header; send it once.",
                code="invalid_request",
            )
        try:
            return parse_basic(authorization)
        except MalformedCredentials as error:
            raise Unauthorized(f"{error.reason}.", code="invalid_client") from error
    if "client_id" not in body or "client_secret" not in body:
        raise Unauthorized(
            "Send client_id and client_secret, in the body or with HTTP Basic.", code="invalid_client"
        )
    return body["client_id"], body["client_secret"]


def _authenticated(context: Context, client_id: str, secret: str) -> ApiKey:
    """Return the API key; an unknown one takes as long to refuse as a wrong secret."""
    key = find_api_key(context.transaction, client_id)
    right = context.services.secrets.matches(secret, None if key is None else key.secret_digest)
    if key is None or not right or key.revoked_at is not None:
        raise Unauthorized("Client authentication failed.", code="invalid_client")
    return key


def _granted(key: ApiKey, wanted: str | None) -> frozenset[str]:
    """Return the scopes of the token: what was asked for, everything that the key holds by default.

    A token has one scope at least (RFC 6749 section 3.3), so a key without any gets none.
    """
    scopes = key.scopes if wanted is None else frozenset(wanted.split(" "))
    if not scopes:
        raise BadRequest("The API key holds no scope.", code="invalid_scope")
    if not scopes <= key.scopes:
        raise BadRequest("The API key does not hold every scope that was asked for.", code="invalid_scope")
    return scopes
