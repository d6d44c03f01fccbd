"""The MSP's customers."""

from typing import Any

from brainstormmsp.backend import Context, created, listed
from brainstormmsp.contract.entity_tag import require_match
from brainstormmsp.contract.exchange import Response
from brainstormmsp.store import Contains
from brainstormmsp.store.clients import CLIENTS, archive_client


def list_clients(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    search: str | None,
    sort: str,
    status: list[str] | None,
    tag: str | None,
) -> Response:
    """Return a page of clients."""
    page = CLIENTS.page(
        context,
        filters={"status": status, "tags": Contains(tag)},
        sort=sort,
        updated_since=updated_since,
        search=search,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page)


def create_client(context: Context, *, body: dict[str, Any]) -> Response:
    """Create a client."""
    client = CLIENTS.insert(context, body)
    context.emit("client.created", client)
    return created(context, client)


def get_client(context: Context, *, client_id: str) -> Response:
    """Read a client."""
    return Response(200, CLIENTS.get(context, client_id))


def replace_client(
    context: Context, *, client_id: str, if_match: str | None, body: dict[str, Any]
) -> Response:
    """Replace a client."""
    before = CLIENTS.get(context, client_id)
    require_match(if_match, before)
    client = CLIENTS.replace(context, client_id, body)
    if client != before:
        context.emit("client.updated", client)
    return Response(200, client)


def delete_client(context: Context, *, client_id: str, if_match: str | None) -> Response:
    """Archive a client for good."""
    require_match(if_match, CLIENTS.get(context, client_id))
    context.emit("client.updated", archive_client(context, client_id))
    return Response(204)
