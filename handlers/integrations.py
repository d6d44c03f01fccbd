"""The systems that an organisation's data comes from."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, accepted, listed
from brainstormmsp.store.integrations import INTEGRATIONS, begin_sync
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
