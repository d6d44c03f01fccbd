"""Many resources at once, created or updated by jobs."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, accepted
from brainstormmsp.jobs import enqueue
from handlers._contract import bulk as contract


def bulk_upsert_clients(
    context: Context, *, body: schemas.BulkClientsInput
) -> contract.BulkUpsertClientsResult:
    """Queue clients to be created or updated."""
    return accepted(context, enqueue(context, "bulk_clients", body), contract.BulkUpsertClients202)


def bulk_upsert_assets(context: Context, *, body: schemas.BulkAssetsInput) -> contract.BulkUpsertAssetsResult:
    """Queue assets to be created or updated."""
    return accepted(context, enqueue(context, "bulk_assets", body), contract.BulkUpsertAssets202)


def bulk_upsert_tickets(
    context: Context, *, body: schemas.BulkTicketsInput
) -> contract.BulkUpsertTicketsResult:
    """Queue tickets to be created or updated."""
    return accepted(context, enqueue(context, "bulk_tickets", body), contract.BulkUpsertTickets202)
