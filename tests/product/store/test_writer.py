import threading
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from brainstormmsp.store import Statement, Transaction, tables
from brainstormmsp.store.engine import SqliteEngine
from brainstormmsp.store.errors import WriterStopped
from brainstormmsp.store.migrations import migrate
from brainstormmsp.store.transaction import Connection, Cursor
from brainstormmsp.store.writer import GROUP_LIMIT, Writer

INSERT = Statement(insert(tables.keyring))
COUNT = Statement(select(func.count()).select_from(tables.keyring))


def put(name: str) -> Callable[[Transaction], object]:
    return lambda transaction: transaction.execute(INSERT, {"name": name, "key": b""})


class RecordingConnection:
    """Wraps the real connection; records the transaction's statements and can make one fail."""

    def __init__(self, connection: Connection) -> None:
        self.real = connection
        self.said: list[str] = []
        self.failing: set[str] = set()

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        if sql.split()[0] in {"BEGIN", "COMMIT", "ROLLBACK"}:
            self.said.append(sql)
        if sql in self.failing:
            self.failing.discard(sql)
            raise OSError("the disk is gone")
        return self.real.execute(sql, parameters)

    def close(self) -> None:
        self.real.close()


class RecordingEngine:
    """SQLite, with the writer's connection at hand."""

    def __init__(self, path: Path) -> None:
        self._engine = SqliteEngine(str(path))
        self.dialect = self._engine.dialect
        self.begin_read = self._engine.begin_read
        self.begin_write = self._engine.begin_write

    def connect_reader(self) -> Connection:
        return self._engine.connect_reader()

    def connect_writer(self) -> Connection:
        self.connection = RecordingConnection(self._engine.connect_writer())
        return self.connection

    def in_transaction(self, connection: Connection) -> bool:
        assert isinstance(connection, RecordingConnection)
        return self._engine.in_transaction(connection.real)


@pytest.fixture
def engine(database_url: str, tmp_path: Path) -> RecordingEngine:
    migrate(database_url)
    return RecordingEngine(tmp_path / "store.db")


@pytest.fixture
def writer(engine: RecordingEngine) -> Iterator[Writer]:
    writer = Writer(engine)
    yield writer
    writer.close()


@pytest.fixture
def held(writer: Writer) -> threading.Event:
    """Hold the writer inside a piece of work, so that what is queued meanwhile becomes one group."""
    release = threading.Event()
    holding = threading.Event()

    def hold(_transaction: Transaction) -> None:
        holding.set()
        release.wait(10)

    writer.submit(hold)
    holding.wait(10)
    return release


def test_all_that_waits_is_committed_at_once(
    engine: RecordingEngine, writer: Writer, held: threading.Event
) -> None:
    before = len(engine.connection.said)
    futures = [writer.submit(put(f"key {number}")) for number in range(20)]
    held.set()
    wait(futures, timeout=10)
    assert engine.connection.said[before:].count("COMMIT") == 2  # the one that held, and the group
    assert writer.submit(lambda transaction: transaction.scalar(COUNT)).result(10) == 20


def test_a_group_is_bounded(engine: RecordingEngine, writer: Writer, held: threading.Event) -> None:
    futures = [writer.submit(put(f"key {number}")) for number in range(GROUP_LIMIT + 1)]
    held.set()
    wait(futures, timeout=10)
    assert engine.connection.said.count("COMMIT") == 3


def test_nobody_is_told_before_the_commit(
    engine: RecordingEngine, writer: Writer, held: threading.Event
) -> None:
    told = []
    future = writer.submit(put("first"))
    future.add_done_callback(lambda _: told.append(engine.connection.said[-1]))
    writer.submit(put("second"))
    held.set()
    future.result(10)
    assert told == ["COMMIT"]


def test_what_one_raises_undoes_that_one_alone(writer: Writer, held: threading.Event) -> None:
    def fail(transaction: Transaction) -> None:
        put("undone")(transaction)
        raise LookupError("no")

    first, failing, last = writer.submit(put("first")), writer.submit(fail), writer.submit(put("last"))
    held.set()
    with pytest.raises(LookupError, match="no"):
        failing.result(10)
    assert (first.result(10), last.result(10)) == (1, 1)
    assert writer.submit(lambda transaction: transaction.scalar(COUNT)).result(10) == 2


def test_a_commit_that_fails_fails_everyone_in_the_group(
    engine: RecordingEngine, writer: Writer, held: threading.Event
) -> None:
    def fail(_transaction: Transaction) -> None:
        raise LookupError("judged by what was never committed")

    def break_commit(_transaction: Transaction) -> None:
        engine.connection.failing.add("COMMIT")

    futures = [writer.submit(work) for work in (put("first"), fail, break_commit, put("last"))]
    held.set()
    assert [str(future.exception(10)) for future in futures] == ["the disk is gone"] * 4
    assert writer.submit(lambda transaction: transaction.scalar(COUNT)).result(10) == 0


def test_work_goes_on_after_a_commit_that_failed(engine: RecordingEngine, writer: Writer) -> None:
    engine.connection.failing.add("COMMIT")
    with pytest.raises(OSError, match="the disk is gone"):
        writer.submit(put("lost")).result(10)
    assert engine.connection.said[-1] == "ROLLBACK"
    assert writer.submit(lambda transaction: transaction.scalar(COUNT)).result(10) == 0


def test_a_connection_that_cannot_roll_back_is_replaced(engine: RecordingEngine, writer: Writer) -> None:
    broken = engine.connection
    broken.failing |= {"COMMIT", "ROLLBACK"}
    with pytest.raises(OSError, match="the disk is gone"):
        writer.submit(put("lost")).result(10)
    assert writer.submit(put("found")).result(10) == 1
    assert engine.connection is not broken


def test_closing_finishes_what_is_queued(writer: Writer, held: threading.Event) -> None:
    futures = [writer.submit(put(f"key {number}")) for number in range(10)]
    closing = threading.Thread(target=writer.close)
    closing.start()
    held.set()
    closing.join(10)
    assert [future.result(0) for future in futures] == [1] * 10


def test_a_closed_writer_takes_nothing(writer: Writer) -> None:
    writer.close()
    assert not writer.alive
    with pytest.raises(WriterStopped):
        writer.submit(put("late"))
