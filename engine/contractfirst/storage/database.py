"""One SQLite file: connections that read a snapshot, and one at a time that writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from contractfirst.storage.errors import StorageError
from contractfirst.storage.tables import metadata

__all__ = ["SqlDatabase"]

# How long, in seconds, a write waits for another process's.
_BUSY_TIMEOUT = 10


class SqlDatabase:
    """A database, by its SQLAlchemy URL: ``sqlite:////absolute/path.db`` or ``sqlite:///relative/path.db``.

    It is in write-ahead mode, so that readers and the writer never wait for each other, and a commit survives
    a crash of the machine. ``schemas`` are created beside the tables of ``contractfirst.storage.tables``.

    Raises:
        StorageError: not a URL, another database, or no file (a database in memory has one connection).
    """

    def __init__(self, url: str, *schemas: MetaData) -> None:
        parsed = _parse_url(url)
        self._schemas = (metadata, *schemas)
        self._writer = _engine(parsed, "BEGIN IMMEDIATE", ("journal_mode = WAL", "synchronous = FULL"))
        self._reader = _engine(parsed, "BEGIN", ("query_only = ON",))

    def open(self) -> None:
        """Create the tables that are missing.

        Raises:
            StorageError: the file cannot be opened, created or written.
        """
        try:
            _make_private(Path(str(self._writer.url.database)))
            with self._writer.begin() as connection:
                for schema in self._schemas:
                    schema.create_all(connection)
        except (OSError, SQLAlchemyError) as error:
            raise StorageError(f"cannot open the database {self._writer.url.database}: {error}") from error

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()
        self._writer.dispose()

    def is_usable(self) -> bool:
        """Whether the database answers a query."""
        try:
            with self.read() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one snapshot until the block ends and cannot write."""
        with self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection in a transaction: committed when the block ends, undone when it raises."""
        with self._writer.begin() as connection:
            yield connection


def _make_private(file: Path) -> None:
    """Create the file, or change it, so that only its owner reads and writes it.

    SQLite gives the files beside it (``-wal``, ``-shm``) the same permissions.
    """
    file.touch(0o600)
    file.chmod(0o600)


def _parse_url(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError(f"not a database URL: {url!r}; use sqlite:////path/file.db") from error
    if parsed.get_backend_name() != "sqlite":
        raise StorageError(f"unknown database {parsed.drivername!r}; use sqlite:////path/file.db")
    if not parsed.database or parsed.database == ":memory:":
        raise StorageError("the database URL names no file; use sqlite:////path/file.db")
    return parsed


def _engine(url: URL, begin: str, pragmas: tuple[str, ...]) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _BUSY_TIMEOUT, "check_same_thread": False})

    def configure(connection: Any, _record: object) -> None:
        # Python's sqlite3 would begin transactions by itself, and not before the first write.
        connection.isolation_level = None
        for pragma in ("foreign_keys = ON", *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", begin_transaction)
    return engine
