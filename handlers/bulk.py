"""Many resources at once, created or replaced by jobs."""

from typing import Any

from brainstormmsp.backend import Context, accepted
from brainstormmsp.contract.exchange import Response
from brainstormmsp.jobs import enqueue


def bulk_upsert_clients(context: Context, *, body: dict[str, Any]) -> Response:
    """Queue clients to be created or replaced."""
    return accepted(context, enqueue(context, "bulk_clients", body))


def bulk_upsert_assets(context: Context, *, body: dict[str, Any]) -> Response:
    """Queue assets to be created or replaced."""
    return accepted(context, enqueue(context, "bulk_assets", body))


def bulk_upsert_tickets(context: Context, *, body: dict[str, Any]) -> Response:
    """Queue tickets to be created or replaced."""
    return accepted(context, enqueue(context, "bulk_tickets", body))
