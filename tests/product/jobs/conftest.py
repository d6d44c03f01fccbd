from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest

from brainstormmsp.jobs import JobKind, WorkContext, Worker, WorkServices, enqueue
from brainstormmsp.store import Database, format_timestamp
from brainstormmsp.store.encryption import Encryption
from brainstormmsp.store.jobs import JOBS
from brainstormmsp.store.organisations import ensure_organisation
from contractfirst.clock import ManualClock
from contractfirst.identifiers import IdSource, Uuid7Source

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@dataclass
class Shop:
    """A database, a clock, and one organisation that asks for work."""

    database: Database
    clock: ManualClock
    ids: IdSource
    organisation_id: str = ""
    ran: list[str] = field(default_factory=list)

    def organisation(self, name: str) -> str:
        return self.database.write_and_wait(
            lambda transaction: ensure_organisation(
                transaction, name, new_id=self.ids.new(), timestamp=format_timestamp(self.clock.now())
            )
        ).id

    def worker(self, kinds: Sequence[JobKind], **arguments: Any) -> Worker:
        services = WorkServices(self.clock, self.ids, Random(7), "https://brainstormmsp.ai/docs/errors/")
        return Worker(self.database, services, kinds, **arguments)

    def write(self, work: Callable[[WorkContext], Any], organisation_id: str | None = None) -> Any:
        owner = organisation_id or self.organisation_id
        return self.database.write_and_wait(
            lambda transaction: work(WorkContext(transaction, owner, self.clock.now(), self.ids))
        )

    def enqueue(self, kind: str, payload: object = None, organisation_id: str | None = None) -> str:
        job = self.write(lambda context: enqueue(context, kind, payload), organisation_id)
        return str(job["id"])

    def job(self, job_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.write(lambda context: JOBS.get(context, job_id))
        return found

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.database.read(
            lambda transaction: transaction.connection.execute(sql, parameters).fetchall()
        )
        return found

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        rows = self.rows("SELECT type, data FROM events ORDER BY sequence")
        events = [(kind, orjson.loads(data)) for kind, data in rows]
        for sequence, (_, data) in enumerate(events, 1):
            assert data.pop("sequence") == sequence
        return events


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    clock = ManualClock(NOW)
    database = Database.open(f"sqlite:///{tmp_path}/jobs.db", Encryption([b"a secret of tests"]))
    shop = Shop(database, clock, Uuid7Source(clock))
    shop.organisation_id = shop.organisation("Brightwater IT")
    yield shop
    database.close()
