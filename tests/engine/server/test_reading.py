"""A handler with ``reads_only`` although it could write: a snapshot, and no wait for the writer."""

import asyncio
from collections.abc import Iterator

import pytest

from contractfirst.handler_options import HandlerOptions
from tests.engine.server.documents.library import books
from tests.engine.server.harness import Running, run_document, writer


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    options = {books.create_book: HandlerOptions(reads_only=True)}
    monkeypatch.setattr(books, "HANDLER_OPTIONS", options, raising=False)
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
