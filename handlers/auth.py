"""Access tokens for API keys: the client credentials grant (RFC 6749 section 4.4)."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from brainstormmsp.store.api_keys import find_api_key
from contractfirst.handler_options import HandlerOptions, OptionsByHandler
from contractfirst.tokens import GrantRequest, RegisteredClient, grant_access_token
from handlers._contract import auth as contract


def create_token(context: Context, *, body: schemas.TokenRequest) -> contract.CreateTokenResult:
    """Exchange an API key for an access token."""
    request = GrantRequest.read(body, context.call.authorization)

    def find_client(client_id: str) -> RegisteredClient | None:
        key = find_api_key(context.transaction, client_id)
        if key is None or key.revoked_at is not None:
            return None
        return RegisteredClient(key.client_id, key.secret_digest, key.scopes)

    token = grant_access_token(request, find_client, context.services.secrets, context.services.tokens)
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


HANDLER_OPTIONS: OptionsByHandler = {create_token: HandlerOptions(reads_only=True)}
