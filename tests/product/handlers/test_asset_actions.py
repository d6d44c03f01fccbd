"""What actions on assets promise."""

from typing import Any

import pytest

from tests.product.handlers.background import valid_events
from tests.product.handlers.harness import UNKNOWN_ID, Api


def make_asset(api: Api, **fields: Any) -> dict[str, Any]:
    client_id = api.make_client()["id"]
    return api.make("/assets", {"client_id": client_id, "type": "endpoint", "hostname": "front-01", **fields})


def act(api: Api, asset: dict[str, Any], **body: Any) -> dict[str, Any]:
    return api.job(api.post(f"/assets/{asset['id']}/actions", body))


def test_isolate_and_release_change_the_status(api: Api) -> None:
    asset = make_asset(api)
    job = act(api, asset, action="isolate", reason="Beaconing.")
    result = job["result"]
    assert (job["status"], result["outcome"], result["simulate"]) == ("succeeded", "done", False)
    assert result["detail"] == "Disconnected from the network; status is now needs_review."
    assert (result["job_id"], result["asset_id"]) == (job["id"], asset["id"])
    assert (result["client_id"], result["reason"]) == (asset["client_id"], "Beaconing.")
    assert api.get(f"/assets/{asset['id']}").json()["status"] == "needs_review"
    assert act(api, asset, action="isolate", reason="Again.")["result"]["outcome"] == "unchanged"
    assert act(api, asset, action="release", reason="Clean.")["result"]["outcome"] == "done"
    assert api.get(f"/assets/{asset['id']}").json()["status"] == "active"
    events = valid_events(
        api,
        "client.created",
        "asset.created",
        "asset.updated",
        "asset.action_completed",
        "asset.action_completed",
        "asset.updated",
        "asset.action_completed",
    )
    assert (events[2]["status"], events[3]) == ("needs_review", result)


@pytest.mark.parametrize("action", ["scan", "isolate", "release", "protect"])
def test_a_simulated_action_leaves_the_asset_untouched(api: Api, action: str) -> None:
    asset = make_asset(api)
    job = act(api, asset, action=action, simulate=True, reason="A drill.")
    assert job["result"]["simulate"] is True
    assert api.get(f"/assets/{asset['id']}").json() == asset
    valid_events(api, "client.created", "asset.created", "asset.action_completed")


@pytest.mark.parametrize("depth", ["quick", "full"])
def test_a_scan_reads_the_state_anew_and_changes_nothing_else(api: Api, depth: str) -> None:
    asset = make_asset(api)
    api.clock.advance(60)
    result = act(api, asset, action="scan", depth=depth)["result"]
    assert result["reason"] is None
    after = api.get(f"/assets/{asset['id']}").json()
    assert after["last_seen_at"] == result["completed_at"] == "2026-11-24T09:31:00.000Z"
    assert {**after, "last_seen_at": 0, "updated_at": 0} == {**asset, "last_seen_at": 0, "updated_at": 0}


def test_protect_leaves_the_status_as_it_is(api: Api) -> None:
    asset = make_asset(api, status="needs_review")
    assert act(api, asset, action="protect", reason="Switched off.")["status"] == "succeeded"
    assert api.get(f"/assets/{asset['id']}").json()["status"] == "needs_review"


@pytest.mark.parametrize("simulate", [True, False])
@pytest.mark.parametrize("action", ["scan", "isolate", "release", "protect"])
def test_an_inactive_asset_takes_no_action(api: Api, action: str, simulate: bool) -> None:
    asset = make_asset(api, status="inactive")
    body = {"action": action, "reason": "Because.", "simulate": simulate}
    api.problem(api.post(f"/assets/{asset['id']}/actions", body), 409, "asset_inactive")


@pytest.mark.parametrize("kind", ["network", "cloud"])
def test_only_endpoints_and_servers_are_isolated_and_released(api: Api, kind: str) -> None:
    asset = make_asset(api, type=kind)
    for action in ("isolate", "release"):
        body = {"action": action, "reason": "Because."}
        api.problem(api.post(f"/assets/{asset['id']}/actions", body), 409, "action_not_supported")
    assert act(api, asset, action="scan")["status"] == "succeeded"


def test_an_asset_that_changed_meanwhile_fails_the_job(api: Api) -> None:
    asset = make_asset(api)
    accepted = api.post(f"/assets/{asset['id']}/actions", {"action": "isolate", "reason": "Beaconing."})
    replacement = {name: asset[name] for name in ("client_id", "type", "hostname")}
    api.put(f"/assets/{asset['id']}", {**replacement, "status": "inactive"})
    job = api.job(accepted)
    assert (job["status"], job["errors"][0]["code"]) == ("failed", "asset_inactive")
    valid_events(api, "client.created", "asset.created", "asset.updated", "job.failed")


def test_bad_requests_name_what_is_wrong(api: Api) -> None:
    asset = make_asset(api)
    for body, pointer in (
        ({"action": "isolate"}, "/reason"),
        ({"action": "explode"}, "/action"),
        ({"action": "isolate", "reason": "x", "depth": "full"}, "/depth"),
        ({"action": "scan", "depth": "deep"}, "/depth"),
        ({}, "/action"),
    ):
        problem = api.problem(api.post(f"/assets/{asset['id']}/actions", body), 400, "invalid_request")
        assert pointer in [error["pointer"] for error in problem["errors"]]
    api.problem(api.post(f"/assets/{UNKNOWN_ID}/actions", {"action": "scan"}), 404, "not_found")
    path = f"/assets/{asset['id']}/actions"
    api.problem(api.post(path, {"action": "scan"}, key=api.other.both), 404, "not_found")
