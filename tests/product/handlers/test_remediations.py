"""What the operations on remediations promise."""

from typing import Any

import pytest

from tests.product.handlers.compliance_data import control_body, evaluate, make_server, patch, raise_alert
from tests.product.handlers.harness import UNKNOWN_ID, Api

DUE = "2026-12-04T00:00:00.000Z"
REASON = "The owner keeps the old station until March and has signed for it."


@pytest.fixture
def client_id(api: Api) -> str:
    made: str = api.make_client()["id"]
    return made


def opened(api: Api, client_id: str, identifier: str = "CUSTOM-001", **changes: Any) -> dict[str, Any]:
    """Let a control fail on a client; return the remediation."""
    control = api.make("/controls", control_body(identifier, **changes))
    make_server(api, client_id, 60)
    evaluate(api, client_ids=[client_id], control_ids=[control["id"]])
    (remediation,) = api.walk("/remediations", control_id=control["id"])
    return remediation


def decision(status: str = "in_progress", **changes: Any) -> dict[str, Any]:
    return {"status": status, "due_at": DUE, **changes}


def make_ticket(api: Api, client_id: str) -> str:
    made: str = api.make("/tickets", {"client_id": client_id, "subject": "Patch"})["id"]
    return made


def test_a_remediation_says_what_it_is_about_and_when_it_is_due(api: Api, client_id: str) -> None:
    days = {"critical": "2026-12-01", "high": "2026-12-08", "medium": "2026-12-24", "low": "2027-02-22"}
    for number, (severity, day) in enumerate(days.items()):
        remediation = opened(api, client_id, f"CUSTOM-{number:03}", severity=severity, title=severity)
        (evaluation,) = api.walk("/evaluations", control_id=remediation["control_id"])
        assert remediation == {
            "id": remediation["id"],
            "evaluation_id": evaluation["id"],
            "client_id": client_id,
            "control_id": evaluation["control_id"],
            "title": severity,
            "severity": severity,
            "status": "open",
            "due_at": f"{day}T09:30:00.000Z",
            "ticket_id": None,
            "note": None,
            "accepted_reason": None,
            "resolved_at": None,
            "created_at": evaluation["created_at"],
            "updated_at": evaluation["created_at"],
        }


def test_reading_answers_304_while_nothing_has_changed(api: Api, client_id: str) -> None:
    remediation = opened(api, client_id)
    path = f"/remediations/{remediation['id']}"
    read = api.get(path)
    assert read.json() == remediation
    assert api.get(path, headers={"If-None-Match": read.headers["etag"]}).status_code == 304
    api.put(path, decision(), headers={"If-Match": read.headers["etag"]})
    assert api.get(path, headers={"If-None-Match": read.headers["etag"]}).status_code == 200


def test_put_replaces_what_people_decide_and_nothing_else(api: Api, client_id: str) -> None:
    before = opened(api, client_id)
    path = f"/remediations/{before['id']}"
    api.clock.advance(1)
    body = decision(ticket_id=make_ticket(api, client_id), note="Agent is being reinstalled.")
    replaced = api.put(path, body)
    assert replaced.status_code == 200
    assert replaced.json() == {**before, **body, "updated_at": "2026-11-24T09:30:01.000Z"}
    bare = api.put(path, decision("open")).json()
    assert [bare[name] for name in ("note", "ticket_id", "resolved_at", "accepted_reason")] == [None] * 4
    stale = api.put(path, body, headers={"If-Match": replaced.headers["etag"]})
    api.problem(stale, 412, "precondition_failed")


def test_every_state_can_follow_every_other_until_it_is_resolved(api: Api, client_id: str) -> None:
    path = f"/remediations/{opened(api, client_id)['id']}"
    for status in ("in_progress", "accepted_risk", "open", "accepted_risk", "in_progress", "open"):
        body = decision(status, **({"accepted_reason": REASON} if status == "accepted_risk" else {}))
        replaced = api.put(path, body)
        assert replaced.status_code == 200
        assert replaced.json().get("accepted_reason") == body.get("accepted_reason")
    api.clock.advance(1)
    resolved = api.put(path, decision("resolved", note="Done.")).json()
    assert (resolved["status"], resolved["resolved_at"]) == ("resolved", "2026-11-24T09:30:01.000Z")
    for body in (decision("open"), decision("resolved", note="Well done.")):
        api.problem(api.put(path, body), 409, "remediation_resolved")
    assert api.put(path, resolved).json() == resolved
    assert [data for name, data in api.events() if name == "remediation.resolved"] == [resolved]


def test_accepting_a_risk_takes_a_reason_and_nothing_else_does(api: Api, client_id: str) -> None:
    path = f"/remediations/{opened(api, client_id)['id']}"
    for body in (
        decision("accepted_risk"),
        decision("accepted_risk", accepted_reason=""),
        decision("open", accepted_reason=REASON),
        decision("postponed"),
        {"status": "open"},
        decision("open", mood="low"),
        decision(due_at="tomorrow"),
    ):
        api.problem(api.put(path, body), 400, "invalid_request")
    problem = api.problem(
        api.put(path, {"status": "open", "note": 1, "ticket_id": "x"}), 400, "invalid_request"
    )
    assert {error["pointer"] for error in problem["errors"]} >= {"/note", "/ticket_id"}


