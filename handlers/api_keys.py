"""The organisation's API keys."""

from datetime import timedelta
from ipaddress import ip_network

from brainstormmsp import schemas
from brainstormmsp.backend import Context, created, listed
from brainstormmsp.store import format_timestamp
from brainstormmsp.store.api_keys import API_KEYS, digest_of, new_credential
from contractfirst.contract.problems import BadRequest, Conflict, Forbidden, Violation
from handlers._contract import api_keys as contract


def list_api_keys(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    sort: schemas.ListApiKeysSort,
) -> contract.ListApiKeysResult:
    """Return a page of API keys."""
    page = API_KEYS.page(context, sort=sort, updated_since=updated_since, limit=limit, cursor=cursor)
    return listed(context, page, contract.ListApiKeys200)


def create_api_key(context: Context, *, body: schemas.ApiKeyInput) -> contract.CreateApiKeyResult:
    """Create an API key; its secret is shown this once."""
    excess = set(body["scopes"]) - context.principal.scopes
    if excess:
        raise Forbidden(f"The calling API key does not hold: {' '.join(sorted(excess))}.")
    _require_networks(body.get("allowed_networks", []))
    client_id, secret = new_credential()
    key = API_KEYS.insert(
        context,
        body,
        client_id=client_id,
        secret_digest=context.services.secrets.digest(secret),
        multiplier=str(context.principal.multiplier),
    )
    shown: schemas.ApiKeyWithSecret = {**key, "client_secret": secret}
    return created(context, shown, contract.CreateApiKey201)


def get_api_key(context: Context, *, api_key_id: str) -> contract.GetApiKeyResult:
    """Read an API key."""
    return contract.GetApiKey200(API_KEYS.get(context, api_key_id))


def rotate_api_key(
    context: Context, *, api_key_id: str, body: schemas.ApiKeyRotation
) -> contract.RotateApiKeyResult:
    """Give an API key a new secret, which is shown this once; the previous one works a while longer."""
    if API_KEYS.get(context, api_key_id)["revoked_at"] is not None:
        raise Conflict("The API key was revoked.", code="api_key_revoked")
    _, secret = new_credential()
    overlap = timedelta(seconds=body.get("overlap_seconds", 86_400))
    key = API_KEYS.update(
        context,
        api_key_id,
        previous_digest=digest_of(context.transaction, api_key_id),
        previous_secret_expires_at=format_timestamp(context.now + overlap),
        secret_digest=context.services.secrets.digest(secret),
    )
    return contract.RotateApiKey200({**key, "client_secret": secret})


def revoke_api_key(context: Context, *, api_key_id: str) -> contract.RevokeApiKeyResult:
    """Refuse an API key and all its tokens from now on."""
    key = API_KEYS.get(context, api_key_id)
    if key["revoked_at"] is None:
        key = API_KEYS.update(context, api_key_id, revoked_at=context.timestamp)
    return contract.RevokeApiKey200(key)


def _require_networks(networks: list[str]) -> None:
    violations = []
    for index, network in enumerate(networks):
        try:
            ip_network(network, strict=False)
        except ValueError:
            pointer = f"/allowed_networks/{index}"
            violations.append(Violation("format", "Must be a network in CIDR notation.", pointer=pointer))
    if violations:
        raise BadRequest("Some networks are not in CIDR notation.", errors=violations)
