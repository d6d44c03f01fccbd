"""What the operations on backups promise."""

from typing import Any

from brainstormmsp.store.seed import seed
from tests.product.handlers.background import made_backup_job, valid_events
from tests.product.handlers.harness import UNKNOWN_ID, Api

NOW = "2026-11-24T09:30:00.000Z"
HALF_A_DAY_AGO = "2026-11-23T21:30:00.000Z"
JUST_FRESH = "2026-11-22T09:30:00.000Z"
JUST_STALE = "2026-11-22T09:29:59.999Z"


def asset(api: Api, client_id: str, hostname: str = "s", **fields: Any) -> str:
    body = {"client_id": client_id, "type": "server", "hostname": hostname, **fields}
    return str(api.make("/assets", body)["id"])


def test_coverage_counts_the_assets_by_how_well_they_are_backed_up(api: Api) -> None:
    first, second, third = (api.make_client(name)["id"] for name in ("First", "Second", "Third"))
    fresh, stale, never, none = (asset(api, first, f"s{number}") for number in range(4))
    asset(api, first, "switch", type="network")
    retired = asset(api, first, "retired", status="inactive")
    made_backup_job(api, first, asset_id=fresh, last_success_at=JUST_FRESH, status="failed")
    made_backup_job(api, first, asset_id=fresh, last_success_at=JUST_STALE)
    made_backup_job(api, first, asset_id=stale, last_success_at=JUST_STALE, status="succeeded")
    made_backup_job(api, first, asset_id=never)
    made_backup_job(api, first, asset_id=retired, last_success_at=NOW)
    made_backup_job(api, first, name="mailboxes", last_success_at=NOW)
    for number in range(3):
        protected = asset(api, second, f"e{number}", type="endpoint")
        if number < 2:
            made_backup_job(api, second, asset_id=protected, last_success_at=NOW)
    coverage = api.get("/backups/coverage").json()
    assert {name: coverage[name] for name in coverage if name != "by_client"} == {
        "asset_count": 7,
        "protected_count": 3,
        "stale_count": 1,
        "unprotected_count": 3,
        "percent": 42.8,
        "client_count": 3,
    }
    assert [(each["client_name"], each["percent"]) for each in coverage["by_client"]] == [
        ("First", 25.0),
        ("Second", 66.6),
        ("Third", None),
    ]
    assert none
    only = api.get("/backups/coverage", params={"client_id": third}).json()
    assert (only["client_count"], only["asset_count"], only["percent"]) == (1, 0, None)


def test_coverage_leaves_out_archived_clients_and_other_organisations(api: Api) -> None:
    gone = api.make_client("Gone")["id"]
    asset(api, gone)
    archived = api.make("/clients", {"name": "Archived", "status": "archived"})["id"]
    asset(api, archived)
    api.delete(f"/clients/{gone}?dependents=delete")
    foreign = api.make_client("Foreign", key=api.other.both)["id"]
    coverage = api.get("/backups/coverage").json()
    assert (coverage["client_count"], coverage["asset_count"], coverage["by_client"]) == (0, 0, [])
    for unknown in (foreign, gone, UNKNOWN_ID):
        api.problem(api.get("/backups/coverage", params={"client_id": unknown}), 404, "not_found")


def test_unchanged_coverage_is_not_sent_again(api: Api) -> None:
    tag = api.get("/backups/coverage").headers["etag"]
    assert api.get("/backups/coverage", headers={"If-None-Match": tag}).status_code == 304
    api.make_client()
    assert api.get("/backups/coverage", headers={"If-None-Match": tag}).status_code == 200