def test_a_ticket_is_the_clients_own(api: Api, client_id: str) -> None:
    path = f"/remediations/{opened(api, client_id)['id']}"
    elsewhere = make_ticket(api, api.make_client("Elsewhere")["id"])
    api.problem(api.put(path, decision(ticket_id=elsewhere)), 409, "ticket_of_another_client")
    api.problem(api.put(path, decision(ticket_id=UNKNOWN_ID)), 404, "not_found")
    other = api.other.both
    theirs = api.make("/tickets", {"client_id": api.make_client(key=other)["id"], "subject": "X"}, other)
    api.problem(api.put(path, decision(ticket_id=theirs["id"])), 404, "not_found")


def test_another_organisations_remediation_does_not_exist(api: Api, client_id: str) -> None:
    remediation = opened(api, client_id)
    path = f"/remediations/{remediation['id']}"
    key = api.other.both
    for response in (
        api.get(path, key=key),
        api.put(path, decision(), key=key),
        api.get(f"/remediations/{UNKNOWN_ID}"),
        api.put(f"/remediations/{UNKNOWN_ID}", decision()),
        api.get("/remediations", params={"client_id": client_id}, key=key),
        api.get("/remediations", params={"control_id": remediation["control_id"]}, key=key),
        api.get("/remediations", params={"client_id": UNKNOWN_ID}),
        api.get("/remediations", params={"control_id": UNKNOWN_ID}),
    ):
        api.problem(response, 404, "not_found")
    assert api.walk("/remediations", key=key) == []


def test_lists_are_filtered_and_sorted(api: Api, client_id: str) -> None:
    elsewhere = api.make_client("Elsewhere")["id"]
    first = opened(api, client_id, "CUSTOM-001", severity="low")
    api.clock.advance(60)
    second = opened(api, elsewhere, "CUSTOM-002", severity="critical")
    api.clock.advance(60)
    third = opened(api, client_id, "CUSTOM-003", severity="medium")
    api.put(f"/remediations/{third['id']}", decision("resolved", due_at="2026-11-25T00:00:00Z"))

    def found(**params: Any) -> list[str]:
        return [row["id"] for row in api.walk("/remediations", limit=1, **params)]

    assert found() == [first["id"], second["id"], third["id"]]
    assert found(sort="due_at") == [third["id"], second["id"], first["id"]]
    assert found(sort="-due_at", status=["open", "in_progress"]) == [first["id"], second["id"]]
    assert found(client_id=client_id) == [first["id"], third["id"]]
    assert found(control_id=second["control_id"]) == [second["id"]]
    assert found(status="resolved") == [third["id"]]
    assert found(due_before="2026-12-02T00:00:00Z") == [second["id"], third["id"]]
    assert found(due_before="2026-11-25T00:00:00Z") == []
    assert found(updated_since="2026-11-24T09:32:00Z") == [third["id"]]


def test_decisions_move_the_risk_score_and_tell_so(api: Api, client_id: str) -> None:
    remediation = opened(api, client_id, severity="critical")
    path = f"/remediations/{remediation['id']}"

    def score() -> int:
        found: int = api.get(f"/clients/{client_id}").json()["risk_score"]
        return found

    assert score() == 100 * 20 // 100
    events = len(api.events())
    api.put(path, decision("in_progress"))
    assert (score(), len(api.events())) == (20, events)
    api.put(path, decision("accepted_risk", accepted_reason=REASON))
    assert score() == 0
    assert api.events()[-1] == ("client.updated", api.get(f"/clients/{client_id}").json())
    raise_alert(api, client_id, "high")
    api.put(path, decision("open"))
    assert score() == 100 * 28 // 108


def test_a_risk_that_was_accepted_is_resolved_when_the_control_passes(api: Api, client_id: str) -> None:
    control = api.make("/controls", control_body())
    asset_id = make_server(api, client_id, 60)
    evaluate(api, control_ids=[control["id"]])
    (remediation,) = api.walk("/remediations")
    path = f"/remediations/{remediation['id']}"
    api.put(path, decision("accepted_risk", accepted_reason=REASON))
    assert evaluate(api, control_ids=[control["id"]])["remediations_opened"] == 0
    patch(api, asset_id)
    assert evaluate(api, control_ids=[control["id"]])["remediations_resolved"] == 1
    assert api.get(path).json()["status"] == "resolved"


def test_what_comes_back_opens_another_remediation(api: Api, client_id: str) -> None:
    remediation = opened(api, client_id)
    api.put(f"/remediations/{remediation['id']}", decision("resolved"))
    assert evaluate(api, control_ids=[remediation["control_id"]])["remediations_opened"] == 1
    statuses = [row["status"] for row in api.walk("/remediations")]
    assert statuses == ["resolved", "open"]


def test_resolving_an_alert_moves_the_risk_score_too(api: Api, client_id: str) -> None:
    alert_id = raise_alert(api, client_id, "high")
    opened(api, client_id, severity="critical")
    assert api.get(f"/clients/{client_id}").json()["risk_score"] == 100 * 28 // 108
    api.put(f"/alerts/{alert_id}", {"status": "resolved"})
    client = api.get(f"/clients/{client_id}").json()
    assert client["risk_score"] == 20
    assert [name for name, _ in api.events()][-2:] == ["alert.updated", "client.updated"]
