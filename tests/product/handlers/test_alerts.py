"""What the operations on alerts promise."""

from typing import Any

import pytest

from brainstormmsp.store.alerts import ALERTS
from tests.product.handlers.harness import UNKNOWN_ID, Api, Member


def raise_alert(api: Api, client_id: str, member: Member | None = None, **changes: Any) -> dict[str, Any]:
    """Store an alert as a monitoring source does."""
    given = {
        "client_id": client_id,
        "title": "Suspicious attachment blocked",
        "severity": "high",
        "source": "defender",
        "raised_at": "2026-11-24T08:47:19Z",
        **changes,
    }
    alert: dict[str, Any] = api.in_store(lambda scope: ALERTS.insert(scope, {}, **given), member)
    return alert


def test_an_alert_is_read_as_its_source_raised_it(api: Api) -> None:
    alert = raise_alert(api, api.make_client()["id"])
    response = api.get(f"/alerts/{alert['id']}")
    assert response.status_code == 200
    assert response.json()["status"] == "open"
    assert response.json()["raised_at"] == "2026-11-24T08:47:19.000Z"
    assert [response.json()[name] for name in ("asset_id", "note", "resolved_at")] == [None] * 3
    tag = {"If-None-Match": response.headers["etag"]}
    assert api.get(f"/alerts/{alert['id']}", headers=tag).status_code == 304


def test_an_alert_is_acknowledged_and_resolved(api: Api) -> None:
    alert = raise_alert(api, api.make_client()["id"])
    path = f"/alerts/{alert['id']}"
    api.clock.advance(1)
    acknowledged = api.put(path, {"status": "acknowledged", "note": "Called them."}).json()
    assert acknowledged == {
        **alert,
        "status": "acknowledged",
        "note": "Called them.",
        "updated_at": "2026-11-24T09:30:01.000Z",
    }
    api.clock.advance(1)
    resolved = api.put(path, {"status": "resolved"}).json()
    assert resolved["note"] is None
    assert resolved["resolved_at"] == resolved["updated_at"] == "2026-11-24T09:30:02.000Z"
    assert api.events() == [
        ("client.created", api.walk("/clients")[0]),
        ("alert.updated", acknowledged),
        ("alert.updated", resolved),
    ]


def test_an_open_alert_may_be_resolved_at_once(api: Api) -> None:
    alert = raise_alert(api, api.make_client()["id"])
    assert api.put(f"/alerts/{alert['id']}", {"status": "resolved"}).json()["status"] == "resolved"


def test_an_alert_never_moves_back(api: Api) -> None:
    path = f"/alerts/{raise_alert(api, api.make_client()['id'])['id']}"
    api.put(path, {"status": "acknowledged"})
    api.problem(api.put(path, {"status": "open"}), 409, "alert_acknowledged")
    assert api.put(path, {"status": "acknowledged", "note": "Still at it."}).status_code == 200
    api.put(path, {"status": "resolved"})
    before = api.get(path).json()
    for status in ("open", "acknowledged", "resolved"):
        api.problem(api.put(path, {"status": status, "note": "no"}), 409, "alert_resolved")
    assert api.get(path).json() == before


def test_if_match_is_judged_before_the_move(api: Api) -> None:
    path = f"/alerts/{raise_alert(api, api.make_client()['id'])['id']}"
    api.put(path, {"status": "resolved"})
    stale = api.put(path, {"status": "open"}, headers={"If-Match": '"stale"'})
    api.problem(stale, 412, "precondition_failed")


@pytest.mark.parametrize(
    "body", [{}, {"status": "asleep"}, {"status": "open", "mood": "low"}, {"status": None}]
)
def test_only_the_status_and_the_note_are_written(api: Api, body: dict[str, Any]) -> None:
    path = f"/alerts/{raise_alert(api, api.make_client()['id'])['id']}"
    api.problem(api.put(path, body), 400, "invalid_request")
    assert api.get(path).json()["severity"] == "high"


def test_another_organisations_alert_does_not_exist(api: Api) -> None:
    client_id = api.make_client(key=api.other.both)["id"]
    path = f"/alerts/{raise_alert(api, client_id, api.other)['id']}"
    api.problem(api.get(path), 404, "not_found")
    api.problem(api.put(path, {"status": "resolved"}), 404, "not_found")
    assert api.walk("/alerts") == []
    assert len(api.walk("/alerts", key=api.other.reader)) == 1


def test_lists_are_filtered_and_sorted(api: Api) -> None:
    one, two = api.make_client("One")["id"], api.make_client("Two")["id"]
    asset = api.make("/assets", {"client_id": one, "type": "endpoint", "hostname": "pc-01"})["id"]
    raise_alert(api, one, asset_id=asset, title="A", severity="critical")
    raise_alert(api, one, title="B", source="entra_id", raised_at="2026-11-23T00:00:00Z")
    resolved = raise_alert(api, two, title="C", severity="low", raised_at="2026-11-25T00:00:00Z")
    api.clock.advance(60)
    api.put(f"/alerts/{resolved['id']}", {"status": "resolved"})

    def titles(**params: Any) -> str:
        return "".join(row["title"] for row in api.walk("/alerts", limit=1, **params))

    assert titles() == "ABC"
    assert titles(sort="-raised_at") == "CAB"
    assert titles(client_id=one) == "AB"
    assert titles(asset_id=asset) == "A"
    assert titles(severity=["high", "critical"]) == "AB"
    assert titles(status=["open", "acknowledged"], source="entra_id") == "B"
    assert titles(updated_since="2026-11-24T09:31:00Z") == "C"
    foreign = api.make_client(key=api.other.both)["id"]
    for params in ({"client_id": foreign}, {"client_id": UNKNOWN_ID}, {"asset_id": UNKNOWN_ID}):
        api.problem(api.get("/alerts", params=params), 404, "not_found")
    api.problem(api.get("/alerts", params={"search": "a"}), 400, "invalid_request")
