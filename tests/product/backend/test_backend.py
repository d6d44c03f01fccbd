import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from brainstormmsp.backend import Context, StoreBackend
from brainstormmsp.store import Resource, Statement, StoreError, tables
from contractfirst.clock import ManualClock
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.contract.problems import Conflict, UnprocessableContent
from contractfirst.protocols import Idempotency
from tests.product.backend.conftest import add_key, call

CLIENTS = Resource[Any](tables.clients, singular="client")
# What waits is named in the outbox and stands in the log of events.
OUTBOX = Statement(
    select(tables.events)
    .join(tables.outbox, tables.outbox.c.id == tables.events.c.id)
    .order_by(tables.events.c.id)
)
RECORDS = Statement(select(tables.idempotency_keys.c.key))

Work = Callable[[Context], EncodedResponse]


def creating(name: str, status: int = 201) -> Work:
    """A handler's work: make a client, tell of it, answer."""

    def work(context: Context) -> EncodedResponse:
        client = CLIENTS.insert(context, {"name": name})
        context.emit("client.created", client)
        headers = (("Location", f"/clients/{client['id']}"), ("ETag", '"é"'))
        return EncodedResponse(status, headers, client["id"].encode())

    return work


def names(backend: StoreBackend, organisation: str = "Northwind") -> list[str]:
    page = backend.read(call(organisation=organisation), lambda context: CLIENTS.page(context, limit=100))
    return [client["name"] for client in page.rows]


def events(backend: StoreBackend) -> list[dict[str, Any]]:
    return backend.database.read(lambda transaction: transaction.all(OUTBOX))


def run(backend: StoreBackend, scenario: Callable[[], Any]) -> Any:
    """Run a coroutine function between start and stop, with two organisations' keys in the store."""

    async def within() -> Any:
        await backend.start()
        try:
            add_key(backend.database, "bmspid_1", "Northwind")
            add_key(backend.database, "bmspid_2", "Northwind")
            add_key(backend.database, "bmspid_3", "Southwind")
            return await scenario()
        finally:
            await backend.stop()

    return asyncio.run(within())


def test_a_write_is_read_back_and_its_event_waits_in_the_outbox(backend: StoreBackend) -> None:
    async def scenario() -> None:
        await backend.write(call(), creating("Harbor"))
        assert names(backend) == ["Harbor"]
        (event,) = events(backend)
        assert (event["type"], event["organisation_id"]) == ("client.created", "id of Northwind")
        assert '"name":"Harbor"' in event["data"]
        assert event["created_at"] == "2026-11-24T18:17:13.123Z"

    run(backend, scenario)


def test_what_fails_undoes_its_change_its_events_and_its_key(backend: StoreBackend) -> None:
    def failing(context: Context) -> EncodedResponse:
        creating("Harbor")(context)
        raise LookupError("a response against the contract")

    async def scenario() -> None:
        with pytest.raises(LookupError):
            await backend.write(call(), failing, Idempotency("k1", "a digest"))
        assert names(backend) == []
        assert events(backend) == []
        assert backend.database.read(lambda transaction: transaction.all(RECORDS)) == []
        assert not (await backend.write(call(), creating("Harbor"), Idempotency("k1", "a digest"))).replayed

    run(backend, scenario)


def test_a_key_seen_before_gets_the_first_response_again(backend: StoreBackend) -> None:
    async def scenario() -> None:
        first = await backend.write(call(), creating("Harbor"), Idempotency("k1", "a digest"))
        again = await backend.write(call(), creating("Other"), Idempotency("k1", "a digest"))
        assert (again.status, again.headers, again.body) == (first.status, first.headers, first.body)
        assert (first.replayed, again.replayed) == (False, True)
        assert names(backend) == ["Harbor"]

    run(backend, scenario)


def test_a_key_with_another_request_is_refused(backend: StoreBackend) -> None:
    async def scenario() -> None:
        await backend.write(call(), creating("Harbor"), Idempotency("k1", "one"))
        with pytest.raises(UnprocessableContent) as refused:
            await backend.write(call(), creating("Other"), Idempotency("k1", "two"))
        assert refused.value.code == "idempotency_key_reused"

    run(backend, scenario)


