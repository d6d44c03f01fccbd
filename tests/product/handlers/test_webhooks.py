"""What the operations on webhooks promise."""

from pathlib import Path
from typing import Any

import pytest

from tests.product.handlers.harness import UNKNOWN_ID, Api

FULL = {
    "url": "https://hooks.northgate-msp.example/brainstormmsp?team=desk",
    "description": "Opens a chat message for the service desk.",
    "event_types": ["evaluation.failed", "backup.failed"],
    "enabled": True,
}
BARE = {"url": "https://hooks.example/", "event_types": ["client.created"]}


def deliver(api: Api, webhook_id: str, status: str = "succeeded") -> None:
    """Let the webhook's deliveries have ended."""
    api.in_store(
        lambda scope: scope.transaction.connection.execute(
            "UPDATE webhook_deliveries SET status = ?, next_attempt_at = NULL, available_at = NULL "
            "WHERE webhook_id = ?",
            (status, webhook_id),
        )
    )


def send_test(api: Api, webhook_id: str) -> dict[str, Any]:
    response = api.post(f"/webhooks/{webhook_id}/test")
    assert response.status_code == 202, response.text
    delivery: dict[str, Any] = response.json()
    return delivery


def test_a_created_webhook_shows_its_secret_once(api: Api) -> None:
    response = api.post("/webhooks", FULL)
    assert response.status_code == 201
    made = response.json()
    secret = made.pop("secret")
    assert secret.startswith("whsec_")
    assert {name: made[name] for name in FULL} == FULL
    assert response.headers["location"] == f"https://brainstormmsp.ai/api/v1/webhooks/{made['id']}"
    read = api.get(response.headers["location"])
    assert read.json() == made
    assert read.headers["etag"] == response.headers["etag"]
    assert secret not in read.text + api.get("/webhooks").text


def test_a_repetition_under_the_same_key_shows_the_same_secret(api: Api) -> None:
    headers = {"Idempotency-Key": "hook-1"}
    first = api.post("/webhooks", BARE, headers=headers)
    again = api.post("/webhooks", BARE, headers=headers)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.json() == first.json()
    assert len(api.walk("/webhooks")) == 1
    reused = api.post("/webhooks", FULL, headers=headers)
    api.problem(reused, 422, "idempotency_key_reused")


def test_what_is_left_out_gets_its_default(api: Api) -> None:
    webhook = api.make("/webhooks", BARE)
    assert webhook["enabled"] is True
    unknown = ("description", "disabled_reason", "previous_secret_expires_at")
    assert [webhook[name] for name in unknown] == [None] * 3
    named = {"id", "url", "event_types", "client_ids", "enabled", "secret", "created_at", "updated_at"}
    assert webhook.keys() - set(unknown) == named


def test_put_replaces_everything_and_shows_no_secret(api: Api) -> None:
    webhook = api.make("/webhooks", FULL)
    api.clock.advance(1)
    response = api.put(f"/webhooks/{webhook['id']}", BARE)
    assert response.status_code == 200
    replaced = response.json()
    assert "secret" not in replaced
    assert replaced["description"] is None
    assert replaced["updated_at"] > replaced["created_at"]
    read = api.get(f"/webhooks/{webhook['id']}")
    assert read.json() == replaced
    assert read.headers["etag"] == response.headers["etag"]


def test_a_rotation_shows_the_new_secret_once_and_ends_after_a_day(api: Api) -> None:
    webhook = api.make("/webhooks", BARE)
    path = f"/webhooks/{webhook['id']}"
    response = api.put(path, {**BARE, "rotate_secret": True})
    rotated = response.json()
    secret = rotated.pop("secret")
    assert secret != webhook["secret"]
    assert rotated["previous_secret_expires_at"] == "2026-11-25T09:30:00.000Z"
    read = api.get(path)
    assert read.json() == rotated
    assert read.headers["etag"] == response.headers["etag"]
    api.clock.advance(24 * 3600 - 1)
    assert "previous_secret_expires_at" in api.get(path).json()
    api.clock.advance(1)
    assert api.get(path).json()["previous_secret_expires_at"] is None
    assert api.walk("/webhooks")[0]["previous_secret_expires_at"] is None


def test_if_match_writes_only_over_what_was_read(api: Api) -> None:
    made = api.post("/webhooks", BARE)
    path, tag = f"/webhooks/{made.json()['id']}", made.headers["etag"]
    written = api.put(path, FULL, headers={"If-Match": tag})
    assert written.status_code == 200
    api.problem(api.put(path, BARE, headers={"If-Match": tag}), 412, "precondition_failed")
    api.problem(api.delete(path, headers={"If-Match": tag}), 412, "precondition_failed")
    assert api.get(path, headers={"If-None-Match": written.headers["etag"]}).status_code == 304
    assert api.delete(path, headers={"If-Match": written.headers["etag"]}).status_code == 204


