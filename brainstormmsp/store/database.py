"""The database: concurrent readers, each on a snapshot, and one writer."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from brainstormmsp.store.encryption import Encryption
from brainstormmsp.store.engine import Engine, open_engine
from brainstormmsp.store.keyring import CURSOR_KEY, create_keys
from brainstormmsp.store.migrations import migrate
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Connection, Transaction
from brainstormmsp.store.writer import Writer

__all__ = ["Database"]

Result = TypeVar("Result")


class Database:
    """An open database; ``Database(url)`` opens it, ``close`` finishes what is queued and closes it.

    ``encryption`` is needed where secrets are stored or read.
    ``read`` runs on the calling thread, each of which has its own connection; ``write`` runs on the one
    writer thread.

    Raises:
        InvalidDatabaseUrl: not a URL of a database that the store can use.
        DatabaseUnavailable: it cannot be opened.
    """

    def __init__(self, url: str, encryption: Encryption | None = None) -> None:
        self.url = url
        self._engine: Engine = open_engine(url)
        self._local = threading.local()
        self._lock = threading.Lock()
        self._readers: list[Connection] = []
        self._encryption = encryption
        self._writer = Writer(self._engine, encryption)

    @classmethod
    def open(cls, url: str, encryption: Encryption | None = None) -> "Database":
        """Create the database if needed, apply pending migrations, and open it."""
        migrate(url)
        database = cls(url, encryption)
        database.write_and_wait(lambda transaction: create_keys(transaction, CURSOR_KEY))
        return database

    def read(self, work: Callable[[Transaction], Result]) -> Result:
        """Run ``work`` at once, on one consistent read-only snapshot."""
        reader = self._reader()
        reader.connection.execute(self._engine.begin_read)
        try:
            return work(reader)
        finally:
            reader.connection.execute("COMMIT")

    def one(self, statement: Statement, parameters: dict[str, object]) -> dict[str, Any] | None:
        """Run one query, which is a snapshot of its own; return its first row."""
        return self._reader().one(statement, parameters)

    async def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run ``work`` after all earlier writes; its changes are durable when this returns.

        What ``work`` raises is raised here, and undoes all that it changed. A caller that is cancelled
        meanwhile does not take its write back.
        """
        return await asyncio.wrap_future(self._writer.submit(work))

    def write_and_wait(self, work: Callable[[Transaction], Result]) -> Result:
        """Do as ``write`` does, for callers without an event loop."""
        return self._writer.submit(work).result()

    def write_later(self, work: Callable[[Transaction], object]) -> None:
        """Do as ``write`` does and return at once; what ``work`` raises is dropped."""
        self._writer.submit(work)

    @property
    def writable(self) -> bool:
        """Whether the writer accepts work."""
        return self._writer.alive

    def close(self) -> None:
        """Finish all queued writes, then close; may be called more than once."""
        self._writer.close()
        with self._lock:
            readers, self._readers = self._readers, []
        for connection in readers:
            connection.close()

    def _reader(self) -> Transaction:
        reader: Transaction | None = getattr(self._local, "reader", None)
        if reader is None:
            connection = self._engine.connect_reader()
            reader = self._local.reader = Transaction(connection, self._engine.dialect, self._encryption)
            with self._lock:
                self._readers.append(connection)
        return reader
