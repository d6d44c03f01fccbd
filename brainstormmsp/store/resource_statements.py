"""The statements that every table of resources has."""

from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, select, update

from brainstormmsp.store.statements import Statement

__all__ = ["ResourceStatements"]

_KEY = frozenset({"organisation_id", "id"})


class ResourceStatements:
    """Statements on one table; their parameters are named as the columns are.

    ``select`` and ``delete`` take ``organisation_id`` and ``id``; ``select`` sees no deleted row. ``insert``
    takes every column. ``changeable`` are the columns that ``update`` can set.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self.changeable = tuple(column.name for column in table.c if column.name not in _KEY)
        alive = [table.c.deleted_at.is_(None)] if "deleted_at" in table.c else []
        self.select = Statement(select(table).where(*self._key(), *alive))
        self.insert = Statement(insert(table))
        self.delete = Statement(delete(table).where(*self._key()))
        self._updates: dict[tuple[str, ...], Statement] = {}

    def update(self, columns: tuple[str, ...]) -> Statement:
        """Return the statement that sets these columns of one row."""
        statement = self._updates.get(columns)
        if statement is None:
            values: dict[str, Any] = {name: bindparam(name) for name in columns}
            statement = Statement(update(self._table).where(*self._key()).values(values))
            self._updates[columns] = statement
        return statement

    def _key(self) -> list[ColumnElement[bool]]:
        return [
            self._table.c.organisation_id == bindparam("organisation_id"),
            self._table.c.id == bindparam("id"),
        ]
