"""Which databases can be used."""

from pathlib import Path

import pytest
from sqlalchemy import text

from contractfirst.storage import SqlDatabase, StorageError


@pytest.mark.parametrize(
    "url", ["", "books.db", "sqlite://", "sqlite:///:memory:", "postgresql://localhost/books"]
)
def test_only_a_sqlite_file_is_a_database(url: str) -> None:
    with pytest.raises(StorageError, match=r"sqlite:////path/file\.db"):
        SqlDatabase(url)


def test_a_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    database = SqlDatabase(f"sqlite:///{tmp_path}/missing/books.db")
    with pytest.raises(StorageError, match=r"missing/books\.db"):
        database.open()
    assert not database.is_usable()


def test_commits_are_durable_and_readers_never_wait(tmp_path: Path) -> None:
    database = SqlDatabase(f"sqlite:///{tmp_path}/books.db")
    database.open()
    with database.write() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    database.close()


def test_the_database_file_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    database = SqlDatabase(f"sqlite:///{tmp_path}/api.db")
    database.open()
    try:
        modes = {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    finally:
        database.close()
    assert modes == {0o600}
