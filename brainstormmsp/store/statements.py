"""Statements: written in SQLAlchemy Core, compiled once per dialect, run on the driver itself.

Compiling costs hundreds of microseconds and the engine's execution layer a hundred; a point read on the
driver costs ten. So a statement is compiled when it first runs and its text is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, select, update
from sqlalchemy import Dialect as SqlDialect
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

__all__ = ["POSTGRESQL", "SQLITE", "Compiled", "Dialect", "ResourceStatements", "Statement"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One engine's spelling of SQL, with positional parameters as its driver takes them."""

    name: str
    sqlalchemy: SqlDialect


SQLITE = Dialect("sqlite", SQLiteDialect_pysqlite(paramstyle="qmark"))
POSTGRESQL = Dialect("postgresql", PGDialect_psycopg(paramstyle="format"))  # type: ignore[no-untyped-call]  # theirs


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement as the driver takes it.

    ``order`` names the parameters as the SQL text asks for them, ``constants`` holds the values that were
    written into the statement, ``columns`` names what a row holds.
    """

    sql: str
    order: tuple[str, ...]
    constants: Mapping[str, object]
    columns: tuple[str, ...]

    def arguments(self, parameters: Mapping[str, object]) -> tuple[object, ...]:
        """Return the values in the order of the SQL text; raises ``KeyError`` for a missing one."""
        if self.constants:
            parameters = {**self.constants, **parameters}
        return tuple([parameters[name] for name in self.order])


class Statement:
    """A SQLAlchemy Core statement whose parameters are ``bindparam(name)``; make it once, at import."""

    __slots__ = ("_compiled", "element")

    def __init__(self, element: Executable) -> None:
        self.element = element
        self._compiled: dict[str, Compiled] = {}

    def compiled(self, dialect: Dialect) -> Compiled:
        """Return the statement in this dialect, compiled the first time."""
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self.element, dialect)
        return compiled


def _compile(element: Executable, dialect: Dialect) -> Compiled:
    assert isinstance(element, ClauseElement)
    compiler = element.compile(dialect=dialect.sqlalchemy, compile_kwargs={"render_postcompile": True})
    assert isinstance(compiler, SQLCompiler)
    constants: dict[str, Any] = {
        name: bind.value
        for name, bind in compiler.binds.items()
        if bind.value is not None or not bind.required
    }
    selected = getattr(element, "exported_columns", None)
    return Compiled(
        sql=compiler.string,
        order=tuple(compiler.positiontup or ()),
        constants={name: value for name, value in constants.items() if name in (compiler.positiontup or ())},
        columns=tuple(selected.keys()) if selected is not None else (),
    )


_KEY = frozenset({"organisation_id", "id"})


class ResourceStatements:
    """The statements of a resource's table; their parameters have the names of the columns.

    ``select`` and ``delete`` take ``organisation_id`` and ``id``; ``select`` omits deleted rows.
    ``select_deleted`` takes ``since`` too and returns a row that was deleted at or after that time.
    ``insert`` takes every column. ``changeable`` are the columns that ``update`` can set.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self.changeable = tuple(column.name for column in table.c if column.name not in _KEY)
        alive = [table.c.deleted_at.is_(None)] if "deleted_at" in table.c else []
        self.select = Statement(select(table).where(*self._key(), *alive))
        if alive:
            deleted = table.c.deleted_at >= bindparam("since")
            self.select_deleted = Statement(select(table).where(*self._key(), deleted))
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
