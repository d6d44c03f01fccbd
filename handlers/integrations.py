"""The systems that an organisation's data comes from."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, accepted, created, listed
from brainstormmsp.store.integrations import INTEGRATIONS, begin_sync
from contractfirst.contract.entity_tags import require_match
from handlers._contract import integrations as contract


def list_integrations(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    sort: schemas.ListIntegrationsSort,
    provider: list[schemas.IntegrationProvider] | None,
    health: list[schemas.IntegrationHealth] | None,
    enabled: bool | None,
) -> contract.ListIntegrationsResult:
    """Return a page of integrations."""
    page = INTEGRATIONS.page(
        context,
        filters={"provider": provider, "health": health, "enabled": enabled},
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListIntegrations200)


def get_integration(context: Context, *, integration_id: str) -> contract.GetIntegrationResult:
    """Read an integration."""
    integration = INTEGRATIONS.get(context, integration_id)
    return contract.GetIntegration200(integration)


def sync_integration(context: Context, *, integration_id: str) -> contract.SyncIntegrationResult:
    """Queue a sync of an integration."""
    return accepted(context, begin_sync(context, integration_id), contract.SyncIntegration202)


def create_integration(
    context: Context, *, body: schemas.IntegrationInput
) -> contract.CreateIntegrationResult:
    """Create an integration."""
    fields = {name: value for name, value in body.items() if name != "provider"}
    integration = INTEGRATIONS.insert(context, fields, provider=body["provider"])
    return created(context, integration, contract.CreateIntegration201)


def replace_integration(
    context: Context,
    *,
    integration_id: str,
    if_match: str | None,
    body: schemas.IntegrationReplacement,
) -> contract.ReplaceIntegrationResult:
    """Replace an integration's name and whether data is synchronised."""
    require_match(if_match, INTEGRATIONS.get(context, integration_id))
    return contract.ReplaceIntegration200(INTEGRATIONS.replace(context, integration_id, body))
