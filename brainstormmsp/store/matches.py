"""Finding a resource by a property that another system knows too: a serial, a hostname, a name, a domain."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import orjson
from sqlalchemy import ColumnElement, Table, bindparam, func, or_, select

from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import assets, clients

__all__ = ["ASSET_MATCHES", "CLIENT_MATCHES", "ItemMatch"]


class ItemMatch(Protocol):
    """A way to find resources that are the same thing as an item."""

    def find(self, scope: Scope, item: Mapping[str, Any]) -> Sequence[str]:
        """Return their ids; none if the item lacks the property."""


def _existing(table: Table) -> list[ColumnElement[bool]]:
    own: list[ColumnElement[bool]] = [table.c.organisation_id == bindparam("organisation_id")]
    return [*own, table.c.deleted_at.is_(None)] if "deleted_at" in table.c else own


class TextMatch:
    """Finds the rows that have an item's text in a column, ignoring the case of ASCII letters.

    ``within`` are columns whose values must be those of the item.
    """

    def __init__(self, table: Table, column: str, within: Sequence[str] = ()) -> None:
        self._column = column
        self._within = within
        found = table.c[column]
        self._statement = Statement(
            select(table.c.id).where(
                *_existing(table),
                *(table.c[name] == bindparam(name) for name in within),
                or_(found == bindparam("value"), func.lower(found) == bindparam("lower")),
            )
        )

    def find(self, scope: Scope, item: Mapping[str, Any]) -> Sequence[str]:
        """Return the ids of the rows that have the item's text."""
        value = item.get(self._column)
        if value is None:
            return []
        parameters = {
            "organisation_id": scope.organisation_id,
            "value": value,
            "lower": value.lower(),
            **{name: item[name] for name in self._within},
        }
        return [row["id"] for row in scope.transaction.all(self._statement, parameters)]


class DomainMatch:
    """Finds the clients that have one of an item's domains."""

    _statement = Statement(select(clients.c.id, clients.c.domains).where(*_existing(clients)))

    def find(self, scope: Scope, item: Mapping[str, Any]) -> Sequence[str]:
        """Return the ids of the clients that have one of the item's domains."""
        wanted = frozenset(item.get("domains") or ())
        if not wanted:
            return []
        rows = scope.transaction.all(self._statement, {"organisation_id": scope.organisation_id})
        return [row["id"] for row in rows if not wanted.isdisjoint(orjson.loads(row["domains"]))]


CLIENT_MATCHES: Mapping[str, ItemMatch] = {"name": TextMatch(clients, "name"), "domain": DomainMatch()}
ASSET_MATCHES: Mapping[str, ItemMatch] = {
    name: TextMatch(assets, name, within=("client_id",)) for name in ("serial", "hostname")
}
