"""A database in a file, and calls of one client."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, Text

from contractfirst.clock import ManualClock
from contractfirst.contract.exchange import Call, Principal
from contractfirst.identifiers import IdSource, Uuid7Source
from contractfirst.storage import SqlBackend, SqlContext, SqlDatabase

__all__ = ["Fixture", "books", "call_of"]

metadata = MetaData()
books = Table("books", metadata, Column("title", Text, primary_key=True))


@dataclass(frozen=True, slots=True)
class Fixture:
    clock: ManualClock
    ids: IdSource
    database: SqlDatabase
    backend: SqlBackend[SqlContext]


@pytest.fixture
def fixture(tmp_path: Path) -> Iterator[Fixture]:
    clock = ManualClock(datetime(2026, 12, 1, 9, 30, tzinfo=UTC))
    ids = Uuid7Source(clock)
    database = SqlDatabase(f"sqlite:///{tmp_path}/books.db", metadata)
    database.open()

    def make_context(call: Call, connection: Connection, now: datetime) -> SqlContext:
        return SqlContext(call, connection, now, ids)

    yield Fixture(clock, ids, database, SqlBackend(database, clock, make_context))
    database.close()


def call_of(client_id: str = "shop", tenant: str = "harbor") -> Call:
    principal = Principal(client_id, tenant, frozenset({"read", "write"}))
    received_at = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    return Call(
        "createBook", "POST", "r-1", principal, "https://a.test", "/books", "", received_at, "192.0.2.1"
    )
