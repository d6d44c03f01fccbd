"""Clients: the MSP's customers."""

from collections.abc import Mapping
from typing import Any

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.uniqueness import Unique
from contractfirst.contract.problems import Conflict

__all__ = ["CLIENTS", "require_fixed_client"]

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


def require_fixed_client(before: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    """Check that ``body`` does not move a resource to another client.

    Raises:
        Conflict: it names another client (``client_fixed``).
    """
    if body["client_id"] != before["client_id"]:
        raise Conflict("A resource cannot be moved to another client.", code="client_fixed")
