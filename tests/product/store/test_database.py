import asyncio
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from brainstormmsp.store import Database, Statement, Transaction, tables
from brainstormmsp.store.engine import parse_url
from brainstormmsp.store.errors import InvalidDatabaseUrl

INSERT = Statement(insert(tables.keyring))
NAMES = Statement(select(tables.keyring.c.name).order_by(tables.keyring.c.name))
COUNT = Statement(select(func.count()).select_from(tables.keyring))


def put(name: str) -> Callable[[Transaction], object]:
    return lambda transaction: transaction.execute(INSERT, {"name": name, "key": b""})


def names(transaction: Transaction) -> list[str]:
    return [row["name"] for row in transaction.all(NAMES)]


def test_a_read_sees_one_snapshot(database: Database) -> None:
    def read(transaction: Transaction) -> tuple[int, int]:
        before = transaction.scalar(COUNT)
        database.write_and_wait(put("meanwhile"))
        return before, transaction.scalar(COUNT)

    before, after = database.read(read)
    assert before == after
    assert database.read(lambda transaction: transaction.scalar(COUNT)) == before + 1


def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match="readonly"):
        database.read(put("never"))
    assert "never" not in database.read(names)


def test_a_read_ends_also_when_its_work_raises(database: Database) -> None:
    def fail(transaction: Transaction) -> None:
        transaction.scalar(COUNT)
        raise LookupError("no")

    with pytest.raises(LookupError):
        database.read(fail)
    database.write_and_wait(put("after"))
    assert "after" in database.read(names)


def test_a_write_is_seen_by_every_thread_once_it_returns(database: Database) -> None:
    seen = []
    database.write_and_wait(put("written"))
    thread = threading.Thread(target=lambda: seen.extend(database.read(names)))
    thread.start()
    thread.join()
    assert "written" in seen


def test_writes_from_many_tasks_all_happen(database: Database) -> None:
    async def write_all() -> None:
        await asyncio.gather(*(database.write(put(f"key {number:03}")) for number in range(300)))

    asyncio.run(write_all())
    assert len([name for name in database.read(names) if name.startswith("key")]) == 300


def test_what_a_write_raises_reaches_its_caller(database: Database) -> None:
    def fail(_transaction: Transaction) -> None:
        raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        asyncio.run(database.write(fail))


def test_a_cancelled_caller_does_not_take_its_write_back(database: Database) -> None:
    started, release = threading.Event(), threading.Event()

    def slow(transaction: Transaction) -> None:
        started.set()
        release.wait(10)
        put("kept")(transaction)

    async def cancel() -> None:
        task = asyncio.create_task(database.write(slow))
        await asyncio.to_thread(started.wait, 10)
        task.cancel()
        release.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    database.write_and_wait(lambda _: None)
    assert "kept" in database.read(names)


def test_foreign_keys_are_enforced(database: Database) -> None:
    statement = Statement(insert(tables.api_keys))
    row = dict.fromkeys(tables.api_keys.c.keys(), "x")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        database.write_and_wait(lambda transaction: transaction.execute(statement, row))


def test_every_acknowledged_write_survives_a_kill(database_url: str) -> None:
    program = """
        import sys
        from sqlalchemy import insert
        from brainstormmsp.store import Database, Statement, tables
        database = Database.open(sys.argv[1])
        statement = Statement(insert(tables.keyring))
        number = 0
        while True:
            row = {"name": f"{number:06}", "key": b""}
            database.write_and_wait(lambda transaction: transaction.execute(statement, row))
            print(row["name"], flush=True)
            number += 1
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), database_url], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().strip() for _ in range(200)]
    child.kill()
    acknowledged += child.stdout.read().split()
    child.wait()
    child.stdout.close()
    database = Database.open(database_url)
    kept = database.read(names)
    database.close()
    assert set(acknowledged) <= set(kept)
    assert len(kept) <= len(acknowledged) + 2  # the cursor key, and one that was not acknowledged yet


def test_two_processes_write_at_the_same_time(database: Database, database_url: str) -> None:
    program = """
        import sys
        from sqlalchemy import insert
        from brainstormmsp.store import Database, Statement, tables
        database = Database.open(sys.argv[1])
        statement = Statement(insert(tables.keyring))
        for number in range(100):
            row = {"name": f"other {number:03}", "key": b""}
            database.write_and_wait(lambda transaction: transaction.execute(statement, row))
        database.close()
    """
    child = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program), database_url])
    number = 0
    while child.poll() is None or number < 100:
        database.write_and_wait(put(f"ours {number:06}"))
        number += 1
    assert child.returncode == 0
    kept = database.read(names)
    assert len([name for name in kept if name.startswith("other")]) == 100
    assert len([name for name in kept if name.startswith("ours")]) == number


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://host/db",
        "sqlite://host/path.db",
        "sqlite:////",
    ],
)
def test_urls_of_nothing_that_lasts_are_refused(url: str) -> None:
    with pytest.raises(InvalidDatabaseUrl):
        parse_url(url)


def test_a_missing_directory_is_made(tmp_path: Path) -> None:
    Database.open(f"sqlite:///{tmp_path}/new/store.db").close()
    assert (tmp_path / "new" / "store.db").is_file()
