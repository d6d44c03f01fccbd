"""What deliveries promise, over real sockets and under a clock that stands still."""

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import standardwebhooks
import svix

from brainstormmsp.store import parse_timestamp
from brainstormmsp.store.events import put_event
from brainstormmsp.webhooks import Sender, Targets
from tests.product.handlers.harness import NOW, Api
from tests.product.webhooks.office import Office
from tests.product.webhooks.receiver import Received, Receiver, Reply

SECONDS = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]


def test_an_event_arrives_as_the_contract_has_it(office: Office, endpoint: Receiver) -> None:
    webhook = office.subscribe(endpoint.url)
    client = office.api.make_client()
    office.work()
    (received,) = endpoint.requests
    data = {**client, "sequence": 1}
    assert received.event == {"type": "client.created", "timestamp": client["created_at"], "data": data}
    assert received.headers["content-type"] == "application/json"
    assert received.headers["user-agent"] == "BrainstormMSP-Webhooks/1.0"
    delivery = office.delivery(webhook)
    assert delivery["event_id"] == received.id
    assert (delivery["status"], delivery["test"], delivery["next_attempt_at"]) == ("succeeded", False, None)
    (attempt,) = delivery["attempts"]
    assert (attempt["at"], attempt["status_code"]) == ("2026-11-24T09:30:00.000Z", 204)
    assert (attempt["error"], attempt["response_excerpt"], attempt["duration_ms"]) == (None, None, 0)
    assert delivery["request"]["body_excerpt"] == received.body.decode()
    shown = delivery["request"]["headers"]
    assert shown.pop("webhook-signature") == "[redacted]"
    assert shown.items() <= received.headers.items()
    assert office.api.events() == []


def test_two_libraries_verify_what_arrives(office: Office, endpoint: Receiver) -> None:
    office.api.clock.current = datetime.now(UTC)
    secret = office.subscribe(endpoint.url)["secret"]
    office.api.make_client("Café Ölçer")
    office.work()
    (received,) = endpoint.requests
    standardwebhooks.Webhook(secret).verify(received.body.decode(), received.headers)
    svix.Webhook(secret).verify(received.body, received.headers)


def test_both_secrets_sign_for_a_day_after_a_rotation(office: Office, endpoint: Receiver) -> None:
    webhook = office.subscribe(endpoint.url)
    body = {"url": endpoint.url, "event_types": ["client.created"], "rotate_secret": True}

    def rotate() -> str:
        secret: str = office.api.put(f"/webhooks/{webhook['id']}", body).json()["secret"]
        return secret

    def verified_by(name: str, *secrets: str) -> list[bool]:
        office.api.make_client(name)
        office.work()
        received = endpoint.requests[-1]
        (data,) = (received.body.decode(),)
        at = datetime.fromtimestamp(int(received.headers["webhook-timestamp"]), UTC)
        signatures = received.headers["webhook-signature"].split()
        return [
            standardwebhooks.Webhook(secret).sign(received.id, at, data) in signatures for secret in secrets
        ]

    first, second = webhook["secret"], rotate()
    assert verified_by("a", second, first) == [True, True]
    office.api.clock.advance(3600)
    third = rotate()
    assert verified_by("b", third, second, first) == [True, True, False]
    office.api.clock.advance(24 * 3600 - 1)
    assert verified_by("c", third, second) == [True, True]
    office.api.clock.advance(1)
    assert verified_by("d", third, second) == [True, False]