def test_backup_jobs_are_listed_with_their_age(api: Api) -> None:
    client_id = api.make_client()["id"]
    asset_id = asset(api, client_id)
    first = made_backup_job(api, client_id, asset_id=asset_id, last_success_at=HALF_A_DAY_AGO, size_bytes=7)
    second = made_backup_job(api, client_id, name="a mailbox", provider="acronis")
    made_backup_job(api, api.make_client(key=api.other.both)["id"], api.other)
    assert api.walk("/backups/jobs") == [{**first, "age_hours": 12.0}, {**second, "age_hours": None}]
    assert "connection" not in api.walk("/backups/jobs")[0]
    assert [row["id"] for row in api.walk("/backups/jobs", sort="name")] == [second["id"], first["id"]]
    assert [row["id"] for row in api.walk("/backups/jobs", asset_id=asset_id)] == [first["id"]]
    assert [row["id"] for row in api.walk("/backups/jobs", provider=["acronis", "cove"])] == [second["id"]]
    assert len(api.walk("/backups/jobs", client_id=client_id, status="never_run", limit=1)) == 2
    assert api.walk("/backups/jobs", updated_since="2026-11-24T09:30:01Z") == []
    for name in ("client_id", "asset_id"):
        api.problem(api.get("/backups/jobs", params={name: UNKNOWN_ID}), 404, "not_found")
    api.problem(api.get("/backups/jobs", params={"status": "lost"}), 400, "invalid_request")


def test_a_retry_runs_the_backup_once_more(api: Api) -> None:
    backup = made_backup_job(api, api.make_client()["id"], status="failed", message="Full.", size_bytes=2000)
    accepted = api.post(f"/backups/jobs/{backup['id']}/retry")
    assert accepted.status_code == 202
    assert api.walk("/backups/jobs")[0]["status"] == "running"
    api.problem(api.post(f"/backups/jobs/{backup['id']}/retry"), 409, "backup_running")
    api.clock.advance(60)
    job = api.job(accepted)
    assert (job["kind"], job["result"]) == (
        "backup_retry",
        {"backup_job_id": backup["id"], "outcome": "succeeded"},
    )
    (after,) = api.walk("/backups/jobs")
    assert (after["status"], after["age_hours"], after["size_bytes"]) == ("succeeded", 0.0, 2010)
    assert after["last_success_at"] == "2026-11-24T09:31:00.000Z"
    assert after["message"] is None
    assert valid_events(api, "client.created", "backup.recovered")[1] == after


def test_a_backup_that_fails_again_raises_its_event(api: Api) -> None:
    backup = made_backup_job(
        api, api.make_client()["id"], last_success_at=HALF_A_DAY_AGO, connection={"fails": "full"}
    )
    job = api.job(api.post(f"/backups/jobs/{backup['id']}/retry"))
    assert (job["status"], job["result"]["outcome"]) == ("succeeded", "failed")
    (after,) = api.walk("/backups/jobs")
    assert (after["status"], after["message"]) == ("failed", "The repository has no space left.")
    assert after["last_success_at"] == HALF_A_DAY_AGO
    assert valid_events(api, "client.created", "backup.failed")[1] == after


def test_a_product_that_never_answers_fails_job_and_backup(api: Api) -> None:
    backup = made_backup_job(api, api.make_client()["id"], connection={"fails": "unreachable"})
    accepted = api.post(f"/backups/jobs/{backup['id']}/retry")
    for _ in range(5):
        job = api.job(accepted)
        api.clock.advance(60)
    assert (job["status"], job["errors"][0]["code"]) == ("failed", "backup_product_unreachable")
    (after,) = api.walk("/backups/jobs")
    assert (after["status"], after["message"]) == ("failed", "The backup product did not respond.")
    valid_events(api, "client.created", "backup.failed", "job.failed")


def test_another_organisations_backup_job_does_not_exist(api: Api) -> None:
    foreign = made_backup_job(api, api.make_client(key=api.other.both)["id"], api.other)
    for backup_job_id in (foreign["id"], UNKNOWN_ID):
        api.problem(api.post(f"/backups/jobs/{backup_job_id}/retry"), 404, "not_found")
    api.problem(api.post("/backups/jobs/1/retry"), 400, "invalid_request")


def test_the_demo_data_tells_of_backups_and_integrations(api: Api) -> None:
    seed(api.database, api.clock)
    jobs = api.walk("/backups/jobs", limit=100)
    assert len(jobs) > 300
    assert {job["status"] for job in jobs} == {"succeeded", "failed", "warning", "never_run"}
    assert all(job["created_at"] <= job["updated_at"] <= NOW for job in jobs)
    coverage = api.get("/backups/coverage").json()
    assert 50 < coverage["percent"] < 95
    assert len(api.walk("/integrations")) == 11
