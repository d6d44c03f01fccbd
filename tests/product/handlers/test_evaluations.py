"""What the operations on evaluations promise, and what runs do."""

from typing import Any

import pytest

from brainstormmsp.compliance.library import LIBRARY
from brainstormmsp.store.clients import CLIENTS
from tests.product.handlers.compliance_data import (
    ATTESTED,
    CALM,
    PATCHED,
    add_backup_job,
    ago,
    attestation,
    control_body,
    evaluate,
    make_server,
    patch,
    raise_alert,
)
from tests.product.handlers.harness import UNKNOWN_ID, Api

ENABLED = [control for control in LIBRARY if control.state == "enabled"]


@pytest.fixture
def client_id(api: Api) -> str:
    made: str = api.make_client()["id"]
    return made


def latest(api: Api, **params: Any) -> dict[str, Any]:
    rows = api.walk("/evaluations", sort="-created_at", **params)
    return rows[0]


def test_a_run_is_a_job_whose_result_counts_the_verdicts(api: Api, client_id: str) -> None:
    other = api.make_client("Elsewhere")["id"]
    make_server(api, client_id, 1)
    make_server(api, client_id, 60)
    make_server(api, other, 60)
    control = api.make("/controls", control_body())
    response = api.post("/evaluations", {"control_ids": [control["id"]]})
    assert response.status_code == 202
    queued = response.json()
    assert (queued["kind"], queued["status"], queued["progress"]) == ("evaluation_run", "queued", 0)
    assert response.headers["location"].endswith(f"/jobs/{queued['id']}")
    assert int(response.headers["retry-after"]) >= 1
    job = api.job(response)
    assert (job["status"], job["progress"]) == ("succeeded", 100)
    assert job["result"] == {
        "evaluated": 2,
        "passed": 0,
        "failed": 1,
        "partial": 1,
        "not_applicable": 0,
        "remediations_opened": 2,
        "remediations_resolved": 0,
    }


def test_a_verdict_says_what_was_found_and_rests_on_sealed_evidence(api: Api, client_id: str) -> None:
    servers = [make_server(api, client_id, days) for days in (1, 60, None)]
    control = api.make("/controls", control_body(rule={**PATCHED, "partial_at": 30}))
    evaluate(api, control_ids=[control["id"]])
    (evaluation,) = api.walk("/evaluations")
    (evidence,) = api.walk("/evidence")
    assert evaluation == {
        "id": evaluation["id"],
        "control_id": control["id"],
        "control_identifier": "CUSTOM-001",
        "client_id": client_id,
        "mode": "live",
        "result": "partial",
        "confidence": 66,
        "summary": "1 of 3 assets (33 %) satisfies the control; 100 % are required. 1 could not be tested.",
        "details": [
            {
                "pointer": "",
                "result": "partial",
                "confidence": 66,
                "looked_at_count": 3,
                "satisfied_count": 1,
                "unknown_count": 1,
                "failing_ids": servers[1:],
            }
        ],
        "evidence_ids": [evidence["id"]],
        "evaluated_at": "2026-11-24T09:30:00.000Z",
        "created_at": "2026-11-24T09:30:00.000Z",
        "updated_at": "2026-11-24T09:30:00.000Z",
    }
    assert evidence["title"] == "CUSTOM-001 on Harbor Dental Group"
    assert (evidence["source"], evidence["topic"], evidence["control_id"]) == (
        "evaluation",
        "other",
        control["id"],
    )
    assert evidence["observations"] == [
        {"name": "looked_at_count", "value": 3},
        {"name": "satisfied_count", "value": 1},
        {"name": "unknown_count", "value": 1},
    ]
    read = api.get(f"/evaluations/{evaluation['id']}")
    assert read.json() == evaluation
    etag = {"If-None-Match": read.headers["etag"]}
    assert api.get(f"/evaluations/{evaluation['id']}", headers=etag).status_code == 304


def test_filed_evidence_that_counts_is_named_and_evaluations_own_is_not_looked_at(
    api: Api, client_id: str
) -> None:
    control = api.make("/controls", control_body(rule=ATTESTED, category="access_control"))
    chosen = {"control_ids": [control["id"]]}
    assert evaluate(api, **chosen)["failed"] == 1
    assert evaluate(api, **chosen)["failed"] == 1
    filed = api.make("/evidence", attestation(client_id, expires_at="2026-11-26T09:30:00Z"))
    assert evaluate(api, **chosen)["passed"] == 1
    assert latest(api)["evidence_ids"][1:] == [filed["id"]]
    api.clock.advance(2 * 86400)
    assert evaluate(api, **chosen)["failed"] == 1


