"""What the operations on integrations promise."""

from dataclasses import replace

import pytest

from brainstormmsp.command_line.background import installed_connectors, job_kinds, work_services
from brainstormmsp.connectors import missing_connectors
from brainstormmsp.jobs import Worker
from tests.product.handlers.background import made_integration, valid_events
from tests.product.handlers.harness import UNKNOWN_ID, Api


def test_an_integration_is_read_without_what_it_is_signed_in_with(api: Api) -> None:
    made = made_integration(api, connection={"token": "very secret"})
    response = api.get(f"/integrations/{made['id']}")
    assert response.json() == made
    assert (made["health"], made["last_sync_at"], made["enabled"]) == ("unknown", None, True)
    assert "secret" not in response.text
    tag = response.headers["etag"]
    assert api.get(f"/integrations/{made['id']}", headers={"If-None-Match": tag}).status_code == 304


def test_integrations_are_filtered_and_sorted(api: Api) -> None:
    first = made_integration(api, provider="okta", name="Okta", enabled=False)
    second = made_integration(api, provider="duo", name="Duo", health="failing")
    made_integration(api, api.other)
    assert [row["id"] for row in api.walk("/integrations", limit=1)] == [first["id"], second["id"]]
    assert [row["name"] for row in api.walk("/integrations", sort="name")] == ["Duo", "Okta"]
    assert [row["name"] for row in api.walk("/integrations", provider=["duo", "veeam"])] == ["Duo"]
    assert [row["name"] for row in api.walk("/integrations", health=["failing", "degraded"])] == ["Duo"]
    assert [row["name"] for row in api.walk("/integrations", enabled="false")] == ["Okta"]
    api.problem(api.get("/integrations", params={"enabled": "0"}), 400, "invalid_request")


def test_another_organisations_integration_does_not_exist(api: Api) -> None:
    foreign = made_integration(api, api.other)["id"]
    for unknown in (foreign, UNKNOWN_ID):
        api.problem(api.get(f"/integrations/{unknown}"), 404, "not_found")
        api.problem(api.post(f"/integrations/{unknown}/sync"), 404, "not_found")
    api.problem(api.get("/integrations/one"), 400, "invalid_request")
    api.problem(api.post("/integrations/one/sync"), 400, "invalid_request")


@pytest.mark.parametrize(("provider", "resource"), [("ninjaone", "assets"), ("connectwise", "tickets")])
def test_a_sync_writes_what_is_new_and_what_has_changed(api: Api, provider: str, resource: str) -> None:
    clients = {api.make_client(f"Client {number}")["id"] for number in range(23)}
    integration = made_integration(api, provider=provider)
    path = f"/integrations/{integration['id']}/sync"
    job = api.job(api.post(path))
    assert job["result"] == {
        "integration_id": integration["id"],
        "received": 23,
        "created": 23,
        "updated": 0,
    }
    assert {row["client_id"] for row in api.walk(f"/{resource}", limit=100)} == clients
    after = api.get(f"/integrations/{integration['id']}").json()
    assert (after["health"], after["last_sync_at"]) == ("healthy", job["finished_at"])
    again = api.job(api.post(path))["result"]
    assert (again["received"], again["created"], again["updated"]) == (23, 0, 0)
    api.clock.advance(3600)
    later = api.job(api.post(path))["result"]
    assert (later["created"], later["updated"]) == (0, 23 if resource == "assets" else 0)


def test_a_system_that_sends_nothing_is_healthy(api: Api) -> None:
    api.make_client()
    integration = made_integration(api, provider="okta")
    result = api.job(api.post(f"/integrations/{integration['id']}/sync"))["result"]
    assert result["received"] == 0
    assert api.get(f"/integrations/{integration['id']}").json()["health"] == "healthy"


def test_one_sync_at_a_time(api: Api) -> None:
    integration = made_integration(api)
    path = f"/integrations/{integration['id']}/sync"
    accepted = api.post(path)
    assert accepted.json()["kind"] == "integration_sync"
    api.problem(api.post(path), 409, "sync_running")
    api.job(accepted)
    assert api.post(path).status_code == 202


def test_what_is_not_enabled_is_not_synced(api: Api) -> None:
    integration = made_integration(api, enabled=False)
    api.problem(api.post(f"/integrations/{integration['id']}/sync"), 409, "integration_disabled")


def test_a_failed_sync_shows_in_the_health_and_raises_its_event(api: Api) -> None:
    integration = made_integration(api, connection={"fails": "unreachable"})
    path = f"/integrations/{integration['id']}/sync"
    accepted = api.post(path)
    for _ in range(5):
        job = api.job(accepted)
        api.clock.advance(60)
    assert (job["status"], job["errors"][0]["code"]) == ("failed", "integration_unreachable")
    after = api.get(f"/integrations/{integration['id']}").json()
    assert (after["health"], after["message"]) == ("failing", "The other system did not respond.")
    assert after["last_sync_at"] is None
    assert valid_events(api, "integration.sync_failed", "job.failed")[0] == after
    assert api.post(path).status_code == 202


def test_health_tells_of_the_last_five_syncs(api: Api) -> None:
    integration = made_integration(api, provider="okta", recent_syncs=[True, False], health="failing")
    path = f"/integrations/{integration['id']}"
    seen = []
    for _ in range(5):
        api.job(api.post(f"{path}/sync"))
        seen.append(api.get(path).json()["health"])
    assert seen == ["degraded"] * 4 + ["healthy"]


def test_an_integration_is_created_renamed_and_disabled(api: Api) -> None:
    made = api.make("/integrations", {"provider": "ninjaone", "name": "NinjaOne"})
    path = f"/integrations/{made['id']}"
    assert (made["enabled"], made["health"], made["last_sync_at"]) == (True, "unknown", None)
    assert api.get(path).json() == made
    api.clock.advance(1)
    replaced = api.put(
        path, {**made, "name": "NinjaOne (EU)", "provider": "atera", "health": "failing"}
    ).json()
    assert (replaced["name"], replaced["provider"], replaced["health"]) == (
        "NinjaOne (EU)",
        "ninjaone",
        "unknown",
    )
    disabled = api.request("PATCH", path, json={"enabled": False}).json()
    assert (disabled["name"], disabled["enabled"]) == ("NinjaOne (EU)", False)
    api.problem(api.post(f"{path}/sync"), 409, "integration_disabled")
    stale = api.put(path, {"name": "Late"}, headers={"If-Match": '"stale"'})
    api.problem(stale, 412, "precondition_failed")
    api.problem(api.put(path, {"name": "Theirs"}, key=api.other.both), 404, "not_found")
    api.problem(api.post("/integrations", {"provider": "unheard_of", "name": "X"}), 400, "invalid_request")


def test_without_connectors_a_sync_fails_for_good(api: Api) -> None:
    integration = made_integration(api)
    job = api.post(f"/integrations/{integration['id']}/sync").json()
    services = work_services(api.settings, api.services)
    Worker(api.database, services, job_kinds(missing_connectors())).run_due()
    ended = api.get(f"/jobs/{job['id']}").json()
    assert (ended["status"], ended["errors"][0]["code"]) == ("failed", "connector_missing")
    production = replace(api.settings, environment="production")
    assert type(installed_connectors(api.settings).agent) is not type(missing_connectors().agent)
    assert type(installed_connectors(production).agent) is type(missing_connectors().agent)
