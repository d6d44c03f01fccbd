"""A transaction: statements run on the driver's own connection."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from brainstormmsp.store.encryption import Encryption
from brainstormmsp.store.errors import UnreadableSecret
from brainstormmsp.store.statements import Dialect, Statement

__all__ = ["NO_PARAMETERS", "Connection", "Cursor", "Transaction"]

NO_PARAMETERS: Mapping[str, object] = {}


class Cursor(Protocol):
    """What the store uses of a driver's cursor (PEP 249)."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """What the store uses of a driver's connection; sqlite3 and psycopg both have it."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor: ...

    def close(self) -> None: ...


class Transaction:
    """One transaction in progress. It begins and ends elsewhere: work that is given one only uses it.

    ``earliest_changes`` has the earliest time that a change of each list may have, see ``change_times.py``.
    ``encryption`` raises ``UnreadableSecret`` where the database was opened without.
    """

    __slots__ = ("_dialect", "_encryption", "connection", "earliest_changes")

    def __init__(
        self, connection: Connection, dialect: Dialect, encryption: Encryption | None = None
    ) -> None:
        self.connection = connection
        self._encryption = encryption
        self.earliest_changes: dict[tuple[str, ...], str] = {}
        self._dialect = dialect

    @property
    def encryption(self) -> Encryption:
        """What encrypts secrets at rest."""
        if self._encryption is None:
            raise UnreadableSecret("the database was opened without encryption keys")
        return self._encryption

    def execute(self, statement: Statement, parameters: Mapping[str, object] = NO_PARAMETERS) -> int:
        """Run a statement for its effect; return the number of rows that it touched."""
        compiled = statement.compiled(self._dialect)
        return self.connection.execute(compiled.sql, compiled.arguments(parameters)).rowcount

    def execute_each(self, statement: Statement, rows: Iterable[Mapping[str, object]]) -> None:
        """Run a statement once for each set of parameters."""
        compiled = statement.compiled(self._dialect)
        for parameters in rows:
            self.connection.execute(compiled.sql, compiled.arguments(parameters))

    def one(
        self, statement: Statement, parameters: Mapping[str, object] = NO_PARAMETERS
    ) -> dict[str, Any] | None:
        """Return the first row by column name, ``None`` when there is none."""
        compiled = statement.compiled(self._dialect)
        row = self.connection.execute(compiled.sql, compiled.arguments(parameters)).fetchone()
        return None if row is None else dict(zip(compiled.columns, row, strict=False))

    def all(
        self, statement: Statement, parameters: Mapping[str, object] = NO_PARAMETERS
    ) -> list[dict[str, Any]]:
        """Return every row by column name."""
        compiled = statement.compiled(self._dialect)
        columns = compiled.columns
        rows = self.connection.execute(compiled.sql, compiled.arguments(parameters)).fetchall()
        return [dict(zip(columns, row, strict=False)) for row in rows]

    def scalar(self, statement: Statement, parameters: Mapping[str, object] = NO_PARAMETERS) -> Any:
        """Return the first column of the first row, ``None`` when there is none."""
        compiled = statement.compiled(self._dialect)
        row = self.connection.execute(compiled.sql, compiled.arguments(parameters)).fetchone()
        return None if row is None else row[0]

    def explain(self, statement: Statement, parameters: Mapping[str, object]) -> str:
        """Return the engine's own description of how it would run a query."""
        compiled = statement.compiled(self._dialect)
        prefix = "EXPLAIN QUERY PLAN " if self._dialect.name == "sqlite" else "EXPLAIN "
        rows = self.connection.execute(prefix + compiled.sql, compiled.arguments(parameters)).fetchall()
        return "\n".join(str(row[-1]) for row in rows)