def test_composed_rules_tell_of_each_part(api: Api, client_id: str) -> None:
    make_server(api, client_id, 60)
    unpatched = {
        "kind": "exists",
        "population": {
            "of": "assets",
            "satisfies": {"tests": [{"fact": "days_since_patched", "operator": "gt", "value": 99}]},
        },
    }
    rule = {"kind": "all", "rules": [CALM, {"kind": "not", "rule": unpatched}, PATCHED]}
    control = api.make("/controls", control_body(rule=rule))
    evaluate(api, control_ids=[control["id"]])
    (evaluation,) = api.walk("/evaluations")
    told = [(detail["pointer"], detail["result"]) for detail in evaluation["details"]]
    assert told == [
        ("", "fail"),
        ("/rules/0", "pass"),
        ("/rules/1", "pass"),
        ("/rules/1/rule", "fail"),
        ("/rules/2", "fail"),
    ]
    (evidence,) = api.walk("/evidence")
    assert [observation["name"] for observation in evidence["observations"]] == [
        "rules/0/open_alert_count",
        "rules/1/looked_at_count",
        "rules/1/satisfied_count",
        "rules/1/unknown_count",
        "rules/1/rule/looked_at_count",
        "rules/1/rule/satisfied_count",
        "rules/1/rule/unknown_count",
        "rules/2/looked_at_count",
        "rules/2/satisfied_count",
        "rules/2/unknown_count",
    ]


def test_remediations_are_opened_once_and_resolved_when_it_passes(api: Api, client_id: str) -> None:
    control = api.make("/controls", control_body())
    asset_id = make_server(api, client_id, 60)
    chosen = {"control_ids": [control["id"]]}
    assert evaluate(api, **chosen)["remediations_opened"] == 1
    assert evaluate(api, **chosen)["remediations_opened"] == 0
    (remediation,) = api.walk("/remediations")
    assert remediation["evaluation_id"] == api.walk("/evaluations")[0]["id"]
    api.clock.advance(60)
    patch(api, asset_id)
    assert evaluate(api, **chosen)["remediations_resolved"] == 1
    (resolved,) = api.walk("/remediations")
    assert (resolved["id"], resolved["status"]) == (remediation["id"], "resolved")
    assert resolved["resolved_at"] == "2026-11-24T09:31:00.000Z"


def test_what_does_not_apply_leaves_remediations_alone(api: Api, client_id: str) -> None:
    control = api.make("/controls", control_body())
    chosen = {"control_ids": [control["id"]]}
    assert evaluate(api, **chosen)["not_applicable"] == 1
    assert api.walk("/remediations") == []
    assert latest(api)["confidence"] == 0
    asset_id = make_server(api, client_id, 60)
    evaluate(api, **chosen)
    body = {"client_id": client_id, "type": "endpoint", "hostname": "s1"}
    api.put(f"/assets/{asset_id}", body)
    assert evaluate(api, **chosen)["not_applicable"] == 1
    assert [row["status"] for row in api.walk("/remediations")] == ["open"]