def test_retries_keep_the_schedule_then_the_webhook_is_disabled(office: Office, endpoint: Receiver) -> None:
    endpoint.reply = Reply(500, b"out of order")
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    office.work()
    for count, seconds in enumerate(SECONDS, 1):
        delivery = office.delivery(webhook)
        assert delivery["status"] == "pending"
        assert len(delivery["attempts"]) == count == len(endpoint.requests)
        now = office.api.clock.now()
        following = parse_timestamp(delivery["next_attempt_at"])
        assert seconds <= round((following - now).total_seconds(), 3) <= seconds * 1.1
        office.api.clock.current = following - timedelta(milliseconds=1)
        office.work()
        assert len(endpoint.requests) == count
        office.api.clock.current = following
        office.work()
    delivery = office.delivery(webhook)
    assert (delivery["status"], delivery["next_attempt_at"]) == ("failed", None)
    assert [attempt["status_code"] for attempt in delivery["attempts"]] == [500] * 10
    assert {attempt["response_excerpt"] for attempt in delivery["attempts"]} == {"out of order"}
    assert len({received.id for received in endpoint.requests}) == 1
    assert len({received.body for received in endpoint.requests}) == 1
    assert len({received.headers["webhook-timestamp"] for received in endpoint.requests}) == 10
    found = office.webhook(webhook)
    assert (found["enabled"], found["disabled_reason"]) == (False, "retries_exhausted")
    assert timedelta(hours=75) < office.api.clock.now() - NOW < timedelta(hours=84)


def test_the_next_wake_time_is_when_something_is_due(office: Office, endpoint: Receiver) -> None:
    endpoint.reply = Reply(503, headers={"Retry-After": "60"})
    office.subscribe(endpoint.url)
    office.api.make_client()
    office.work()
    now = office.api.clock.now()
    soon = office.dispatcher.tick(now)
    assert soon is not None
    assert now < soon <= now + timedelta(seconds=1)
    office.api.clock.advance(59.9)
    now = office.api.clock.now()
    assert office.dispatcher.tick(now) == now + timedelta(milliseconds=100)


def test_a_retry_after_that_is_no_time_holds_up_nobody(office: Office, endpoint: Receiver) -> None:
    endpoint.reply = Reply(503, headers={"Retry-After": "Fri, 31 Dec 9999 23:59:59 -2359"})
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    office.work()
    delivery = office.delivery(webhook)
    assert (delivery["status"], len(delivery["attempts"])) == ("pending", 1)


@pytest.mark.parametrize("value", ["600", "Tue, 24 Nov 2026 09:40:00 GMT"])
def test_retry_after_is_honoured(office: Office, endpoint: Receiver, value: str) -> None:
    endpoint.reply = Reply(429, headers={"Retry-After": value})
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    office.work()
    assert office.delivery(webhook)["next_attempt_at"] == "2026-11-24T09:40:00.000Z"
    endpoint.reply = Reply(204)
    office.api.clock.advance(599)
    office.work()
    assert len(endpoint.requests) == 1
    office.api.clock.advance(1)
    office.work()
    assert office.delivery(webhook)["status"] == "succeeded"


def test_410_disables_the_webhook_at_once(office: Office, endpoint: Receiver) -> None:
    endpoint.reply = Reply(410, b"gone")
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    office.work()
    found = office.webhook(webhook)
    assert (found["enabled"], found["disabled_reason"]) == (False, "gone")
    assert office.delivery(webhook)["status"] == "failed"
    office.api.make_client("While it is disabled")
    office.work()
    assert len(endpoint.requests) == 1


def test_redirects_fail(office: Office, endpoint: Receiver, other_endpoint: Receiver) -> None:
    endpoint.reply = Reply(307, headers={"Location": other_endpoint.url})
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    office.work()
    assert office.delivery(webhook)["attempts"][0]["status_code"] == 307
    assert office.delivery(webhook)["status"] == "pending"
    assert other_endpoint.requests == []


def test_an_endpoint_that_does_not_answer_fails_and_says_so(office: Office, endpoint: Receiver) -> None:
    released = threading.Event()
    endpoint.reply = Reply(after=released)
    office.dispatcher = office.make_dispatcher(Sender(Targets(allow_private=True), seconds=0.2))
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    office.work()
    released.set()
    (attempt,) = office.delivery(webhook)["attempts"]
    assert attempt["error"] == "timed_out"
    assert attempt["status_code"] is None


