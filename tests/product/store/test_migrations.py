import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from brainstormmsp.store import tables
from brainstormmsp.store.engine import open_engine
from brainstormmsp.store.errors import DatabaseUnavailable
from brainstormmsp.store.migrations import configuration, migrate
from brainstormmsp.store.migrations.connection import migration_connection


def schema(connection: Any) -> dict[tuple[str, str], list[str]]:
    """The words of every table and index, in any order."""
    rows = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite%' AND name <> 'alembic_version'"
    )
    return {(kind, name): sorted(re.findall(r"[^\s\",()]+", sql or "")) for kind, name, sql in rows}


def test_migrations_make_exactly_the_tables_of_the_metadata(database_url: str) -> None:
    migrate(database_url)
    with migration_connection(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
        migrated = schema(connection)
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        tables.metadata.create_all(connection)
        assert schema(connection) == migrated
    engine.dispose()


def test_revisions_are_one_numbered_line() -> None:
    script = ScriptDirectory.from_config(configuration())
    revisions = [revision.revision for revision in script.walk_revisions()][::-1]
    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    assert all(Path(script.get_revision(each).path).name.startswith(f"{each}_") for each in revisions)


def test_migrating_again_changes_nothing(database_url: str) -> None:
    migrate(database_url)
    with migration_connection(database_url) as connection:
        before = schema(connection)
    migrate(database_url)
    with migration_connection(database_url) as connection:
        assert schema(connection) == before


def test_a_failing_migration_leaves_nothing_behind(database_url: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db")) as foreign:
        foreign.execute("CREATE TABLE tickets (id TEXT)")
    with pytest.raises(DatabaseUnavailable, match="already exists"):
        migrate(database_url)
    with migration_connection(database_url) as connection:
        assert [name for _, name in schema(connection)] == ["tickets"]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a database, but long enough to be taken for one" * 100)
    with pytest.raises(DatabaseUnavailable, match="not a database"):
        migrate(f"sqlite:///{tmp_path}/notes.db")


def test_opening_waits_for_another_process_that_has_begun_to_write(database_url: str, tmp_path: Path) -> None:
    # Before anybody has switched to write-ahead mode.
    other = sqlite3.connect(tmp_path / "store.db", isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE things (id TEXT)")
    other.execute("BEGIN IMMEDIATE")
    done = Timer(0.2, lambda: other.execute("COMMIT"))
    done.start()
    with closing(open_engine(database_url).connect_writer()) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    done.join()
    other.close()


def test_processes_that_start_at_once_migrate_once(database_url: str) -> None:
    program = "import sys; from brainstormmsp.store import Database; Database.open(sys.argv[1]).close()"
    started = [subprocess.Popen([sys.executable, "-c", program, database_url]) for _ in range(3)]
    assert [process.wait(60) for process in started] == [0, 0, 0]