def test_enabling_forgets_why_it_was_disabled(api: Api) -> None:
    webhook = api.make("/webhooks", BARE)
    path = f"/webhooks/{webhook['id']}"
    assert api.put(path, {**BARE, "enabled": False}).json()["enabled"] is False
    assert api.get(path).json()["disabled_reason"] is None
    api.in_store(
        lambda scope: scope.transaction.connection.execute(
            "UPDATE webhook_endpoints SET disabled_reason = 'gone' WHERE id = ?", (webhook["id"],)
        )
    )
    assert api.put(path, {**BARE, "enabled": False}).json()["disabled_reason"] == "gone"
    enabled = api.put(path, BARE).json()
    assert enabled["enabled"] is True
    assert enabled["disabled_reason"] is None


def test_a_deleted_webhook_is_gone_with_its_deliveries(api: Api) -> None:
    webhook = api.make("/webhooks", BARE)
    delivery = send_test(api, webhook["id"])
    path = f"/webhooks/{webhook['id']}"
    assert api.delete(path).status_code == 204
    for response in (
        api.get(path),
        api.put(path, BARE),
        api.delete(path),
        api.post(f"{path}/test"),
        api.get(f"{path}/deliveries"),
        api.post(f"{path}/deliveries/{delivery['id']}/redeliver"),
    ):
        api.problem(response, 404, "not_found")
    assert api.walk("/webhooks") == api.walk("/webhooks", event_type="client.created") == []


def test_another_organisations_webhook_does_not_exist(api: Api) -> None:
    foreign = api.make("/webhooks", BARE, key=api.other.both)
    delivery = api.post(f"/webhooks/{foreign['id']}/test", key=api.other.both).json()
    path = f"/webhooks/{foreign['id']}"
    mine = api.make("/webhooks", BARE)
    for response in (
        api.get(path),
        api.put(path, BARE),
        api.delete(path),
        api.post(f"{path}/test"),
        api.get(f"{path}/deliveries"),
        api.post(f"{path}/deliveries/{delivery['id']}/redeliver"),
        api.post(f"/webhooks/{mine['id']}/deliveries/{delivery['id']}/redeliver"),
        api.get(f"/webhooks/{mine['id']}/deliveries", params={"event_id": delivery["event_id"]}),
    ):
        api.problem(response, 404, "not_found")
    assert [webhook["id"] for webhook in api.walk("/webhooks")] == [mine["id"]]


def test_every_violation_of_a_body_is_named_at_once(api: Api) -> None:
    body = {
        "url": "ftp://hooks.example",
        "description": 5,
        "event_types": ["client.exploded", "client.exploded"],
        "enabled": "yes",
        "surprise": 1,
    }
    problem = api.problem(api.post("/webhooks", body), 400, "invalid_request")
    assert {error["pointer"] for error in problem["errors"]} >= {
        "/url",
        "/description",
        "/event_types",
        "/event_types/0",
        "/enabled",
        "/surprise",
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://user@hooks.example/",
        "https://user:pass@hooks.example/",
        "https://hooks.example/#part",
        "https://hooks.example:0/",
        "https://hooks.example:65536/",
        "https:///hooks",
        "https://hooks_.example/",
        "https://[::1/",
        "https://hooks.example/a b",
        "https://hooks.example\\@127.0.0.1/",
        "https://127.0.0.1%2f@hooks.example/",
        "//hooks.example/",
    ],
)
def test_a_url_that_could_be_read_in_two_ways_is_refused(api: Api, url: str) -> None:
    problem = api.problem(api.post("/webhooks", {**BARE, "url": url}), 400, "invalid_request")
    assert {error["pointer"] for error in problem["errors"]} == {"/url"}


@pytest.mark.parametrize(
    ("url", "codes"),
    [
        ("http://hooks.example/", {"url_scheme"}),
        ("http://10.0.0.1/", {"url_scheme", "private_address"}),
        ("https://127.0.0.1/", {"private_address"}),
        ("https://0x7f000001/", {"private_address"}),
        ("https://2130706433:8443/hook", {"private_address"}),
        ("https://0177.0.0.1/", {"private_address"}),
        ("https://169.254.169.254/latest/meta-data/", {"private_address"}),
        ("https://metadata.google.internal/", {"private_address"}),
        ("https://[::1]/", {"private_address"}),
        ("https://[::ffff:192.168.0.1]:443/", {"private_address"}),
        ("https://[fd00:ec2::254]/", {"private_address"}),
        ("https://localhost/", {"private_address"}),
        ("https://inside.example/", {"private_address"}),
    ],
)
def test_a_target_that_is_not_public_is_a_400(api: Api, url: str, codes: set[str]) -> None:
    api.addresses["inside.example"] = ["93.184.215.14", "192.168.7.7"]
    webhook = api.make("/webhooks", BARE)
    for response in (
        api.post("/webhooks", {**BARE, "url": url}),
        api.put(f"/webhooks/{webhook['id']}", {**BARE, "url": url}),
    ):
        problem = api.problem(response, 400, "invalid_request")
        assert {(error["pointer"], error["code"]) for error in problem["errors"]} == {
            ("/url", code) for code in codes
        }
    assert api.walk("/webhooks") == [{name: value for name, value in webhook.items() if name != "secret"}]


