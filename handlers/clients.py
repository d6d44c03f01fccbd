"""The MSP's customers."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, created, deletions_since, listed
from brainstormmsp.compliance.posture import client_posture
from brainstormmsp.store import Contains, deletion
from brainstormmsp.store.clients import CLIENTS
from contractfirst.contract.entity_tags import require_match
from handlers._contract import clients as contract


def list_clients(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    external_ref: str | None,
    include_total: bool,
    include_deleted: bool,
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
        created_since=created_since,
        external_ref=external_ref,
        include_total=include_total,
        deleted_since=deletions_since(context, include_deleted, updated_since),
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


def delete_client(
    context: Context, *, client_id: str, if_match: str | None, dependents: schemas.Dependents
) -> contract.DeleteClientResult:
    """Delete a client, and what belongs to it if the caller says so."""
    require_match(if_match, CLIENTS.get(context, client_id))
    for change in deletion.delete_client(context, client_id, with_dependents=dependents == "delete"):
        context.emit(f"{change.kind}.deleted", change.representation)
    return contract.DeleteClient204()


def restore_client(context: Context, *, client_id: str) -> contract.RestoreClientResult:
    """Restore a client, and what was deleted together with it."""
    if CLIENTS.find(context, client_id) is None:
        for change in deletion.restore_client(context, client_id, context.deletions_kept_since):
            context.emit(f"{change.kind}.restored", change.representation)
    return contract.RestoreClient200(CLIENTS.get(context, client_id))


def get_client_posture(context: Context, *, client_id: str) -> contract.GetClientPostureResult:
    """Read how a client meets the enabled controls."""
    return contract.GetClientPosture200(client_posture(context, client_id, context.now))
