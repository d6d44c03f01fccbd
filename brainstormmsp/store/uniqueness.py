"""Uniqueness of column values within an organisation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, literal, select

from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction
from contractfirst.contract.problems import Conflict

__all__ = ["Unique", "UniqueCheck"]


@dataclass(frozen=True, slots=True)
class Unique:
    """Columns whose values together must be unique; ``code`` and ``detail`` are those of the conflict.

    A row that has one of the values of ``aside`` does not count, be it the newcomer or the one that is there;
    nor does one without a value in one of the columns. The table backs it with ``unique_index``.
    """

    columns: tuple[str, ...]
    code: str
    detail: str
    aside: Mapping[str, str | int] = field(default_factory=dict)


class UniqueCheck:
    """Rejects a row whose values another row has."""

    def __init__(self, table: Table, unique: Unique) -> None:
        self._unique = unique
        conditions: list[ColumnElement[bool]] = [
            table.c.organisation_id == bindparam("organisation_id"),
            table.c.id != bindparam("id"),
            *(table.c[name] == bindparam(name) for name in unique.columns),
            *(table.c[name] != literal(value) for name, value in unique.aside.items()),
        ]
        if "deleted_at" in table.c:
            conditions.append(table.c.deleted_at.is_(None))
        self._statement = Statement(select(table.c.id).where(*conditions))

    def require_free(self, transaction: Transaction, row: Mapping[str, Any]) -> None:
        """Raise ``Conflict`` when another row has the row's values."""
        if any(row[name] == value for name, value in self._unique.aside.items()):
            return
        if transaction.scalar(self._statement, row) is not None:
            raise Conflict(self._unique.detail, code=self._unique.code)
