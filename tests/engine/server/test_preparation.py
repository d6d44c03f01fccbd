"""A handler's ``prepare`` runs before the transaction, and may reject the request."""

import asyncio
from collections.abc import Iterator

import pytest

from contractfirst.contract.problems import BadRequest, Violation
from contractfirst.handler_options import HandlerOptions
from tests.engine.server.documents.library import books
from tests.engine.server.harness import Running, reader, run_document, writer


@pytest.fixture
def calls() -> list[dict[str, object]]:
    return []


@pytest.fixture
def prepared(calls: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    async def prepare(shelf: dict[str, object], *, body: dict[str, object]) -> None:
        await asyncio.sleep(0)
        calls.append(body)
        if body["title"] == "Refused":
            raise BadRequest("No.", errors=[Violation("unwelcome", "Another title.", pointer="/title")])
        shelf["lost"] = {}

    options = {books.create_book: HandlerOptions(prepare=prepare)}
    monkeypatch.setattr(books, "HANDLER_OPTIONS", options, raising=False)
    running = run_document("library")
    yield running
    assert running.application.request_log is not None
    running.application.request_log.close()


def test_it_is_given_the_handlers_arguments_and_changes_nothing_itself(
    prepared: Running, calls: list[dict[str, object]]
) -> None:
    assert prepared.ask("POST", "/books", headers=writer, json={"title": "It"}).status_code == 201
    assert [body["title"] for body in calls] == ["It"]
    assert "lost" not in prepared.backend.shelf


def test_what_it_raises_refuses_the_request_before_the_transaction(prepared: Running) -> None:
    response = prepared.ask("POST", "/books", headers=writer, json={"title": "Refused"})
    assert response.status_code == 400
    assert response.json()["errors"] == [
        {"pointer": "/title", "code": "unwelcome", "detail": "Another title."}
    ]
    assert prepared.backend.calls == []


def test_it_is_not_asked_about_what_the_contract_or_the_scopes_refuse(
    prepared: Running, calls: list[dict[str, object]]
) -> None:
    assert prepared.ask("POST", "/books", headers=writer, json={"pages": 1}).status_code == 400
    assert prepared.ask("POST", "/books", headers=reader, json={"title": "It"}).status_code == 403
    assert calls == []
