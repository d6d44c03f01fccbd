"""Data that other systems report: alerts, backup jobs, software."""

from typing import Any

import pytest

from tests.product.handlers.background import valid_events
from tests.product.handlers.harness import UNKNOWN_ID, Api

SUCCEEDED = {"name": "files-01 nightly", "provider": "veeam", "status": "succeeded", "size_bytes": 2010}


@pytest.fixture
def client_id(api: Api) -> str:
    return str(api.make_client()["id"])


@pytest.fixture
def asset(api: Api, client_id: str) -> dict[str, Any]:
    return api.make("/assets", {"client_id": client_id, "type": "server", "hostname": "files-01"})


def alert_of(client_id: str, **more: Any) -> dict[str, Any]:
    return {"client_id": client_id, "title": "Disk full", "severity": "high", "source": "ninjaone", **more}


def test_a_reported_alert_is_stored_and_moves_the_risk_score(
    api: Api, client_id: str, asset: dict[str, Any]
) -> None:
    body = alert_of(client_id, asset_id=asset["id"], raised_at="2026-11-24T10:00:00+01:00")
    response = api.post("/alerts", body)
    alert = response.json()
    assert response.headers["location"].endswith(f"/alerts/{alert['id']}")
    assert api.get(f"/alerts/{alert['id']}").json() == alert
    assert (alert["status"], alert["raised_at"]) == ("open", "2026-11-24T09:00:00.000Z")
    events = valid_events(api, "client.created", "asset.created", "alert.created", "client.updated")
    assert (events[2], events[3]["risk_score"]) == (alert, 100 * 8 // 88)
    assert api.make("/alerts", alert_of(client_id))["raised_at"] == "2026-11-24T09:30:00.000Z"


def test_a_reported_alert_names_a_client_and_its_own_asset(api: Api, asset: dict[str, Any]) -> None:
    other = api.make_client("Other")["id"]
    api.problem(api.post("/alerts", alert_of(UNKNOWN_ID)), 404, "not_found")
    api.problem(api.post("/alerts", alert_of(other, asset_id=UNKNOWN_ID)), 404, "not_found")
    api.problem(api.post("/alerts", alert_of(other, asset_id=asset["id"])), 409, "client_mismatch")
    api.problem(api.post("/alerts", alert_of(other), key=api.other.both), 404, "not_found")
    api.problem(api.post("/alerts", alert_of(other, severity="awful")), 400, "invalid_request")
    assert api.walk("/alerts") == []


def test_a_backup_job_is_reported_again_and_again(api: Api, client_id: str) -> None:
    first = api.post("/backups/jobs", {**SUCCEEDED, "client_id": client_id}).json()
    assert (first["last_success_at"], first["age_hours"]) == ("2026-11-24T09:30:00.000Z", 0.0)
    api.clock.advance(3600)
    failed = {"name": "files-01 nightly", "provider": "veeam", "status": "failed", "message": "No space."}
    second = api.post("/backups/jobs", {**failed, "client_id": client_id}).json()
    assert (second["id"], second["status"], second["message"]) == (first["id"], "failed", "No space.")
    assert (second["last_success_at"], second["size_bytes"]) == (first["last_success_at"], 2010)
    third = api.post("/backups/jobs", {**SUCCEEDED, "client_id": client_id}).json()
    assert (third["status"], third["message"], third["age_hours"]) == ("succeeded", None, 0.0)
    other = api.post("/backups/jobs", {**SUCCEEDED, "client_id": client_id, "provider": "acronis"}).json()
    assert other["id"] != first["id"]
    assert api.walk("/backups/jobs") == [third, other]
    events = valid_events(api, "client.created", "backup.failed", "backup.recovered")
    assert events[1:] == [second, third]


def test_software_is_replaced_as_a_whole(api: Api, asset: dict[str, Any]) -> None:
    path = f"/assets/{asset['id']}/software"
    zip_, firefox = {"name": "7-Zip", "version": "24.09"}, {"name": "Firefox", "version": "140.5.0"}
    changes = api.put(path, {"items": [zip_, firefox]})
    assert changes.json() == {"created": 2, "updated": 0, "unchanged": 0, "removed": 0}
    before = api.walk(path)
    newer = {**firefox, "version": "141.0"}
    changes = api.put(path, {"items": [{**zip_, "installed_at": "2026-05-18T10:20:00Z"}, newer]})
    assert changes.json() == {"created": 1, "updated": 1, "unchanged": 0, "removed": 1}
    after = api.walk(path)
    assert [(each["name"], each["version"]) for each in after] == [("7-Zip", "24.09"), ("Firefox", "141.0")]
    assert after[0]["id"] == before[0]["id"]
    assert api.put(path, {"items": []}).json()["removed"] == 2
    assert api.walk(path) == []
    api.problem(api.put(path, {"items": []}, key=api.other.both), 404, "not_found")
    api.problem(api.put(path, {"items": [{"version": "1"}]}), 400, "invalid_request")