def test_verdicts_raise_events_in_the_order_in_which_things_happen(api: Api, client_id: str) -> None:
    control = api.make("/controls", control_body())
    asset_id = make_server(api, client_id, 60)
    chosen = {"control_ids": [control["id"]]}
    before = len(api.events())
    evaluate(api, **chosen)
    patch(api, asset_id)
    evaluate(api, **chosen)
    failed, passed = api.walk("/evaluations")
    (remediation,) = api.walk("/remediations")
    client = api.get(f"/clients/{client_id}").json()
    events = api.events()[before:]
    assert [name for name, _ in events] == [
        "evaluation.failed",
        "remediation.opened",
        "client.updated",
        "evaluation.completed",
        "remediation.resolved",
        "client.updated",
    ]
    assert [events[index][1] for index in (0, 3, 4, 5)] == [failed, passed, remediation, client]
    assert events[1][1]["evaluation_id"] == failed["id"]
    assert (events[2][1]["risk_score"], client["risk_score"]) == (100 * 10 // 90, 0)


def test_an_unchanged_result_sends_no_event(api: Api, client_id: str) -> None:
    control = api.make("/controls", control_body())
    make_server(api, client_id, 60)
    evaluate(api, control_ids=[control["id"]])
    before = api.events()
    assert evaluate(api, control_ids=[control["id"]])["failed"] == 1
    assert api.events() == before
    assert len(api.walk("/evaluations")) == 2


def test_a_partial_verdict_is_no_failure(api: Api, client_id: str) -> None:
    control = api.make("/controls", control_body())
    make_server(api, client_id, 60)
    make_server(api, client_id, 1)
    assert evaluate(api, control_ids=[control["id"]])["partial"] == 1
    names = [name for name, _ in api.events()]
    assert "evaluation.completed" in names
    assert "evaluation.failed" not in names
    assert len(api.walk("/remediations")) == 1


def test_a_control_on_test_is_judged_when_named_and_touches_nothing(api: Api, client_id: str) -> None:
    control = api.make("/controls", control_body(state="test"))
    asset_id = make_server(api, client_id, 60)
    before = api.events()
    client = api.get(f"/clients/{client_id}").json()
    assert evaluate(api, control_ids=[control["id"]])["failed"] == 1
    (evaluation,) = api.walk("/evaluations", mode="test")
    assert (evaluation["mode"], evaluation["result"], evaluation["evidence_ids"]) == ("test", "fail", [])
    assert api.walk("/evaluations", mode="live") == []
    assert api.walk("/evidence") == api.walk("/remediations") == []
    assert api.events() == before
    assert api.get(f"/clients/{client_id}").json() == client
    # Put on test, a control no longer resolves what it opened.
    path = f"/controls/{control['id']}"
    api.put(path, control_body(state="enabled"))
    evaluate(api, control_ids=[control["id"]])
    api.put(path, control_body(state="test"))
    patch(api, asset_id)
    evaluate(api, control_ids=[control["id"]])
    assert [row["status"] for row in api.walk("/remediations")] == ["open"]


def test_a_run_of_everything_takes_what_is_enabled_and_whoever_is_not_archived(
    api: Api, client_id: str
) -> None:
    for number, state in enumerate(("draft", "test", "enabled")):
        api.make("/controls", control_body(f"CUSTOM-00{number}", state=state))
    onboarding = api.make("/clients", {"name": "Onboarding", "status": "onboarding"})["id"]
    api.make("/clients", {"name": "Archived", "status": "archived"})
    deleted = api.make_client("Deleted")["id"]
    api.delete(f"/clients/{deleted}")
    api.make_client(key=api.other.both)
    result = evaluate(api)
    assert result["evaluated"] == 2 * (len(ENABLED) + 1)
    rows = api.walk("/evaluations", limit=100)
    assert {row["client_id"] for row in rows} == {client_id, onboarding}
    assert {row["control_identifier"] for row in rows} == {
        "CUSTOM-002",
        *(control.identifier for control in ENABLED),
    }
    pairs = {(row["client_id"], row["control_id"]) for row in rows}
    assert len(pairs) == len(rows) == result["evaluated"]
    assert api.walk("/evaluations", key=api.other.both) == []


def test_a_chosen_run_takes_what_was_chosen(api: Api, client_id: str) -> None:
    other = api.make_client("Elsewhere")["id"]
    controls = [api.make("/controls", control_body(f"CUSTOM-00{number}"))["id"] for number in range(3)]
    evaluate(api, client_ids=[other], control_ids=controls[:2])
    rows = api.walk("/evaluations")
    assert {(row["client_id"], row["control_id"]) for row in rows} == {
        (other, control_id) for control_id in controls[:2]
    }
    assert evaluate(api, client_ids=[client_id])["evaluated"] == len(ENABLED) + 3


def test_a_run_refuses_what_cannot_be_evaluated(api: Api, client_id: str) -> None:
    archived = api.make("/clients", {"name": "Archived", "status": "archived"})["id"]
    deleted = api.make_client("Deleted")["id"]
    api.delete(f"/clients/{deleted}")
    draft = api.make("/controls", control_body(state="draft"))["id"]
    api.problem(api.post("/evaluations", {"client_ids": [archived]}), 409, "client_archived")
    api.problem(api.post("/evaluations", {"control_ids": [draft]}), 409, "control_in_draft")
    theirs = api.make_client(key=api.other.both)["id"]
    their_control = api.make("/controls", control_body(), api.other.both)["id"]
    unknown: tuple[dict[str, Any], ...] = (
        {"client_ids": [client_id, theirs]},
        {"client_ids": [UNKNOWN_ID]},
        {"client_ids": [deleted]},
        {"control_ids": [their_control]},
        {"control_ids": [UNKNOWN_ID]},
        {"client_ids": [archived], "control_ids": [UNKNOWN_ID]},
    )
    for body in unknown:
        api.problem(api.post("/evaluations", body), 404, "not_found")
    unfit: tuple[dict[str, Any], ...] = (
        {"client_ids": []},
        {"client_ids": [client_id, client_id]},
        {"control_ids": ["x"]},
        {"clients": []},
    )
    for body in unfit:
        api.problem(api.post("/evaluations", body), 400, "invalid_request")
    assert api.work() == 0


def test_whoever_leaves_while_a_run_waits_is_left_out(api: Api, client_id: str) -> None:
    leaving, archived = (api.make_client(name)["id"] for name in ("Leaving", "To be archived"))
    control = api.make("/controls", control_body())["id"]
    draft = api.make("/controls", control_body("CUSTOM-002"))["id"]
    response = api.post(
        "/evaluations", {"client_ids": [client_id, leaving, archived], "control_ids": [control, draft]}
    )
    api.delete(f"/clients/{leaving}")
    api.in_store(lambda scope: CLIENTS.update(scope, archived, status="archived"))
    api.put(f"/controls/{draft}", control_body("CUSTOM-002", state="draft"))
    assert api.job(response)["result"]["evaluated"] == 1


def test_another_organisations_evaluations_do_not_exist(api: Api, client_id: str) -> None:
    control = api.make("/controls", control_body())
    evaluate(api, control_ids=[control["id"]])
    (evaluation,) = api.walk("/evaluations")
    key = api.other.both
    for response in (
        api.get(f"/evaluations/{evaluation['id']}", key=key),
        api.get(f"/evaluations/{UNKNOWN_ID}"),
        api.get("/evaluations", params={"client_id": client_id}, key=key),
        api.get("/evaluations", params={"control_id": control["id"]}, key=key),
        api.get("/evaluations", params={"client_id": UNKNOWN_ID}),
        api.get("/evaluations", params={"control_id": UNKNOWN_ID}),
    ):
        api.problem(response, 404, "not_found")


def test_lists_are_filtered_and_sorted(api: Api, client_id: str) -> None:
    elsewhere = api.make_client("Elsewhere")["id"]
    for days in (1, None):
        make_server(api, client_id, days)
    make_server(api, elsewhere, 60)
    control = api.make("/controls", control_body())["id"]
    evaluate(api, control_ids=[control])
    api.clock.advance(60)
    calm = api.make("/controls", control_body("CUSTOM-002", rule=CALM, state="test"))["id"]
    evaluate(api, control_ids=[calm], client_ids=[elsewhere])
    first, second, third = (row["id"] for row in api.walk("/evaluations"))

    def found(**params: Any) -> list[str]:
        return [row["id"] for row in api.walk("/evaluations", limit=1, **params)]

    assert found(sort="-evaluated_at") == [third, second, first]
    assert found(sort="confidence") == [first, second, third]
    assert found(client_id=elsewhere) == [second, third]
    assert found(control_id=control) == [first, second]
    assert found(result=["fail", "not_applicable"]) == [second]
    assert found(mode=["live", "test"], result="pass") == found(mode="test") == [third]
    assert found(updated_since="2026-11-24T09:31:00Z") == [third]


def test_a_run_may_be_asked_for_again_with_its_idempotency_key(api: Api, client_id: str) -> None:
    headers = {"Idempotency-Key": "b6f6c9d0"}
    first, again = (api.post("/evaluations", {}, headers=headers) for _ in range(2))
    assert first.json() == again.json()
    reused = api.post("/evaluations", {"client_ids": [client_id]}, headers=headers)
    api.problem(reused, 422, "idempotency_key_reused")
    assert api.work() == 1


def test_facts_are_counted_in_whole_units_as_the_contract_has_it(api: Api, client_id: str) -> None:
    def attested(**limits: Any) -> bool:
        return passes({**ATTESTED, **limits})

    def holds(kind: str, fact: str, value: int) -> bool:
        satisfies = {"tests": [{"fact": fact, "operator": "eq", "value": value}]}
        return passes({"kind": "exists", "population": {"of": kind, "satisfies": satisfies}})

    def passes(rule: dict[str, Any]) -> bool:
        names = [row["identifier"] for row in api.walk("/controls", origin="custom")]
        control = api.make("/controls", control_body(f"FACT-{len(names):03}", rule=rule, state="test"))
        result = evaluate(api, control_ids=[control["id"]])
        return bool(result["passed"])

    make_server(api, client_id, 2.99)
    assert holds("assets", "days_since_patched", 2)
    add_backup_job(api, client_id)
    assert holds("backup_jobs", "age_hours", 876000)
    add_backup_job(api, client_id, status="succeeded", last_success_at=ago(api, 1.99))
    assert holds("backup_jobs", "age_hours", 47)
    assert not attested(max_age_days=10)
    api.make("/evidence", attestation(client_id, collected_at=ago(api, 10), expires_at=ago(api, 0)))
    assert not attested(max_age_days=10)
    api.make("/evidence", attestation(client_id, collected_at=ago(api, 10)))
    assert attested(max_age_days=10)
    assert not attested(max_age_days=9)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("risk_score", 0),
        ("asset_count", 1),
        ("contact_count", 2),
        ("backup_job_count", 1),
        ("open_alert_count", 1),
        ("open_ticket_count", 2),
        ("open_remediation_count", 1),
        ("overdue_remediation_count", 1),
    ],
)
def test_numbers_of_the_client_count_what_the_contract_says(api: Api, fact: str, expected: int) -> None:
    client_id = api.make_client()["id"]
    control = api.make("/controls", control_body(severity="low"))
    make_server(api, client_id, 60)
    evaluate(api, control_ids=[control["id"]])
    add_backup_job(api, client_id)
    for name in ("Maya Lindqvist", "Kwame Osei"):
        api.make("/contacts", {"client_id": client_id, "name": name})
    for status in ("open", "waiting", "resolved", "closed"):
        api.make("/tickets", {"client_id": client_id, "subject": "Disk", "status": status})
    alerts = [raise_alert(api, client_id, "informational") for _ in range(2)]
    api.put(f"/alerts/{alerts[0]}", {"status": "resolved"})
    (remediation,) = api.walk("/remediations")
    api.put(f"/remediations/{remediation['id']}", {"status": "in_progress", "due_at": ago(api, 1)})
    if fact == "risk_score":
        api.in_store(lambda scope: CLIENTS.update(scope, client_id, risk_score=expected))
    rule = {"kind": "comparison", "fact": fact, "operator": "eq", "value": expected}
    counting = api.make("/controls", control_body("CUSTOM-002", rule=rule, state="test"))
    assert evaluate(api, control_ids=[counting["id"]])["passed"] == 1, latest(api)["summary"]


