"""Transactions: whole or not at all, and each idempotency key answered once."""

import asyncio
import threading
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.contract.problems import Conflict, UnprocessableContent
from contractfirst.protocols import Backend, EventSink, Idempotency
from contractfirst.storage import SqlContext, pending_events
from contractfirst.storage.backend import RETENTION
from contractfirst.storage.tables import idempotency_keys
from tests.engine.storage.conftest import Fixture, books, call_of

Work = Callable[[SqlContext], EncodedResponse]


def creating(title: str, status: int = 201) -> Work:
    def work(context: SqlContext) -> EncodedResponse:
        context.connection.execute(insert(books).values(title=title))
        context.emit("book.created", {"title": title})
        return EncodedResponse(status, (("Location", f"/books/{title}"),), title.encode())

    return work


def failing(context: SqlContext) -> EncodedResponse:
    creating("Lost")(context)
    raise RuntimeError("the handler failed")


def titles(context: SqlContext) -> Sequence[str]:
    return context.connection.scalars(select(books.c.title).order_by(books.c.title)).all()


def test_it_is_a_backend_and_its_context_an_event_sink(fixture: Fixture) -> None:
    backend: Backend[SqlContext] = fixture.backend
    sinks: list[EventSink] = []
    backend.read(call_of(), sinks.append)
    assert len(sinks) == 1


def test_a_write_is_stored_with_its_event(fixture: Fixture) -> None:
    response = asyncio.run(fixture.backend.write(call_of(), creating("Emma")))
    assert (response.status, response.replayed) == (201, False)
    assert fixture.backend.read(call_of(), titles) == ["Emma"]
    with fixture.database.read() as connection:
        (event,) = pending_events(connection, 10)
    assert (event.type, event.tenant, event.data) == ("book.created", "harbor", {"title": "Emma"})
    assert event.created_at == "2026-12-01T09:30:00.000Z"


def test_a_failed_write_leaves_nothing_behind(fixture: Fixture) -> None:
    with pytest.raises(RuntimeError, match="the handler failed"):
        asyncio.run(fixture.backend.write(call_of(), failing, Idempotency("k", "f")))
    assert fixture.backend.read(call_of(), titles) == []
    with fixture.database.read() as connection:
        assert pending_events(connection, 10) == []
    again = asyncio.run(fixture.backend.write(call_of(), creating("Emma"), Idempotency("k", "f")))
    assert not again.replayed


def test_a_read_cannot_write(fixture: Fixture) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        fixture.backend.read(call_of(), creating("Emma"))
    assert fixture.backend.read(call_of(), titles) == []


def test_a_read_sees_one_snapshot(fixture: Fixture) -> None:
    def read(context: SqlContext) -> tuple[Sequence[str], Sequence[str]]:
        before = titles(context)
        with fixture.database.write() as connection:
            connection.execute(insert(books).values(title="Emma"))
        return before, titles(context)

    assert fixture.backend.read(call_of(), read) == ([], [])
    assert fixture.backend.read(call_of(), titles) == ["Emma"]


def test_a_key_is_answered_once(fixture: Fixture) -> None:
    async def twice() -> tuple[EncodedResponse, EncodedResponse]:
        first = await fixture.backend.write(call_of(), creating("Emma"), Idempotency("k", "f"))
        return first, await fixture.backend.write(call_of(), creating("Other"), Idempotency("k", "f"))

    first, second = asyncio.run(twice())
    assert (second.status, second.headers, second.body) == (first.status, first.headers, first.body)
    assert second.replayed
    assert fixture.backend.read(call_of(), titles) == ["Emma"]


def test_a_key_with_another_request_is_refused(fixture: Fixture) -> None:
    asyncio.run(fixture.backend.write(call_of(), creating("Emma"), Idempotency("k", "one")))
    with pytest.raises(UnprocessableContent) as refusal:
        asyncio.run(fixture.backend.write(call_of(), creating("Other"), Idempotency("k", "two")))
    assert refusal.value.code == "idempotency_key_reused"


def test_keys_of_two_clients_are_independent(fixture: Fixture) -> None:
    async def both() -> list[EncodedResponse]:
        return [
            await fixture.backend.write(call_of("shop"), creating("A"), Idempotency("k", "one")),
            await fixture.backend.write(call_of("cron"), creating("B"), Idempotency("k", "two")),
            await fixture.backend.write(call_of("shop", "quay"), creating("C"), Idempotency("k", "three")),
        ]

    assert [response.replayed for response in asyncio.run(both())] == [False, False, False]


def test_a_key_in_flight_is_a_conflict(fixture: Fixture) -> None:
    begun, released = threading.Event(), threading.Event()

    def slow(context: SqlContext) -> EncodedResponse:
        begun.set()
        assert released.wait(60)
        return creating("Emma")(context)

    async def overlapping() -> str:
        first = asyncio.create_task(fixture.backend.write(call_of(), slow, Idempotency("k", "f")))
        await asyncio.to_thread(begun.wait, 60)
        try:
            with pytest.raises(Conflict) as refusal:
                await fixture.backend.write(call_of(), creating("Other"), Idempotency("k", "f"))
        finally:
            released.set()
            await first
        return refusal.value.code

    assert asyncio.run(overlapping()) == "idempotency_key_in_flight"
    assert fixture.backend.read(call_of(), titles) == ["Emma"]


def test_a_failed_response_is_not_replayed(fixture: Fixture) -> None:
    asyncio.run(fixture.backend.write(call_of(), creating("A", 409), Idempotency("k", "f")))
    again = asyncio.run(fixture.backend.write(call_of(), creating("B"), Idempotency("k", "f")))
    assert (again.status, again.replayed) == (201, False)


def test_a_key_is_forgotten_after_its_retention(fixture: Fixture) -> None:
    asyncio.run(fixture.backend.write(call_of(), creating("A"), Idempotency("old", "f")))
    fixture.clock.advance(RETENTION.total_seconds() + 1)
    again = asyncio.run(fixture.backend.write(call_of(), creating("B"), Idempotency("new", "f")))
    assert not again.replayed
    with fixture.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(idempotency_keys)) == 1


def test_readiness_says_whether_the_database_answers(fixture: Fixture) -> None:
    assert [(part.name, part.ready) for part in fixture.backend.readiness()] == [("database", True)]
