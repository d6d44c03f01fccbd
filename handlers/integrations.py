"""The systems that an organisation's data comes from."""

from brainstormmsp.backend import Context, accepted, listed
from brainstormmsp.contract.exchange import Response
from brainstormmsp.store.integrations import INTEGRATIONS, begin_sync


def list_integrations(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    sort: str,
    provider: list[str] | None,
    health: list[str] | None,
    enabled: bool | None,
) -> Response:
    """Return a page of integrations."""
    page = INTEGRATIONS.page(
        context,
        filters={"provider": provider, "health": health, "enabled": enabled},
        sort=sort,
        updated_since=updated_since,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page)


def get_integration(context: Context, *, integration_id: str) -> Response:
    """Read an integration."""
    return Response(200, INTEGRATIONS.get(context, integration_id))


def sync_integration(context: Context, *, integration_id: str) -> Response:
    """Queue a sync of an integration."""
    return accepted(context, begin_sync(context, integration_id))