def test_every_built_in_control_can_be_judged_on_a_client_with_everything(api: Api, client_id: str) -> None:
    make_server(api, client_id, 1)
    add_backup_job(api, client_id)
    raise_alert(api, client_id)
    api.make("/contacts", {"client_id": client_id, "name": "Maya Lindqvist", "is_primary": True})
    api.make("/tickets", {"client_id": client_id, "subject": "Disk", "priority": "urgent"})
    api.make("/evidence", attestation(client_id))
    result = evaluate(api)
    assert result["evaluated"] == len(ENABLED)
    assert result["passed"] > 5
    assert result["failed"] > 5


def test_every_event_is_what_the_contract_documents(api: Api, client_id: str) -> None:
    asset_id = make_server(api, client_id, 60)
    rule = {"kind": "any", "rules": [{"kind": "not", "rule": CALM}, *[PATCHED] * 9]}
    control = api.make("/controls", control_body(rule=rule))
    evaluate(api)
    patch(api, asset_id)
    evaluate(api, control_ids=[control["id"]])
    events = api.events()
    assert {name for name, _ in events} == {
        "asset.created",
        "client.created",
        "client.updated",
        "evaluation.completed",
        "evaluation.failed",
        "remediation.opened",
        "remediation.resolved",
    }
    for name, data in events:
        payload = {"type": name, "timestamp": "2026-11-24T09:30:00.000Z", "data": {**data, "sequence": 1}}
        assert api.contract.webhooks[name].violations(payload) == []


