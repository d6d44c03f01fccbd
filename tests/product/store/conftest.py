from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any, TypeVar

import pytest

from brainstormmsp.store import Database, Page, Resource, Transaction, Unique, format_timestamp, tables
from brainstormmsp.store.organisations import ensure_organisation
from contractfirst.clock import ManualClock
from contractfirst.identifiers import IdSource, Uuid7Source

Result = TypeVar("Result")

CLIENTS = Resource[Any](
    tables.clients,
    singular="client",
    searched=("name", "domains"),
    members=("tags",),
    references="external_refs",
    unique=(Unique(("name",), "client_name_taken", "Another client has this name.", {"status": "archived"}),),
)
ASSETS = Resource[Any](tables.assets, singular="asset", searched=("hostname",), references="external_refs")
CONTACTS = Resource[Any](tables.contacts, singular="contact", searched=("name", "email"))
ALERTS = Resource[Any](tables.alerts, singular="alert")
TICKETS = Resource[Any](tables.tickets, singular="ticket", references="external_refs")


@dataclass(frozen=True)
class WorkScope:
    transaction: Transaction
    organisation_id: str
    timestamp: str
    ids: IdSource


@dataclass
class Desk:
    """An organisation at work: runs a piece of work in a scope of its own."""

    database: Database
    organisation_id: str
    clock: ManualClock
    ids: IdSource

    def write(self, work: Callable[[WorkScope], Result]) -> Result:
        return self.database.write_and_wait(lambda transaction: work(self._scope(transaction)))

    def read(self, work: Callable[[WorkScope], Result]) -> Result:
        return self.database.read(lambda transaction: work(self._scope(transaction)))

    def client(self, name: str = "Harbor Dental Group", **body: Any) -> dict[str, Any]:
        return self.write(lambda scope: CLIENTS.insert(scope, {"name": name, **body}))

    def _scope(self, transaction: Transaction) -> WorkScope:
        return WorkScope(transaction, self.organisation_id, format_timestamp(self.clock.now()), self.ids)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as ``Database.open`` leaves it, to be copied."""
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    Database.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def database(database_url: str, migrated: Path, tmp_path: Path) -> Iterator[Database]:
    copyfile(migrated, tmp_path / "store.db")
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 24, 18, 17, 13, 123000, UTC))


def open_desk(database: Database, clock: ManualClock, name: str) -> Desk:
    ids = Uuid7Source(clock)
    timestamp = format_timestamp(clock.now())
    organisation = database.write_and_wait(
        lambda transaction: ensure_organisation(transaction, name, new_id=ids.new(), timestamp=timestamp)
    )
    return Desk(database, organisation.id, clock, ids)


@pytest.fixture
def desk(database: Database, clock: ManualClock) -> Desk:
    return open_desk(database, clock, "Northwind MSP")


@pytest.fixture
def other_desk(database: Database, clock: ManualClock) -> Desk:
    return open_desk(database, clock, "Southwind MSP")


def walk(
    desk: Desk, resource: Resource[Any], meanwhile: Callable[[], object] = lambda: None, **query: Any
) -> list[dict[str, Any]]:
    """Return every item of a list, page after page; ``meanwhile`` happens between two pages."""
    items: list[dict[str, Any]] = []
    cursor: str | None = None

    def read(scope: WorkScope) -> Page[Any]:
        return resource.page(scope, cursor=cursor, **query)

    while True:
        page = desk.read(read)
        items += page.rows
        cursor = page.next_cursor
        if cursor is None:
            return items
        meanwhile()
