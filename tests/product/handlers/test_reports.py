"""What ordering, following and downloading reports promises."""

import csv
import io
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import orjson
import pytest
from pypdf import PdfReader

from brainstormmsp.reports import report_purge, work
from brainstormmsp.store.reports import purge_report_files
from contractfirst.contract.problems import Conflict
from tests.product.handlers.background import made_backup_job, valid_events
from tests.product.handlers.compliance_data import attestation, control_body, make_server, raise_alert
from tests.product.handlers.harness import UNKNOWN_ID, Api, Key

MONTH = {"kind": "month", "month": "2026-11"}
TYPES = ("compliance_summary", "executive", "backup", "evidence_pack")
MEDIA_TYPES = {"json": "application/json", "csv": "text/csv", "pdf": "application/pdf"}
DAY = 24 * 3600


def order(api: Api, report_type: str = "executive", key: Key | None = None, **changes: Any) -> dict[str, Any]:
    """Order a report that must be accepted; return it."""
    body = {"type": report_type, "format": "json", "period": MONTH, **changes}
    response = api.post("/reports", body, key=key)
    assert response.status_code == 202, response.text
    report: dict[str, Any] = response.json()
    return report


def made(api: Api, report_type: str = "executive", key: Key | None = None, **changes: Any) -> dict[str, Any]:
    """Order a report and let it be made; return what it is afterwards."""
    ordered = order(api, report_type, key, **changes)
    api.work()
    report: dict[str, Any] = api.get(f"/reports/{ordered['id']}", key=key).json()
    return report


def content(api: Api, report: dict[str, Any], key: Key | None = None) -> bytes:
    response = api.get(f"/reports/{report['id']}/download", key=key)
    assert response.status_code == 200, response.text
    return response.content


def figures(document: dict[str, Any]) -> dict[str, Any]:
    return {figure["name"]: figure["value"] for figure in document["figures"]}