def test_all_failing_objects_are_listed_in_pages(api: Api, client_id: str) -> None:
    old = {"tests": [{"fact": "days_since_patched", "operator": "gt", "value": 90}]}
    rule = {"kind": "not", "rule": {"kind": "exists", "population": {"of": "assets", "satisfies": old}}}
    control = api.make("/controls", control_body(rule=rule))
    good = make_server(api, client_id, 1)
    offenders = [make_server(api, client_id, 100) for _ in range(13)]
    evaluate(api, control_ids=[control["id"]])
    evaluation = latest(api)
    assert evaluation["summary"] == "13 of 14 assets violate the control; none may."
    assert [detail["failing_ids"] for detail in evaluation["details"]] == [offenders[:10], []]
    path = f"/evaluations/{evaluation['id']}/failing-objects"
    rows = api.walk(path, limit=5)
    assert [row["object_id"] for row in rows] == offenders
    assert good not in {row["object_id"] for row in rows}
    assert {row["object_type"] for row in rows} == {"asset"}
    assert {row["evaluation_id"] for row in rows} == {evaluation["id"]}
    api.problem(api.get(path, key=api.other.both), 404, "not_found")
    api.problem(api.get(f"/evaluations/{UNKNOWN_ID}/failing-objects"), 404, "not_found")