def test_a_target_that_has_become_private_is_not_connected_to(office: Office, endpoint: Receiver) -> None:
    webhook = office.subscribe(endpoint.url.replace("http:", "https:").replace("127.0.0.1", "hooks.example"))

    async def rebound(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    office.dispatcher = office.make_dispatcher(Sender(Targets(resolve=rebound)))
    office.api.make_client()
    office.work()
    assert office.delivery(webhook)["attempts"][0]["error"] == "private_address"
    assert endpoint.connections == 0


def test_only_what_is_wanted_is_sent_and_only_to_its_organisation(
    office: Office, endpoint: Receiver, other_endpoint: Receiver
) -> None:
    office.subscribe(endpoint.url, ["client.updated"])
    office.subscribe(other_endpoint.url, ["client.created"], office.api.other.both)
    client = office.api.make_client()
    office.work()
    office.api.put(f"/clients/{client['id']}", {"name": "Harbor Dental"})
    office.api.delete(f"/clients/{client['id']}")
    office.work()
    (received,) = endpoint.requests
    assert received.event["type"] == "client.updated"
    assert received.event["data"]["name"] == "Harbor Dental"
    assert other_endpoint.requests == []
    office.api.make_client("Theirs", office.api.other.both)
    office.work()
    assert len(other_endpoint.requests) == 1


def test_every_webhook_that_wants_it_gets_the_event_once(office: Office, endpoint: Receiver) -> None:
    webhooks = [office.subscribe(endpoint.url) for _ in range(3)]
    office.api.make_client()
    office.work()
    office.work()
    assert len(endpoint.requests) == 3
    assert len({received.id for received in endpoint.requests}) == 1
    assert {office.delivery(webhook)["event_id"] for webhook in webhooks} == {endpoint.requests[0].id}


def test_what_happened_before_a_webhook_was_made_is_not_sent_to_it(
    office: Office, endpoint: Receiver
) -> None:
    office.api.make_client("Before")
    office.api.clock.advance(1)
    webhook = office.subscribe(endpoint.url)
    office.work()
    assert office.deliveries(webhook) == []


def test_a_change_that_is_undone_raises_nothing(office: Office, endpoint: Receiver) -> None:
    webhook = office.subscribe(endpoint.url)
    response = office.api.post("/clients", {"name": "Undone"}, headers={"X-Fault": "error"})
    assert response.status_code == 500
    office.work()
    assert office.deliveries(webhook) == []


def test_pending_deliveries_wait_while_a_caller_has_disabled_the_webhook(
    office: Office, endpoint: Receiver
) -> None:
    endpoint.reply = Reply(500)
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    office.work()
    path, body = f"/webhooks/{webhook['id']}", {"url": endpoint.url, "event_types": ["client.created"]}
    assert office.api.put(path, {**body, "enabled": False}).json()["disabled_reason"] is None
    endpoint.reply = Reply(204)
    office.api.clock.advance(3600)
    office.work()
    assert len(endpoint.requests) == 1
    assert office.delivery(webhook)["status"] == "pending"
    office.api.put(path, {**body, "enabled": True})
    office.work()
    assert office.delivery(webhook)["status"] == "succeeded"


def test_a_deleted_webhook_receives_nothing_more(office: Office, endpoint: Receiver) -> None:
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    office.api.delete(f"/webhooks/{webhook['id']}")
    office.work()
    assert endpoint.requests == []


def test_a_webhook_that_is_deleted_during_an_attempt_stays_deleted(
    office: Office, endpoint: Receiver
) -> None:
    webhook = office.subscribe(endpoint.url)

    def delete(_received: Received) -> Reply:
        office.api.in_store(
            lambda scope: scope.transaction.connection.execute(
                "UPDATE webhook_endpoints SET deleted_at = ? WHERE id = ?", (scope.timestamp, webhook["id"])
            )
        )
        return Reply(410)

    endpoint.choose = delete
    office.api.make_client()
    office.work()
    office.api.problem(office.api.get(f"/webhooks/{webhook['id']}"), 404, "not_found")


def test_a_test_is_an_example_that_never_disables(office: Office, endpoint: Receiver) -> None:
    endpoint.reply = Reply(410)
    webhook = office.subscribe(endpoint.url, ["backup.failed", "client.created"])
    office.api.post(f"/webhooks/{webhook['id']}/test")
    office.work()
    (received,) = endpoint.requests
    assert received.event["type"] == "backup.failed"
    assert received.event["timestamp"] == "2026-11-24T09:30:00.000Z"
    assert office.api.contract.webhooks["backup.failed"].violations(received.event) == []
    delivery = office.delivery(webhook)
    assert (delivery["status"], delivery["test"]) == ("failed", True)
    assert office.webhook(webhook)["enabled"]


def test_a_test_keeps_its_body_over_retries(office: Office, endpoint: Receiver) -> None:
    endpoint.reply = Reply(500)
    webhook = office.subscribe(endpoint.url)
    office.api.post(f"/webhooks/{webhook['id']}/test")
    for _ in range(3):
        office.work()
        office.api.clock.advance(400)
    assert len(endpoint.requests) == 3
    assert len({(received.id, received.body) for received in endpoint.requests}) == 1


def test_a_delivery_that_is_asked_for_again_is_the_same_event_with_new_retries(
    office: Office, endpoint: Receiver
) -> None:
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    office.work()
    delivery = office.delivery(webhook)
    endpoint.reply = Reply(500)
    office.api.clock.advance(60)
    office.api.post(f"/webhooks/{webhook['id']}/deliveries/{delivery['id']}/redeliver")
    office.work()
    again = office.delivery(webhook)
    assert (again["id"], again["event_id"], again["status"]) == (
        delivery["id"],
        delivery["event_id"],
        "pending",
    )
    assert [attempt["status_code"] for attempt in again["attempts"]] == [204, 500]
    assert 5 <= (parse_timestamp(again["next_attempt_at"]) - office.api.clock.now()).total_seconds() <= 5.5
    first, second = endpoint.requests
    assert (first.id, first.body) == (second.id, second.body)
    assert int(second.headers["webhook-timestamp"]) == int(first.headers["webhook-timestamp"]) + 60


def test_a_secret_that_an_endpoint_prints_is_not_shown(office: Office, endpoint: Receiver) -> None:
    webhook = office.subscribe(endpoint.url)
    endpoint.choose = lambda received: Reply(
        500, f"{webhook['secret']} {received.headers['webhook-signature']}".encode()
    )
    office.api.make_client()
    office.work()
    assert office.delivery(webhook)["attempts"][0]["response_excerpt"] == "[redacted] [redacted]"


def test_an_event_that_does_not_fit_the_contract_stays_here_and_holds_nobody_up(
    office: Office, endpoint: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    office.subscribe(endpoint.url)
    office.api.in_store(lambda scope: put_event(scope, "client.created", {"id": "0", "name": 1}))
    client = office.api.make_client()
    office.work()
    assert [received.event["data"]["id"] for received in endpoint.requests] == [client["id"]]
    assert "is not sent" in caplog.text
    # The harness holds every event against the contract.
    office.api.in_store(
        lambda scope: scope.transaction.connection.execute("DELETE FROM events WHERE sequence = 1")
    )
    assert office.api.events() == []


def test_a_slow_endpoint_delays_nobody_else(
    office: Office, endpoint: Receiver, other_endpoint: Receiver
) -> None:
    released = threading.Event()
    endpoint.reply = Reply(after=released)
    office.subscribe(endpoint.url)
    for number in range(20):
        office.api.make_client(f"Before {number}")
    office.begin(office.dispatcher, lambda: len(endpoint.requests) == 1)
    webhook = office.subscribe(other_endpoint.url)
    for number in range(20):
        office.api.make_client(f"After {number}")
    office.begin(office.dispatcher, lambda: len(other_endpoint.requests) == 20)
    office.begin(office.dispatcher, lambda: office.dispatcher.in_flight == 1)
    assert {delivery["status"] for delivery in office.deliveries(webhook)} == {"succeeded"}
    assert len(endpoint.requests) == 1
    released.set()
    office.work()
    assert len(endpoint.requests) == 40


def test_thirty_silent_endpoints_of_an_organisation_do_not_delay_a_good_one_of_it(
    office: Office, endpoint: Receiver, other_endpoint: Receiver
) -> None:
    released = threading.Event()
    endpoint.reply = Reply(after=released)
    for _ in range(30):
        office.subscribe(endpoint.url)
    office.api.make_client("Before")
    office.begin(office.dispatcher, lambda: len(endpoint.requests) == 30)
    good = office.subscribe(other_endpoint.url)
    for number in range(10):
        office.api.make_client(f"After {number}")
    office.begin(office.dispatcher, lambda: len(other_endpoint.requests) == 10)
    assert len(endpoint.requests) == 30
    office.begin(office.dispatcher, lambda: office.dispatcher.in_flight == 30)
    assert {delivery["status"] for delivery in office.deliveries(good)} == {"succeeded"}
    released.set()


def test_an_event_overtakes_mass_work(office: Office, endpoint: Receiver) -> None:
    office.subscribe(endpoint.url, ["client.created", "asset.created"])
    client = office.api.make_client("First")
    items = [
        {
            "client_id": client["id"],
            "type": "server",
            "hostname": f"srv-{number}",
            "external_refs": [{"system": "ninjaone", "id": str(number)}],
        }
        for number in range(40)
    ]
    office.api.job(office.api.post("/bulk/assets", {"items": items}))
    office.api.make_client("Second")
    office.work()
    types = [received.event["type"] for received in endpoint.requests]
    assert len(types) == 42
    assert types.index("client.created", 1) <= 5


def test_sequence_grows_with_every_change_of_an_object(office: Office, endpoint: Receiver) -> None:
    office.subscribe(endpoint.url)
    client = office.api.make_client()
    for number in range(3):
        office.api.put(f"/clients/{client['id']}", {"name": f"Harbor {number}"})
    office.work()
    events = sorted(
        (received.event for received in endpoint.requests), key=lambda each: each["data"]["sequence"]
    )
    assert [event["data"]["name"] for event in events] == [
        "Harbor Dental Group",
        "Harbor 0",
        "Harbor 1",
        "Harbor 2",
    ]
    assert len({event["data"]["sequence"] for event in events}) == 4


def test_a_webhook_may_ask_for_some_clients_only(office: Office, endpoint: Receiver) -> None:
    chosen, other = office.api.make_client("Chosen"), office.api.make_client("Other")
    body = {"url": endpoint.url, "event_types": ["client.updated", "asset.created", "job.completed"]}
    webhook = office.api.make("/webhooks", {**body, "client_ids": [chosen["id"]]})
    assert webhook["client_ids"] == [chosen["id"]]
    for client in (chosen, other):
        office.api.put(f"/clients/{client['id']}", {"name": f"{client['name']} Ltd"})
        asset = {"client_id": client["id"], "type": "server", "hostname": "srv"}
        office.api.make("/assets", asset)
    office.api.job(office.api.post("/evaluations", {"client_ids": [other["id"]]}))
    office.work()
    received = [(each.event["type"], each.event["data"].get("client_id")) for each in endpoint.requests]
    assert sorted(received, key=str) == [("asset.created", chosen["id"]), ("client.updated", None)]


def test_two_dispatchers_never_attempt_one_delivery_at_once(office: Office, endpoint: Receiver) -> None:
    released = threading.Event()
    endpoint.reply = Reply(after=released)
    office.subscribe(endpoint.url)
    office.api.make_client()
    other = office.make_dispatcher()
    office.begin(office.dispatcher, lambda: len(endpoint.requests) == 1)
    other.tick(office.api.clock.now())
    assert (office.dispatcher.in_flight, other.in_flight) == (1, 0)
    released.set()
    office.work()
    assert len(endpoint.requests) == 1


def test_a_delivery_whose_dispatcher_died_is_taken_over_when_its_lease_has_run_out(
    office: Office, endpoint: Receiver
) -> None:
    released = threading.Event()
    endpoint.reply = Reply(after=released)
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    dead = office.make_dispatcher(lease=timedelta(seconds=20))
    office.begin(dead, lambda: len(endpoint.requests) == 1)
    office.api.clock.advance(19)
    office.work()
    assert len(endpoint.requests) == 1
    office.api.clock.advance(1)
    released.set()
    office.work()
    assert len(endpoint.requests) == 2
    assert len({received.id for received in endpoint.requests}) == 1
    assert len(office.delivery(webhook)["attempts"]) == 1
    dead.close()
    assert len(office.delivery(webhook)["attempts"]) == 1


def test_a_lease_is_renewed_as_long_as_the_attempt_lasts(office: Office, endpoint: Receiver) -> None:
    released = threading.Event()
    endpoint.reply = Reply(after=released)
    office.subscribe(endpoint.url)
    office.api.make_client()
    slow = office.make_dispatcher(lease=timedelta(seconds=3))
    office.begin(slow, lambda: len(endpoint.requests) == 1)
    for _ in range(6):
        office.api.clock.advance(1)
        slow.tick(office.api.clock.now())
        office.work()
    assert slow.in_flight == 1
    assert len(endpoint.requests) == 1
    released.set()


def test_closing_gives_back_what_is_in_flight(
    office: Office, endpoint: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("brainstormmsp.webhooks.dispatcher._GRACE_SECONDS", 0.1)
    released = threading.Event()
    endpoint.reply = Reply(after=released)
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    closing = office.make_dispatcher()
    office.begin(closing, lambda: len(endpoint.requests) == 1)
    closing.close()
    closing.close()
    assert closing.tick(office.api.clock.now()) is None
    assert office.delivery(webhook)["attempts"] == []
    released.set()
    office.work()
    assert office.delivery(webhook)["status"] == "succeeded"
    assert len(endpoint.requests) == 2


def test_a_fault_of_ours_is_an_attempt_that_failed(
    office: Office, endpoint: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        await asyncio.sleep(0)
        raise ZeroDivisionError

    monkeypatch.setattr(Sender, "post", broken)
    webhook = office.subscribe(endpoint.url)
    office.api.make_client()
    office.work()
    assert office.delivery(webhook)["attempts"][0]["error"] == "protocol_error"
    assert "ZeroDivisionError" in caplog.text


def test_every_event_that_the_api_raises_fits_the_contract(
    office: Office, endpoint: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    api = office.api
    office.subscribe(endpoint.url, list(api.contract.webhooks))
    client = api.make("/clients", {"name": "Harbor Dental", "notes": "n" * 5000, "tags": ["healthcare"]})
    ticket = api.make(
        "/tickets", {"client_id": client["id"], "subject": "Printer", "description": "d" * 10_000}
    )
    api.make(f"/tickets/{ticket['id']}/notes", {"body": "Done."})
    api.put(f"/tickets/{ticket['id']}", {"client_id": client["id"], "subject": "Printer", "status": "closed"})
    assert api.delete(f"/clients/{client['id']}?dependents=delete").status_code == 204
    office.work()
    assert "is not sent" not in caplog.text
    types = {received.event["type"] for received in endpoint.requests}
    assert types >= {
        "client.created",
        "client.deleted",
        "ticket.created",
        "ticket.updated",
        "ticket.note_added",
    }
    for received in endpoint.requests:
        assert api.contract.webhooks[str(received.event["type"])].violations(received.event) == []
        assert len(received.body) < 20_000


def test_a_storm_is_delivered_whole(office: Office, endpoint: Receiver) -> None:

    def sometimes(received: Received) -> Reply:
        """Fail a delivery up to three times."""
        before = sum(other.id == received.id for other in list(endpoint.requests))
        return Reply(500 if before <= int(received.id[-1], 16) % 4 else 204)

    endpoint.choose = sometimes
    webhook = office.subscribe(endpoint.url)
    for number in range(150):
        office.api.clock.advance(2)
        office.api.make_client(f"Client {number}")
    office.work()
    for _ in range(8):
        office.api.clock.advance(40_000)
        office.work()
    deliveries = office.deliveries(webhook)
    assert {delivery["status"] for delivery in deliveries} == {"succeeded"}
    assert len(deliveries) == len({received.id for received in endpoint.requests}) == 150


@pytest.mark.parametrize("private", [True, False])
def test_the_settings_decide_whether_targets_may_be_private(
    make_api: Callable[..., Api], *, private: bool
) -> None:
    api = make_api(webhook_allow_private=private)
    response = api.post("/webhooks", {"url": "http://127.0.0.1:9999/", "event_types": ["job.failed"]})
    assert response.status_code == (201 if private else 400)
