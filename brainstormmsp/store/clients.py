"""Clients: the MSP's customers."""

from collections.abc import Mapping
from typing import Any

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.uniqueness import Unique
from contractfirst.contract.problems import Conflict

__all__ = ["CLIENTS", "archive_client", "require_fixed_client"]

CLIENTS = Resource[schemas.Client](
    tables.clients,
    singular="client",
    searched=("name", "domains"),
    members=("tags",),
    references="external_refs",
    unique=(
        Unique(
            ("name",),
            code="name_taken",
            detail="Another client has this name.",
            aside={"status": "archived"},
        ),
    ),
)


def archive_client(scope: Scope, client_id: str) -> schemas.Client:
    """Archive a client for good and take it out of every list; return its last representation.

    What belongs to it stays. Its name and its external references are free again.

    Raises:
        NotFound: the organisation has no such client.
    """
    client = CLIENTS.update(scope, client_id, status="archived")
    CLIENTS.delete(scope, client_id)
    return client


def require_fixed_client(before: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    """Return when ``body`` leaves what it replaces with its client.

    Raises:
        Conflict: it names another client (``client_fixed``).
    """
    if body["client_id"] != before["client_id"]:
        raise Conflict("A resource cannot be moved to another client.", code="client_fixed")