def test_a_lunch_menu_turns_no_control(api: Api, client_id: str) -> None:
    body = attestation(client_id, title="Lunch menu", topic="other", statement="Soup, then pasta.")
    api.make("/evidence", body)
    controls = api.walk("/controls", limit=100)
    attested = [control["id"] for control in controls if control["rule"].get("topics")]
    evaluate(api, control_ids=attested)
    assert {row["result"] for row in api.walk("/evaluations")} == {"fail"}
    mfa = next(control["id"] for control in controls if control["identifier"] == "BMSP-ACCESS-001")
    api.make("/evidence", {**body, "control_id": mfa})
    assert evaluate(api, control_ids=attested)["passed"] == 1
    assert latest(api, control_id=mfa)["result"] == "pass"


@pytest.mark.parametrize(
    ("fact", "before", "opened"),
    [("open_remediation_count", 0, 1), ("overdue_remediation_count", 0, 1), ("risk_score", 0, 11)],
)
def test_a_control_does_not_depend_on_the_remediation_that_it_opened(
    api: Api, client_id: str, fact: str, before: int, opened: int
) -> None:
    late = make_server(api, client_id, 60)
    rule = {
        "kind": "all",
        "rules": [{"kind": "comparison", "fact": fact, "operator": "lte", "value": before}, PATCHED],
    }
    control = api.make("/controls", control_body(rule=rule))
    watching = api.make("/controls", control_body("CUSTOM-002", rule=rule["rules"][0], state="test"))
    evaluate(api, control_ids=[control["id"]])
    (remediation,) = api.walk("/remediations")
    api.put(f"/remediations/{remediation['id']}", {"status": "in_progress", "due_at": ago(api, 1)})
    patch(api, late)
    assert evaluate(api, control_ids=[watching["id"]])["failed"] == 1
    assert f" is {opened};" in latest(api)["summary"]
    assert evaluate(api, control_ids=[control["id"]])["remediations_resolved"] == 1


def test_a_control_does_not_depend_on_the_ticket_of_its_remediation(api: Api, client_id: str) -> None:
    unfinished = {
        "kind": "not",
        "rule": {
            "kind": "exists",
            "population": {
                "of": "tickets",
                "satisfies": {"tests": [{"fact": "status", "operator": "in", "value": ["open"]}]},
            },
        },
    }
    few = {"kind": "comparison", "fact": "open_ticket_count", "operator": "eq", "value": 0}
    control = api.make("/controls", control_body(rule={"kind": "all", "rules": [few, unfinished]}))
    tickets = [api.make("/tickets", {"client_id": client_id, "subject": "Backlog"})["id"] for _ in range(2)]
    evaluate(api, control_ids=[control["id"]])
    (remediation,) = api.walk("/remediations")
    body = {"status": "in_progress", "due_at": remediation["due_at"], "ticket_id": tickets[0]}
    api.put(f"/remediations/{remediation['id']}", body)
    assert evaluate(api, control_ids=[control["id"]])["failed"] == 1
    api.put(f"/tickets/{tickets[1]}", {"client_id": client_id, "subject": "Backlog", "status": "closed"})
    assert evaluate(api, control_ids=[control["id"]])["passed"] == 1
