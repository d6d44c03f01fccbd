"""Database engines: opening a connection and beginning a transaction."""

import contextlib
import os
import sqlite3
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from brainstormmsp.store.errors import DatabaseUnavailable, InvalidDatabaseUrl
from brainstormmsp.store.statements import SQLITE, Dialect
from brainstormmsp.store.transaction import Connection

__all__ = ["Engine", "SqliteEngine", "make_private", "open_engine", "parse_url"]

# Milliseconds that a write waits for a write of another process.
BUSY_TIMEOUT = 10_000
# Seconds between two checks whether it is over.
_BUSY_PAUSE = 0.01
# Mask of the primary result code within an extended one.
_PRIMARY_CODE = 0xFF
CACHED_STATEMENTS = 512
CACHE_KIBIBYTES = 32_768


class Engine(Protocol):
    """Opens connections that leave transactions to the caller."""

    @property
    def dialect(self) -> Dialect:
        """The SQL dialect."""

    @property
    def begin_read(self) -> str:
        """Begin a transaction that reads one snapshot."""

    @property
    def begin_write(self) -> str:
        """Begin a transaction that writes, after all other ones."""

    def connect_reader(self) -> Connection:
        """Open a read-only connection."""

    def connect_writer(self) -> Connection:
        """Open a connection whose commits survive a crash of the machine."""

    def in_transaction(self, connection: Connection) -> bool:
        """Return whether the connection is still in a transaction."""


@dataclass(frozen=True, slots=True)
class SqliteEngine:
    """SQLite in write-ahead mode, so that readers never wait for the writer nor it for them."""

    path: str
    dialect: Dialect = SQLITE
    begin_read: str = "BEGIN DEFERRED"
    begin_write: str = "BEGIN IMMEDIATE"

    def connect_reader(self) -> Connection:
        connection = self._connect()
        connection.execute("PRAGMA query_only = ON")
        return connection

    def connect_writer(self) -> Connection:
        connection = self._connect()
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def in_transaction(self, connection: Connection) -> bool:
        assert isinstance(connection, sqlite3.Connection)
        return connection.in_transaction

    def _connect(self) -> sqlite3.Connection:
        make_private(self.path)
        try:
            connection = sqlite3.connect(
                self.path,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=CACHED_STATEMENTS,
                timeout=BUSY_TIMEOUT / 1000,
            )
        except sqlite3.Error as error:
            raise DatabaseUnavailable(f"cannot open the database {self.path}: {error}") from error
        try:
            _write_ahead(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        except sqlite3.Error as error:
            connection.close()
            raise DatabaseUnavailable(f"cannot use the database {self.path}: {error}") from error
        return connection


def make_private(path: str) -> None:
    """Create a database file, or change it, so that only its owner reads and writes it.

    SQLite gives the files beside it (``-wal``, ``-shm``) the same permissions. An existing file is never
    opened here: closing it again would release SQLite's locks on it (POSIX ``fcntl``). What cannot be created
    or changed is reported when the database is opened.
    """
    with contextlib.suppress(FileExistsError):
        with contextlib.suppress(FileNotFoundError, PermissionError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return
    for file in (path, f"{path}-wal", f"{path}-shm"):
        with contextlib.suppress(FileNotFoundError, PermissionError):
            if stat.S_IMODE(os.stat(file).st_mode) & 0o077:
                os.chmod(file, 0o600)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead mode, after another process's write if necessary.

    While another process writes, SQLite refuses the switch at once, regardless of its timeout.
    """
    end = time.monotonic() + BUSY_TIMEOUT / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_BUSY_PAUSE)
        else:
            return


def parse_url(url: str) -> URL:
    """Return the parts of ``sqlite:////absolute/path.db`` or ``sqlite:///relative/path.db``.

    Raises:
        InvalidDatabaseUrl: not a URL, another engine, or no file (a database in memory would not outlive the
            process).
    """
    try:
        parts = make_url(url)
    except ArgumentError as error:
        raise InvalidDatabaseUrl(f"not a database URL: {url!r}; like sqlite:////path/file.db") from error
    if parts.drivername != "sqlite":
        raise InvalidDatabaseUrl(f"unknown database {parts.drivername!r}; like sqlite:////path/file.db")
    if parts.host or not parts.database or parts.database == ":memory:":
        raise InvalidDatabaseUrl("the database URL names no file; like sqlite:////path/file.db")
    if Path(parts.database).is_dir():
        raise InvalidDatabaseUrl(f"{parts.database} is a directory; name a file in it")
    return parts


def open_engine(url: str) -> Engine:
    """Return the engine of a database URL; raises ``InvalidDatabaseUrl`` as ``parse_url`` does."""
    return SqliteEngine(str(parse_url(url).database))