def table(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    (found,) = (table for table in document["tables"] if table["name"] == name)
    names = [column["name"] for column in found["columns"]]
    return [dict(zip(names, row, strict=True)) for row in found["rows"]]


def judged_client(api: Api, key: Key | None = None, name: str = "Łódź Dental") -> str:
    """Create a client that meets one of two controls, and evaluate it."""
    client_id: str = api.make_client(name, key)["id"]
    make_server(api, client_id, 90, key)
    control_ids = [
        api.make("/controls", control_body(identifier, **changes), key)["id"]
        for identifier, changes in (
            ("CUSTOM-101", {"framework_refs": [{"framework": "CIS", "reference": "7.3"}]}),
            (
                "CUSTOM-102",
                {"rule": {"kind": "comparison", "fact": "open_alert_count", "operator": "eq", "value": 0}},
            ),
        )
    ]
    run = api.post("/evaluations", {"client_ids": [client_id], "control_ids": control_ids}, key=key)
    assert run.status_code == 202, run.text
    api.work()
    return client_id


@pytest.fixture(scope="module")
def shared(make_shared_api: Callable[..., Api]) -> Api:
    api = make_shared_api()
    client_id = judged_client(api)
    api.make("/evidence", attestation(client_id))
    raise_alert(api, client_id)
    made_backup_job(api, client_id, status="failed", message="The repository has no space left.")
    return api


def test_a_report_is_followed_from_its_order_to_its_file(api: Api) -> None:
    ordered = api.post("/reports", {"type": "executive", "format": "pdf", "period": MONTH})
    report = ordered.json()
    assert ordered.headers["location"].endswith(f"/api/v1/reports/{report['id']}")
    assert (report["status"], report["period_from"], report["period_to"]) == (
        "queued",
        "2026-11-01",
        "2026-11-30",
    )
    queued = api.get(ordered.headers["location"])
    assert queued.json() == report
    assert queued.headers["retry-after"] == ordered.headers["retry-after"] == "1"
    api.clock.advance(2)
    api.work()
    done = api.get(ordered.headers["location"])
    file = api.get(f"/reports/{report['id']}/download")
    assert done.json() == {
        **report,
        "status": "succeeded",
        "size_bytes": len(file.content),
        "sha256": sha256(file.content).hexdigest(),
        "finished_at": "2026-11-24T09:30:02.000Z",
        "expires_at": "2026-11-25T09:30:02.000Z",
        "updated_at": done.json()["updated_at"],
    }
    assert done.json()["updated_at"] >= done.json()["finished_at"]
    assert "retry-after" not in done.headers
    assert (
        api.get(ordered.headers["location"], headers={"If-None-Match": done.headers["etag"]}).status_code
        == 304
    )
    job = api.get(f"/jobs/{report['job_id']}").json()
    assert (job["kind"], job["status"], job["result"]) == ("report", "succeeded", {"report_id": report["id"]})
    (told,) = valid_events(api, "report.completed")
    assert told == done.json()


@pytest.mark.parametrize("report_type", TYPES)
@pytest.mark.parametrize("file_format", list(MEDIA_TYPES))
def test_every_type_comes_in_every_format(shared: Api, report_type: str, file_format: str) -> None:
    key = shared.add_key(shared.home.id)
    report = made(shared, report_type, key, format=file_format)
    file = shared.get(f"/reports/{report['id']}/download", key=key)
    assert file.headers["content-type"] == MEDIA_TYPES[file_format]
    slug = report_type.replace("_", "-")
    assert file.headers["content-disposition"] == f'attachment; filename="{slug}-2026-11.{file_format}"'
    assert (len(file.content), sha256(file.content).hexdigest()) == (report["size_bytes"], report["sha256"])
    again = shared.get(
        f"/reports/{report['id']}/download", key=key, headers={"If-None-Match": file.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_the_formats_tell_the_same(shared: Api) -> None:
    key = shared.add_key(shared.home.id)
    client_id = shared.walk("/clients")[0]["id"]
    files = {
        file_format: content(
            shared, made(shared, "compliance_summary", key, format=file_format, client_id=client_id), key
        )
        for file_format in MEDIA_TYPES
    }
    document = orjson.loads(files["json"])
    assert document["client"] == {"id": client_id, "name": "Łódź Dental"}
    assert document["organisation"] == "Brightwater IT"
    assert figures(document)["pass_rate"] == 50.0
    first = document["tables"][0]
    header, *rows = csv.reader(io.StringIO(files["csv"].decode(), newline=""))
    assert header == [*(column["name"] for column in first["columns"]), "as_of"]
    assert rows == [
        [*("" if cell is None else str(cell) for cell in row), document["as_of"]] for row in first["rows"]
    ]
    told = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(files["pdf"])).pages
    )
    assert "50.0 % Controls met" in told
    assert "Compliance summary Łódź Dental November 2026" in told
    for row in first["rows"]:
        assert row[0] in told


def test_a_summary_tells_the_verdicts_and_what_follows_from_them(shared: Api) -> None:
    document = orjson.loads(content(shared, made(shared, "compliance_summary")))
    results = {row["control"]: row for row in table(document, "results")}
    assert (results["CUSTOM-101"]["failed"], results["CUSTOM-102"]["passed"]) == (1, 1)
    (cis,) = table(document, "frameworks")
    assert (cis["framework"], cis["controls"], cis["failed"]) == ("CIS Controls", 1, 1)
    assert (cis["assessed"], cis["requirements"]) == (1, 153)
    (remediation,) = table(document, "remediations")
    assert (remediation["control"], remediation["severity"]) == ("CUSTOM-101", "high")
    assert "client" not in document


def test_an_evidence_pack_holds_the_hashes_that_the_api_tells(shared: Api) -> None:
    document = orjson.loads(content(shared, made(shared, "evidence_pack")))
    told = {row["evidence_id"]: row["sha256"] for row in table(document, "evidence")}
    assert told == {each["id"]: each["sha256"] for each in shared.walk("/evidence")}
    assert {row["evaluation_id"] for row in table(document, "verdicts")} == {
        each["id"] for each in shared.walk("/evaluations")
    }


def test_an_executive_report_tells_risks_alerts_and_coverage(shared: Api) -> None:
    document = orjson.loads(content(shared, made(shared)))
    counted = figures(document)
    client = shared.walk("/clients")[0]
    assert counted["risk_score"] == client["risk_score"] > 0
    assert (counted["open_remediations"], counted["alerts"], counted["backup_coverage"]) == (1, 1, 0.0)
    assert table(document, "top_risks")[0]["control"] == "CUSTOM-101"


def test_a_backup_report_tells_what_failed(shared: Api) -> None:
    document = orjson.loads(content(shared, made(shared, "backup")))
    (job,) = table(document, "jobs")
    assert (job["status"], job["message"]) == ("failed", "The repository has no space left.")
    assert figures(document)["failed_jobs"] == 1


def test_another_period_has_nothing_of_this_one(shared: Api) -> None:
    key = shared.add_key(shared.home.id)
    for period in (
        {"kind": "month", "month": "2026-10"},
        {"kind": "days", "start": "2021-01-01", "days": 366},
    ):
        document = orjson.loads(content(shared, made(shared, "compliance_summary", key, period=period), key))
        assert figures(document)["pass_rate"] is None
        assert table(document, "results") == []


def test_a_report_without_a_client_leaves_archived_ones_out(api: Api) -> None:
    client_id = judged_client(api)
    assert api.delete(f"/clients/{client_id}?dependents=delete").status_code == 204
    document = orjson.loads(content(api, made(api, "compliance_summary")))
    assert figures(document)["controls"] == 0
    assert all(table["rows"] == [] for table in document["tables"])


def test_reports_never_tell_of_another_organisation(api: Api) -> None:
    mine, theirs = judged_client(api), judged_client(api, api.other.both, "Ridgeline Bank")
    for report_type in TYPES:
        report = made(api, report_type)
        assert b"Ridgeline" not in content(api, report)
        api.problem(api.get(f"/reports/{report['id']}", key=api.other.both), 404, "not_found")
        api.problem(api.get(f"/reports/{report['id']}/download", key=api.other.both), 404, "not_found")
    body = {"type": "backup", "format": "csv", "period": MONTH}
    for client_id in (theirs, UNKNOWN_ID):
        api.problem(api.post("/reports", {**body, "client_id": client_id}), 404, "not_found")
        api.problem(api.get("/reports", params={"client_id": client_id}), 404, "not_found")
    assert api.walk("/reports", client_id=mine) == []
    assert api.walk("/reports", key=api.other.both) == []


def test_a_name_that_is_a_formula_stays_text_in_csv(api: Api) -> None:
    client_id = judged_client(api, name='=HYPERLINK("https://attacker.example")')
    made_backup_job(api, client_id, name="@SUM(A1:A9)", status="failed", message="+1+cmd|' /C calc'!A0")
    rows = list(
        csv.DictReader(io.StringIO(content(api, made(api, "backup", format="csv")).decode(), newline=""))
    )
    assert rows[0]["client"] == '\'=HYPERLINK("https://attacker.example")'
    assert rows[0]["name"] == "'@SUM(A1:A9)"
    assert rows[0]["message"] == "'+1+cmd|' /C calc'!A0"


def test_the_same_data_at_the_same_time_makes_the_same_tables(api: Api) -> None:
    judged_client(api)
    for report_type in TYPES:
        first, second = (
            content(api, made(api, report_type, format="csv", key=api.add_key(api.home.id))) for _ in range(2)
        )
        assert first == second


@pytest.mark.parametrize(
    "period",
    [
        {"kind": "days", "start": "2026-01-01", "days": 30 * 365},
        {"kind": "days", "start": "2026-01-01", "days": 367},
        {"kind": "days", "start": "2026-01-01", "days": 0},
        {"kind": "days", "start": "2026-02-30", "days": 1},
        {"kind": "month", "month": "2026-13"},
        {"kind": "quarter", "quarter": "2026-Q5"},
        {"kind": "year", "year": 2026},
        {"kind": "month", "month": "2026-10", "days": 3},
        {"kind": "month"},
        "2026-10",
    ],
)
def test_a_period_that_is_none_is_refused(api: Api, period: object) -> None:
    body = {"type": "executive", "format": "pdf", "period": period}
    problem = api.problem(api.post("/reports", body), 400, "invalid_request")
    assert all(error["pointer"].startswith("/period") for error in problem["errors"])


def test_everything_that_is_wrong_with_an_order_is_told_at_once(api: Api) -> None:
    body = {"type": "novel", "format": "docx", "period": {"kind": "month", "month": "x"}, "client_id": "1"}
    problem = api.problem(api.post("/reports", {**body, "status": "succeeded"}), 400, "invalid_request")
    told = {error["pointer"] for error in problem["errors"]}
    assert {"/type", "/format", "/client_id", "/status"} <= told
    assert any(pointer.startswith("/period") for pointer in told)


def test_an_order_that_is_repeated_is_one_report(api: Api) -> None:
    headers = {"Idempotency-Key": "monthly"}
    body = {"type": "executive", "format": "csv", "period": MONTH}
    first, again = (api.post("/reports", body, headers=headers) for _ in range(2))
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    api.problem(
        api.post("/reports", {**body, "format": "pdf"}, headers=headers), 422, "idempotency_key_reused"
    )
    assert len(api.walk("/reports")) == api.work() == 1


def test_a_report_that_is_still_made_cannot_be_downloaded(api: Api) -> None:
    report = order(api)
    api.problem(api.get(f"/reports/{report['id']}/download"), 409, "report_not_ready")


def test_a_file_goes_after_a_day_and_the_report_stays(api: Api) -> None:
    report = made(api)
    api.clock.advance(DAY)
    report_purge(api.database).tick(api.clock.now())
    assert content(api, report)
    api.clock.advance(0.001)
    api.problem(api.get(f"/reports/{report['id']}/download"), 404, "not_found")
    assert api.in_store(lambda scope: purge_report_files(scope.transaction, scope.timestamp)) == 1
    api.problem(api.get(f"/reports/{report['id']}/download"), 404, "not_found")
    assert api.get(f"/reports/{report['id']}").json() == report
    assert api.walk("/reports") == [report]


def test_files_are_purged_by_the_minute(api: Api) -> None:
    purge = report_purge(api.database)
    first = purge.tick(api.clock.now())
    assert (first - api.clock.now()).total_seconds() == 60
    assert purge.tick(api.clock.now()) == first
    purge.close()


def test_a_report_that_is_refused_fails_at_once_and_says_why(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Conflict("There is more to tell than a report holds.", code="report_too_large")

    monkeypatch.setattr(work, "report_file", refuse)
    report = made(api)
    assert report["status"] == "failed"
    assert (report["problem"]["code"], report["problem"]["status"]) == ("report_too_large", 409)
    assert report["finished_at"] <= report["updated_at"]
    assert report["size_bytes"] is report["sha256"] is report["expires_at"] is None
    assert api.get(report["problem"]["type"], anonymous=True).status_code == 200
    api.problem(api.get(f"/reports/{report['id']}/download"), 409, "report_failed")
    (told,) = valid_events(api, "job.failed")
    assert (told["id"], told["kind"]) == (report["job_id"], "report")


def test_a_report_that_breaks_is_tried_again_and_then_given_up(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("no secrets of ours")

    monkeypatch.setattr(work, "report_file", fail)
    report = order(api)
    attempts = api.work()
    assert api.get(f"/reports/{report['id']}").json()["status"] == "running"
    while api.get(f"/reports/{report['id']}").json()["status"] == "running":
        api.clock.advance(600)
        attempts += api.work()
    assert attempts == 5
    failed = api.get(f"/reports/{report['id']}").json()
    assert failed["status"] == "failed"
    assert failed["problem"]["code"] == "internal_error"
    assert "secrets" not in failed["problem"]["detail"]
    assert "ZeroDivisionError" in caplog.text


def test_a_report_that_broke_once_is_made_in_the_next_attempt(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = order(api)
    with monkeypatch.context() as patched:
        patched.setattr(work, "report_file", lambda *_: 1 / 0)
        api.work()
    api.clock.advance(60)
    api.work()
    assert api.get(f"/reports/{report['id']}").json()["status"] == "succeeded"
    valid_events(api, "report.completed")


def test_reports_are_listed_by_what_they_are(api: Api) -> None:
    client_id = api.make_client()["id"]
    first = made(api, "backup", format="csv", client_id=client_id)
    api.clock.advance(1)
    second = order(api, "executive", format="pdf")
    expected: dict[tuple[str, Any], list[str]] = {
        ("type", "backup"): [first["id"]],
        ("type", ("backup", "executive")): [first["id"], second["id"]],
        ("format", "pdf"): [second["id"]],
        ("status", ("queued", "running")): [second["id"]],
        ("status", "succeeded"): [first["id"]],
        ("client_id", client_id): [first["id"]],
        ("sort", "-created_at"): [second["id"], first["id"]],
        ("updated_since", second["created_at"]): [second["id"]],
        ("limit", "1"): [first["id"], second["id"]],
    }
    for (name, value), ids in expected.items():
        params: dict[str, Any] = {name: value}
        assert [report["id"] for report in api.walk("/reports", **params)] == ids, name
    api.problem(api.get("/reports", params={"status": "canceled"}), 400, "invalid_request")
    api.problem(api.get("/reports", params={"search": "x"}), 400, "invalid_request")


def test_reports_have_a_limit_of_their_own(api: Api) -> None:
    body = {"type": "backup", "format": "csv", "period": MONTH}
    for _ in range(20):
        assert api.post("/reports", body).status_code == 202
    refused = api.post("/reports", body)
    assert refused.status_code == 429
    api.clock.advance(int(refused.headers["retry-after"]) - 1)
    assert api.post("/reports", body).status_code == 429
    api.clock.advance(1)
    assert api.post("/reports", body).status_code == 202


def test_a_report_on_a_period_that_is_over_shows_what_was_then_or_says_its_date(api: Api) -> None:
    client_id = judged_client(api)
    alert_id = raise_alert(api, client_id)
    evaluations = api.walk("/controls", origin="custom")
    api.post("/evaluations", {"control_ids": [evaluations[0]["id"]]})
    api.work()
    then = api.get(f"/clients/{client_id}").json()["risk_score"]
    api.clock.advance(30 * 86400)
    api.put(f"/alerts/{alert_id}", {"status": "resolved"})
    now = api.get(f"/clients/{client_id}").json()["risk_score"]
    assert then > now > 0
    document = orjson.loads(content(api, made(api)))
    dates = {figure["name"]: figure["as_of"] for figure in document["figures"]}
    assert figures(document)["risk_score"] == then
    assert document["as_of"] == dates["risk_score"] == "2026-12-01T00:00:00.000Z"
    assert dates["backup_coverage"] == document["generated_at"] > document["as_of"]
    assert {row["severity"]: row["unresolved"] for row in table(document, "alerts")}["critical"] == 1
    (client,) = table(document, "clients")
    assert client["risk_score"] == then
    later = orjson.loads(content(api, made(api, period={"kind": "month", "month": "2026-12"})))
    assert figures(later)["risk_score"] == now
    assert later["as_of"] == later["generated_at"]


@pytest.mark.parametrize(
    "period",
    [
        {"kind": "month", "month": "2026-12"},
        {"kind": "quarter", "quarter": "2027-Q1"},
        {"kind": "days", "start": "2026-11-25", "days": 1},
    ],
)
def test_a_period_that_has_not_begun_is_refused(api: Api, period: dict[str, Any]) -> None:
    body = {"type": "executive", "format": "pdf", "period": period}
    problem = api.problem(api.post("/reports", body), 400, "future_period")
    assert [(error["pointer"], error["code"]) for error in problem["errors"]] == [
        ("/period", "future_period")
    ]
    assert api.walk("/reports") == []
