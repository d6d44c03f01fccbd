"""The times of changes, in an order that pages by ``updated_at`` and ``created_at`` can rely on.

What is committed later has a later time, also when the clock stands still for a millisecond or is set back:
then nothing can appear behind the place where the reader of a list is.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, bindparam, func, select, union_all

from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from contractfirst.timestamps import format_timestamp, parse_timestamp

__all__ = ["ChangeTimes"]

_NEXT = timedelta(milliseconds=1)


class ChangeTimes:
    """The times at which the rows of one table change; each list of them has an order of its own."""

    def __init__(self, table: Table) -> None:
        self._place = _list_of(table)
        self._name = table.name
        self._latest = None if self._place is None else _latest(table, self._place)

    def next(self, scope: Scope, row: Mapping[str, Any]) -> str:
        """Return the time of a change of ``row``: now, but later than every change that was committed.

        Changes of one transaction become visible together and may share their time.
        """
        if self._latest is None or self._place is None:
            return scope.timestamp
        place = {name: row[name] for name in self._place}
        # What this transaction writes itself becomes visible with the change, so it is looked up once.
        earliest, key = scope.transaction.earliest_changes, (self._name, *place.values())
        if key not in earliest:
            committed = scope.transaction.scalar(self._latest, place)
            earliest[key] = "" if committed is None else format_timestamp(parse_timestamp(committed) + _NEXT)
        return max(scope.timestamp, earliest[key])


def _list_of(table: Table) -> tuple[str, ...] | None:
    """Return the columns that set the table's lists apart, ``None`` if no index is in the order of change."""
    found = []
    for index in table.indexes:
        names = [column.name for column in index.columns]
        if names[-2:] == ["updated_at", "id"]:
            found.append(tuple(names[:-2]))
    return min(found, key=len, default=None)


def _latest(table: Table, place: tuple[str, ...]) -> Statement:
    newest = func.max(table.c.updated_at).label("latest")
    query = select(newest).where(*(table.c[name] == bindparam(name) for name in place))
    if "deleted_at" not in table.c:
        return Statement(query)
    # Deleted rows are in an index of their own.
    alive, deleted = (
        query.where(table.c.deleted_at.is_(None)),
        query.where(table.c.deleted_at.is_not(None)),
    )
    both = union_all(alive, deleted).subquery()
    return Statement(select(func.max(both.c.latest)))