def test_keys_count_for_the_api_key_that_sent_them(backend: StoreBackend) -> None:
    async def scenario() -> None:
        await backend.write(call("bmspid_1"), creating("A"), Idempotency("k1", "one"))
        await backend.write(call("bmspid_2"), creating("B"), Idempotency("k1", "two"))
        await backend.write(call("bmspid_3", "Southwind"), creating("C"), Idempotency("k1", "three"))
        assert names(backend) == ["A", "B"]
        assert names(backend, "Southwind") == ["C"]

    run(backend, scenario)


def test_a_key_whose_first_request_is_in_flight_is_refused(backend: StoreBackend) -> None:
    started, release = threading.Event(), threading.Event()

    def slow(context: Context) -> EncodedResponse:
        started.set()
        release.wait(10)
        return creating("Harbor")(context)

    async def scenario() -> None:
        first = asyncio.create_task(backend.write(call(), slow, Idempotency("k1", "one")))
        await asyncio.to_thread(started.wait, 10)
        with pytest.raises(Conflict) as refused:
            await backend.write(call(), creating("Other"), Idempotency("k1", "one"))
        assert refused.value.code == "idempotency_key_in_flight"
        with pytest.raises(UnprocessableContent):
            await backend.write(call(), creating("Other"), Idempotency("k1", "two"))
        release.set()
        await first
        assert (await backend.write(call(), creating("Other"), Idempotency("k1", "one"))).replayed

    run(backend, scenario)


@pytest.mark.parametrize("status", [400, 409, 500])
def test_only_success_is_kept(backend: StoreBackend, status: int) -> None:
    async def scenario() -> None:
        await backend.write(call(), lambda _: EncodedResponse(status, (), b""), Idempotency("k1", "a digest"))
        assert not (await backend.write(call(), creating("Harbor"), Idempotency("k1", "a digest"))).replayed

    run(backend, scenario)


def test_a_key_is_kept_for_24_hours(backend: StoreBackend, clock: ManualClock) -> None:
    async def scenario() -> None:
        await backend.write(call(), creating("A"), Idempotency("k1", "one"))
        await backend.write(call(), creating("B"), Idempotency("k2", "a digest"))
        clock.advance(24 * 3600)
        assert (await backend.write(call(), creating("C"), Idempotency("k1", "one"))).replayed
        clock.advance(1)
        assert not (await backend.write(call(), creating("D"), Idempotency("k1", "two"))).replayed
        kept = backend.database.read(lambda transaction: transaction.all(RECORDS))
        assert kept == [{"key": "k1"}]

    run(backend, scenario)


def test_keys_survive_a_restart(backend: StoreBackend) -> None:
    async def first() -> None:
        await backend.write(call(), creating("Harbor"), Idempotency("k1", "a digest"))

    async def second() -> None:
        await backend.start()
        assert (await backend.write(call(), creating("Other"), Idempotency("k1", "a digest"))).replayed
        await backend.stop()

    run(backend, first)
    asyncio.run(second())


def test_a_key_without_a_principal_is_not_kept(backend: StoreBackend) -> None:
    async def scenario() -> None:
        answer = EncodedResponse(200, (), b"")
        for _ in range(2):
            assert not (
                await backend.write(call(None), lambda _: answer, Idempotency("k1", "a digest"))
            ).replayed

    run(backend, scenario)


def test_an_anonymous_call_has_no_organisation(backend: StoreBackend) -> None:
    async def scenario() -> None:
        with pytest.raises(RuntimeError, match="without a principal"):
            await backend.write(call(None), creating("Harbor"))

    run(backend, scenario)


def test_stopping_finishes_what_was_accepted(backend: StoreBackend) -> None:
    async def scenario() -> list[EncodedResponse]:
        await backend.start()
        add_key(backend.database, "bmspid_1", "Northwind")
        writes = [
            asyncio.create_task(backend.write(call(), creating(f"Client {number}"))) for number in range(20)
        ]
        await asyncio.sleep(0)
        await backend.stop()
        return await asyncio.gather(*writes)

    assert [response.status for response in asyncio.run(scenario())] == [201] * 20


def test_readiness_says_whether_the_store_is_open(backend: StoreBackend) -> None:
    async def scenario() -> None:
        assert [check.ready for check in backend.readiness()] == [True]

    assert [check.ready for check in backend.readiness()] == [False]
    with pytest.raises(StoreError):
        _ = backend.database
    run(backend, scenario)
    assert [check.ready for check in backend.readiness()] == [False]