def test_a_host_that_resolves_to_public_addresses_or_not_at_all_is_accepted(api: Api) -> None:
    api.addresses["outside.example"] = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]
    for url in ("https://outside.example/", "https://nowhere.example/", "https://8.8.8.8:8443/"):
        assert api.make("/webhooks", {**BARE, "url": url})["url"] == url


def test_lists_are_filtered_and_sorted(api: Api) -> None:
    first = api.make("/webhooks", {**BARE, "event_types": ["client.created", "client.updated"]})["id"]
    api.clock.advance(60)
    second = api.make("/webhooks", {**BARE, "event_types": ["job.failed"], "enabled": False})["id"]

    def found(**params: Any) -> list[str]:
        return [webhook["id"] for webhook in api.walk("/webhooks", **params)]

    assert found() == [first, second]
    assert found(sort="-created_at") == found(sort="-updated_at") == [second, first]
    assert found(enabled="true") == [first]
    assert found(enabled="false") == [second]
    assert found(event_type="client.updated") == [first]
    assert found(event_type=["client.updated", "job.failed"]) == [first, second]
    assert found(event_type="backup.failed") == []
    assert found(updated_since="2026-11-24T09:31:00Z") == [second]


def test_pages_visit_every_webhook_once(api: Api) -> None:
    made = [api.make("/webhooks", BARE)["id"] for _ in range(5)]
    assert [webhook["id"] for webhook in api.walk("/webhooks", limit=2)] == made


def test_a_test_is_a_delivery_under_way_and_its_location_lists_it_alone(api: Api) -> None:
    webhook = api.make("/webhooks", FULL)
    send_test(api, webhook["id"])
    response = api.post(f"/webhooks/{webhook['id']}/test")
    assert response.status_code == 202
    assert response.headers["retry-after"] == "1"
    delivery = response.json()
    assert delivery["test"] is True
    assert delivery["event_type"] == "evaluation.failed"
    assert (delivery["status"], delivery["attempts"]) == ("pending", [])
    assert delivery["next_attempt_at"] == "2026-11-24T09:30:00.000Z"
    assert api.get(response.headers["location"]).json()["data"] == [delivery]


def test_a_test_under_the_same_key_is_one_test(api: Api) -> None:
    webhook = api.make("/webhooks", FULL)
    headers = {"Idempotency-Key": "test-1"}
    first = api.post(f"/webhooks/{webhook['id']}/test", headers=headers)
    assert api.post(f"/webhooks/{webhook['id']}/test", headers=headers).json() == first.json()
    assert len(api.walk(f"/webhooks/{webhook['id']}/deliveries")) == 1
    other = api.make("/webhooks", FULL)
    reused = api.post(f"/webhooks/{other['id']}/test", headers=headers)
    api.problem(reused, 422, "idempotency_key_reused")


def test_a_disabled_webhook_is_neither_tested_nor_delivered_to_again(api: Api) -> None:
    webhook = api.make("/webhooks", BARE)
    path = f"/webhooks/{webhook['id']}"
    delivery = send_test(api, webhook["id"])
    deliver(api, webhook["id"], "failed")
    api.put(path, {**BARE, "enabled": False})
    api.problem(api.post(f"{path}/test"), 409, "webhook_disabled")
    again = f"{path}/deliveries/{delivery['id']}/redeliver"
    api.problem(api.post(again), 409, "webhook_disabled")
    api.problem(api.post(f"{path}/deliveries/{UNKNOWN_ID}/redeliver"), 404, "not_found")


