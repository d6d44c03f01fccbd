"""What following a job promises."""

from brainstormmsp.store.jobs import purge_jobs
from tests.product.handlers.background import made_backup_job, made_integration, valid_events
from tests.product.handlers.harness import UNKNOWN_ID, Api

ITEMS = {"items": [{"name": "Harbor Dental", "external_refs": [{"system": "autotask", "id": "1"}]}]}


def test_a_job_is_followed_from_its_location_to_its_end(api: Api) -> None:
    accepted = api.post("/bulk/clients", ITEMS)
    assert accepted.status_code == 202
    queued = api.get(accepted.headers["location"])
    assert queued.json() == accepted.json()
    assert (queued.json()["status"], queued.json()["progress"]) == ("queued", 0)
    assert queued.headers["retry-after"] == accepted.headers["retry-after"] == "1"
    api.clock.advance(1)
    api.work()
    done = api.get(accepted.headers["location"])
    assert (done.json()["status"], done.json()["progress"]) == ("succeeded", 100)
    assert "retry-after" not in done.headers
    assert done.headers["etag"] != queued.headers["etag"]
    again = api.get(accepted.headers["location"], headers={"If-None-Match": done.headers["etag"]})
    assert again.status_code == 304


def test_a_job_is_kept_for_a_day_after_its_end_and_not_longer(api: Api) -> None:
    job = api.job(api.post("/bulk/clients", ITEMS))
    api.clock.advance(24 * 3600)
    assert api.get(f"/jobs/{job['id']}").status_code == 200
    api.clock.advance(0.001)
    api.problem(api.get(f"/jobs/{job['id']}"), 404, "not_found")
    assert api.in_store(lambda scope: purge_jobs(scope.transaction, scope.timestamp)) == 1


def test_another_organisations_job_does_not_exist(api: Api) -> None:
    job = api.job(api.post("/bulk/clients", ITEMS))
    api.problem(api.get(f"/jobs/{job['id']}", key=api.other.both), 404, "not_found")
    api.problem(api.get(f"/jobs/{UNKNOWN_ID}"), 404, "not_found")
    api.problem(api.get("/jobs/1"), 400, "invalid_request")


def test_a_failed_job_says_why_and_raises_its_event(api: Api) -> None:
    integration = made_integration(api, connection={"fails": "refused"})
    job = api.job(api.post(f"/integrations/{integration['id']}/sync"))
    assert job["status"] == "failed"
    (error,) = job["errors"]
    assert (error["status"], error["code"]) == (403, "integration_refused")
    assert error["type"] == "https://brainstormmsp.ai/docs/errors/integration_refused"
    assert api.get(error["type"], anonymous=True).status_code == 200
    _, told = valid_events(api, "integration.sync_failed", "job.failed")
    assert told == {name: value for name, value in job.items() if name != "result"}


def test_a_request_that_is_repeated_is_queued_once(api: Api) -> None:
    headers = {"Idempotency-Key": "one"}
    first = api.post("/bulk/clients", ITEMS, headers=headers)
    again = api.post("/bulk/clients", ITEMS, headers=headers)
    assert again.json() == first.json()
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"
    assert api.work() == 1


def test_jobs_are_listed_until_they_expire(api: Api) -> None:
    done = api.job(api.post("/bulk/clients", ITEMS))
    api.clock.advance(1)
    queued = api.post("/evaluations", {}).json()
    assert api.walk("/jobs", limit=1) == [done, queued]
    assert api.walk("/jobs", sort="-created_at") == [queued, done]
    assert api.walk("/jobs", status="queued") == [queued]
    assert api.walk("/jobs", kind="bulk_clients") == [done]
    assert api.walk("/jobs", key=api.other.both) == []
    api.clock.advance(24 * 3600)
    assert api.walk("/jobs") == [queued]


def test_a_canceled_sync_leaves_the_integration_as_it_was(api: Api) -> None:
    integration = made_integration(api)
    job = api.post(f"/integrations/{integration['id']}/sync").json()
    asked = api.post(f"/jobs/{job['id']}/cancel")
    assert (asked.status_code, asked.json()["status"]) == (202, "queued")
    assert asked.headers["location"].endswith(f"/jobs/{job['id']}")
    assert api.post(f"/jobs/{job['id']}/cancel").status_code == 202
    api.work()
    ended = api.get(f"/jobs/{job['id']}").json()
    assert (ended["status"], ended["errors"][0]["code"]) == ("canceled", "job_canceled")
    api.problem(api.post(f"/jobs/{job['id']}/cancel"), 409, "job_ended")
    assert api.get(f"/integrations/{integration['id']}").json()["health"] == "unknown"
    assert api.post(f"/integrations/{integration['id']}/sync").status_code == 202
    api.problem(api.post(f"/jobs/{job['id']}/cancel", key=api.other.both), 404, "not_found")


def test_a_canceled_report_has_failed_and_a_canceled_retry_never_was(api: Api) -> None:
    ordered = api.post(
        "/reports", {"type": "backup", "format": "csv", "period": {"kind": "month", "month": "2026-10"}}
    )
    backup = made_backup_job(api, api.make_client()["id"], status="failed")
    retry = api.post(f"/backups/jobs/{backup['id']}/retry").json()
    for job_id in (ordered.json()["job_id"], retry["id"]):
        assert api.post(f"/jobs/{job_id}/cancel").status_code == 202
    api.work()
    report = api.get(f"/reports/{ordered.json()['id']}").json()
    assert (report["status"], report["problem"]["code"]) == ("failed", "job_canceled")
    assert [each["status"] for each in api.walk("/backups/jobs")] == ["failed"]
