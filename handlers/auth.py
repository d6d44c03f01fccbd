"""Access tokens for API keys: the client credentials grant (RFC 6749 section 4.4), revocation (RFC 7009)."""

from datetime import UTC, datetime

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from brainstormmsp.store import format_timestamp
from brainstormmsp.store.api_keys import API_KEYS, SCOPES, find_api_key
from brainstormmsp.store.api_keys import revoke_token as refuse_token
from contractfirst.contract.exchange import is_within
from contractfirst.contract.problems import BadRequest, Forbidden
from contractfirst.handler_options import HandlerOptions, OptionsByHandler
from contractfirst.tokens import (
    GrantRequest,
    InvalidToken,
    PresentedClient,
    RegisteredClient,
    authenticate_client,
    grant_access_token,
    require_own_token,
    text_parameter,
)
from handlers._contract import auth as contract


def create_token(context: Context, *, body: schemas.TokenRequest) -> contract.CreateTokenResult:
    """Exchange an API key for an access token."""
    services = context.services
    request = GrantRequest.read(body, context.call.authorization)
    client = authenticate_client(
        request.client, lambda client_id: _client(context, client_id), services.secrets
    )
    _require_address(context, client)
    token = grant_access_token(
        request,
        lambda client_id: _client(context, client_id),
        services.secrets,
        services.tokens,
    )
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


def revoke_token(context: Context, *, body: schemas.RevocationRequest) -> contract.RevokeTokenResult:
    """Revoke an access token; every process refuses it as soon as this has returned."""
    services = context.services
    presented = PresentedClient.read(body, context.call.authorization)
    client = authenticate_client(presented, lambda client_id: _client(context, client_id), services.secrets)
    token = text_parameter(body, "token")
    if token is None:
        raise BadRequest("The token is missing.", code="invalid_request")
    try:
        claims = services.tokens.verify(token)
    except InvalidToken:
        # RFC 7009 section 2.2: the purpose is achieved already.
        return contract.RevokeToken200()
    require_own_token(claims, client)
    expires_at = format_timestamp(datetime.fromtimestamp(claims.expires_at, UTC))
    refuse_token(context.transaction, claims.token_id, expires_at, context.timestamp)
    return contract.RevokeToken200()


def _client(context: Context, client_id: str) -> RegisteredClient | None:
    key = find_api_key(context.transaction, client_id)
    if key is None or not key.works(context.timestamp):
        return None
    former = key.former_digest(context.timestamp)
    return RegisteredClient(key.client_id, key.secret_digest, key.scopes, former_digest=former)


def _require_address(context: Context, client: RegisteredClient) -> None:
    """Refuse a client outside its networks, once its secret is known to be right."""
    key = find_api_key(context.transaction, client.client_id)
    networks = () if key is None else key.allowed_networks
    if networks and not is_within(context.call.source_address, networks):
        raise Forbidden("The API key may not be used from this address.", code="address_not_allowed")


HANDLER_OPTIONS: OptionsByHandler = {create_token: HandlerOptions(reads_only=True)}


def get_me(context: Context) -> contract.GetMeResult:
    """Read who is calling."""
    principal = context.principal
    key = find_api_key(context.transaction, principal.client_id)
    if key is None:
        raise RuntimeError("the caller's API key is gone")
    return contract.GetMe200(
        {
            "organisation": {"id": key.organisation_id, "name": key.organisation},
            "api_key": API_KEYS.get(context, key.id),
            "scopes": [scope for scope in SCOPES if scope in principal.scopes],
        }
    )
