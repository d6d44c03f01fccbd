"""What a client runs, and the software on it."""

from typing import Any

from brainstormmsp.backend import Context, accepted, created, listed
from brainstormmsp.contract.entity_tag import require_match
from brainstormmsp.contract.exchange import Response
from brainstormmsp.jobs import enqueue
from brainstormmsp.store.asset_actions import require_action
from brainstormmsp.store.assets import ASSET_SOFTWARE, ASSETS
from brainstormmsp.store.clients import CLIENTS, require_fixed_client


def list_assets(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    search: str | None,
    sort: str,
    client_id: str | None,
    type: list[str] | None,  # noqa: A002 - the parameter's name in the contract
    status: list[str] | None,
) -> Response:
    """Return a page of assets."""
    CLIENTS.require(context, client_id)
    page = ASSETS.page(
        context,
        filters={"client_id": client_id, "type": type, "status": status},
        sort=sort,
        updated_since=updated_since,
        search=search,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page)


def create_asset(context: Context, *, body: dict[str, Any]) -> Response:
    """Create an asset."""
    CLIENTS.require(context, body["client_id"])
    return created(context, ASSETS.insert(context, body))


def get_asset(context: Context, *, asset_id: str) -> Response:
    """Read an asset."""
    return Response(200, ASSETS.get(context, asset_id))


def replace_asset(context: Context, *, asset_id: str, if_match: str | None, body: dict[str, Any]) -> Response:
    """Replace an asset."""
    before = ASSETS.get(context, asset_id)
    CLIENTS.require(context, body["client_id"])
    require_match(if_match, before)
    require_fixed_client(before, body)
    return Response(200, ASSETS.replace(context, asset_id, body))


def list_asset_software(
    context: Context,
    *,
    asset_id: str,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    search: str | None,
    sort: str,
) -> Response:
    """Return a page of the software on an asset."""
    ASSETS.require(context, asset_id)
    page = ASSET_SOFTWARE.page(
        context,
        filters={"asset_id": asset_id},
        sort=sort,
        updated_since=updated_since,
        search=search,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page)


def create_asset_action(context: Context, *, asset_id: str, body: dict[str, Any]) -> Response:
    """Queue an action on an asset."""
    require_action(ASSETS.get(context, asset_id), body["action"])
    return accepted(context, enqueue(context, "asset_action", {**body, "asset_id": asset_id}))
