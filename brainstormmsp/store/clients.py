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
    """Archive a client permanently and remove it from every list; return its last representation.

    Its resources stay. Its name and its external references can be used again.

    Raises:
        NotFound: the organisation has no such client.
    """
    client = CLIENTS.update(scope, client_id, status="archived")
    CLIENTS.delete(scope, client_id)
    return client


def require_fixed_client(before: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    """Check that ``body`` does not move a resource to another client.

    Raises:
        Conflict: it names another client (``client_fixed``).
    """
    if body["client_id"] != before["client_id"]:
        raise Conflict("A resource cannot be moved to another client.", code="client_fixed")
