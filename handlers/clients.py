"""The MSP's customers."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, created, listed
from brainstormmsp.store import Contains
from brainstormmsp.store.clients import CLIENTS, archive_client
from contractfirst.contract.entity_tags import require_match
from handlers._contract import clients as contract


def list_clients(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    search: str | None,
    sort: schemas.ListClientsSort,
    status: list[schemas.ClientStatus] | None,
    tag: str | None,
) -> contract.ListClientsResult:
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
    return listed(context, page, contract.ListClients200)


def create_client(context: Context, *, body: schemas.ClientInput) -> contract.CreateClientResult:
    """Create a client."""
    client = CLIENTS.insert(context, body)
    context.emit("client.created", client)
    return created(context, client, contract.CreateClient201)


def get_client(context: Context, *, client_id: str) -> contract.GetClientResult:
    """Read a client."""
    return contract.GetClient200(CLIENTS.get(context, client_id))


def replace_client(
    context: Context, *, client_id: str, if_match: str | None, body: schemas.ClientInput
) -> contract.ReplaceClientResult:
    """Replace a client."""
    before = CLIENTS.get(context, client_id)
    require_match(if_match, before)
    client = CLIENTS.replace(context, client_id, body)
    if client != before:
        context.emit("client.updated", client)
    return contract.ReplaceClient200(client)


def delete_client(context: Context, *, client_id: str, if_match: str | None) -> contract.DeleteClientResult:
    """Archive a client for good."""
    require_match(if_match, CLIENTS.get(context, client_id))
    context.emit("client.updated", archive_client(context, client_id))
    return contract.DeleteClient204()
