"""Deleting and restoring: a client with what belongs to it, and what belongs to a client on its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict, TypeVar

from sqlalchemy import Table, bindparam, select

from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.contacts import CONTACTS, has_primary_contact
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tickets import TICKETS
from contractfirst.contract.problems import Conflict, NotFound

__all__ = ["Change", "delete_client", "restore_client", "restore_dependent"]


class _OfClient(TypedDict):
    client_id: str


Owned = TypeVar("Owned", bound=_OfClient)

_DEPENDENTS: tuple[Resource[Any], ...] = (TICKETS, CONTACTS, ASSETS)


@dataclass(frozen=True, slots=True)
class Change:
    """A resource that was deleted or restored: its kind (``asset``) and its representation."""

    kind: str
    representation: Mapping[str, Any]


def delete_client(scope: Scope, client_id: str, *, with_dependents: bool) -> list[Change]:
    """Delete a client; return what was deleted, the client last.

    Raises:
        NotFound: the organisation has no such client.
        Conflict: it has contacts, assets or tickets, which are not to be deleted (``client_has_dependents``).
    """
    deleted = []
    for resource in _DEPENDENTS:
        ids = scope.transaction.all(
            _OF_CLIENT[resource.name], {"organisation_id": scope.organisation_id, "client_id": client_id}
        )
        if ids and not with_dependents:
            raise Conflict(
                f"The client has {resource.name}; delete them first, or send dependents=delete.",
                code="client_has_dependents",
            )
        for row in ids:
            after = resource.delete(scope, row["id"], deleted_with=client_id)
            deleted.append(Change(resource.singular, after))
    return [*deleted, Change("client", CLIENTS.delete(scope, client_id))]


def restore_client(scope: Scope, client_id: str, since: str) -> list[Change]:
    """Restore a client that was deleted at or after ``since``; return what was restored, the client first.

    What was deleted together with it is restored too.

    Raises:
        NotFound: no such client was deleted since then.
        Conflict: its name, or an external reference, belongs to another one by now.
    """
    restored = [Change("client", CLIENTS.restore(scope, client_id, since))]
    for resource in reversed(_DEPENDENTS):
        place = {"organisation_id": scope.organisation_id, "client_id": client_id}
        for row in scope.transaction.all(_DELETED_WITH[resource.name], place):
            restored.append(Change(resource.singular, resource.restore(scope, row["id"], since)))
    return restored


def restore_dependent(scope: Scope, resource: Resource[Owned], resource_id: str, since: str) -> Owned:
    """Restore a contact, an asset or a ticket that was deleted at or after ``since``.

    Raises:
        NotFound: no such resource was deleted since then.
        Conflict: its client is deleted (``client_deleted``), or an external reference belongs to another
            one by now.
    """
    before = resource.find_deleted(scope, resource_id, since)
    if before is None:
        raise NotFound(f"The {resource.singular} does not exist.")
    if CLIENTS.find(scope, before["client_id"]) is None:
        raise Conflict("The client is deleted; restore it first.", code="client_deleted")
    changes: dict[str, Any] = {}
    if resource.name == CONTACTS.name and has_primary_contact(scope, before["client_id"]):
        changes["is_primary"] = False
    return resource.restore(scope, resource_id, since, **changes)


def _of_client(table: Table) -> Any:
    return (
        select(table.c.id)
        .where(
            table.c.organisation_id == bindparam("organisation_id"),
            table.c.client_id == bindparam("client_id"),
        )
        .order_by(table.c.created_at, table.c.id)
    )


_OF_CLIENT = {
    resource.name: Statement(_of_client(resource.table).where(resource.table.c.deleted_at.is_(None)))
    for resource in _DEPENDENTS
}
_DELETED_WITH = {
    resource.name: Statement(
        _of_client(resource.table).where(
            resource.table.c.deleted_at.is_not(None),
            resource.table.c.deleted_with == bindparam("client_id"),
        )
    )
    for resource in _DEPENDENTS
}
