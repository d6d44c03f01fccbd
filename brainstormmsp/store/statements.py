"""Statements: written in SQLAlchemy Core, compiled once per dialect, run on the driver itself.

Compiling costs hundreds of microseconds and the engine's execution layer a hundred; a point read on the
driver costs ten. So a statement is compiled when it first runs and its text is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect as SqlDialect
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

__all__ = ["POSTGRESQL", "SQLITE", "Compiled", "Dialect", "Statement"]


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