def test_a_delivery_that_has_ended_is_delivered_again_and_a_pending_one_is_not(api: Api) -> None:
    webhook = api.make("/webhooks", BARE)
    delivery = send_test(api, webhook["id"])
    path = f"/webhooks/{webhook['id']}/deliveries/{delivery['id']}/redeliver"
    api.problem(api.post(path), 409, "delivery_pending")
    deliver(api, webhook["id"])
    api.clock.advance(60)
    headers = {"Idempotency-Key": "again-1"}
    response = api.post(path, headers=headers)
    assert response.status_code == 202
    again = response.json()
    assert again == {
        **delivery,
        "next_attempt_at": "2026-11-24T09:31:00.000Z",
        "updated_at": "2026-11-24T09:31:00.000Z",
    }
    assert api.get(response.headers["location"]).json()["data"] == [again]
    assert api.post(path, headers=headers).json() == again
    api.problem(api.post(path), 409, "delivery_pending")
    other = api.make("/webhooks", BARE)
    reused = f"/webhooks/{other['id']}/deliveries/{delivery['id']}/redeliver"
    api.problem(api.post(reused, headers=headers), 422, "idempotency_key_reused")
    api.problem(api.post(reused), 404, "not_found")


def test_deliveries_are_filtered_and_sorted(api: Api) -> None:
    webhook = api.make("/webhooks", BARE)
    first = send_test(api, webhook["id"])
    deliver(api, webhook["id"], "failed")
    api.clock.advance(60)
    api.put(f"/webhooks/{webhook['id']}", {**BARE, "event_types": ["job.failed"]})
    second = send_test(api, webhook["id"])
    other = send_test(api, api.make("/webhooks", BARE)["id"])

    def found(**params: Any) -> list[str]:
        return [row["id"] for row in api.walk(f"/webhooks/{webhook['id']}/deliveries", **params)]

    assert found() == [first["id"], second["id"]]
    assert found(sort="-updated_at", limit="1") == found(sort="-created_at") == [second["id"], first["id"]]
    assert found(status="failed") == [first["id"]]
    assert found(status=["failed", "pending"]) == [first["id"], second["id"]]
    assert found(event_type="job.failed") == [second["id"]]
    assert found(event_id=first["event_id"]) == [first["id"]]
    assert found(updated_since="2026-11-24T09:31:00Z") == [second["id"]]
    path = f"/webhooks/{webhook['id']}/deliveries"
    for event_id in (UNKNOWN_ID, other["event_id"]):
        api.problem(api.get(path, params={"event_id": event_id}), 404, "not_found")


@pytest.mark.parametrize(
    ("path", "params", "parameter"),
    [
        ("/webhooks", {"enabled": "maybe"}, "enabled"),
        ("/webhooks", {"event_type": "client.exploded"}, "event_type"),
        ("/webhooks", {"sort": "url"}, "sort"),
        ("/webhooks", {"cursor": "WzEsImFiYyJd"}, "cursor"),
        ("/webhooks", {"surprise": "1"}, "surprise"),
        ("/webhooks/{id}/deliveries", {"status": "lost"}, "status"),
        ("/webhooks/{id}/deliveries", {"event_id": "7"}, "event_id"),
        ("/webhooks/not-an-id/deliveries", {}, "webhook_id"),
        ("/webhooks/not-an-id", {}, "webhook_id"),
    ],
)
def test_a_bad_parameter_is_named(api: Api, path: str, params: dict[str, str], parameter: str) -> None:
    webhook = api.make("/webhooks", BARE)
    response = api.get(path.format(id=webhook["id"]), params=params)
    problem = api.problem(response, 400, "invalid_request")
    assert {error["parameter"] for error in problem["errors"]} == {parameter}


def test_malformed_ids_are_400s_and_unknown_ones_404s_everywhere(api: Api) -> None:
    webhook = api.make("/webhooks", BARE)
    for webhook_id, status, code in (("x", 400, "invalid_request"), (UNKNOWN_ID, 404, "not_found")):
        path = f"/webhooks/{webhook_id}"
        for response in (
            api.get(path),
            api.put(path, BARE),
            api.delete(path),
            api.post(f"{path}/test"),
            api.get(f"{path}/deliveries"),
            api.post(f"{path}/deliveries/{UNKNOWN_ID}/redeliver"),
            api.post(f"/webhooks/{webhook['id']}/deliveries/{webhook_id}/redeliver"),
        ):
            api.problem(response, status, code)


def test_no_secret_is_in_the_database_in_clear_text(api: Api) -> None:
    made = api.post("/webhooks", BARE, headers={"Idempotency-Key": "once"}).json()
    rotated = api.put(f"/webhooks/{made['id']}", {**BARE, "rotate_secret": True}).json()
    path = Path(api.settings.database_url.removeprefix("sqlite:///"))
    content = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert made["id"].encode() in content
    for secret in (made["secret"], rotated["secret"]):
        assert secret.encode() not in content
        assert secret.removeprefix("whsec_").encode() not in content
    again = api.post("/webhooks", BARE, headers={"Idempotency-Key": "once"})
    assert again.headers["idempotency-replayed"] == "true"
    assert again.json()["secret"] == made["secret"]
