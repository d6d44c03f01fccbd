"""What ``reads_only`` promises of a handler that could write: a snapshot, and no wait for the writer."""

import asyncio
from collections.abc import Iterator

import pytest

from brainstormmsp.backend import reads_only
from tests.engine.server.documents.library import books
from tests.engine.server.harness import Running, run_document, writer


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr(books.create_book, "reads_only", False, raising=False)
    reads_only(books.create_book)
    running = run_document("library")
    yield running
    assert running.application.request_log is not None
    running.application.request_log.close()


def test_it_answers_from_a_snapshot_that_it_cannot_change(reading: Running) -> None:
    assert reading.ask("POST", "/books", headers=writer, json={"title": "It"}).status_code == 201
    assert reading.backend.shelf == {}


def test_it_needs_no_writer(reading: Running) -> None:
    asyncio.run(reading.backend.stop())
    assert reading.ask("POST", "/books", headers=writer, json={"title": "It"}).status_code == 201
