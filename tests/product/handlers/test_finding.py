"""Finding: the filters, orders and totals of lists (the contract's section Lists)."""

from typing import Any

import pytest

from brainstormmsp.store.evaluations import insert_evaluation
from brainstormmsp.store.remediations import REMEDIATIONS
from tests.product.handlers.harness import UNKNOWN_ID, Api

DETAIL = {
    "pointer": "",
    "result": "fail",
    "confidence": 100,
    "looked_at_count": None,
    "satisfied_count": None,
    "unknown_count": None,
    "failing_ids": None,
}


@pytest.fixture
def client_id(api: Api) -> str:
    return str(api.make_client()["id"])


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def asset(api: Api, client_id: str, **body: Any) -> str:
    return str(api.make("/assets", {"client_id": client_id, "type": "server", "hostname": "a", **body})["id"])


def ticket(api: Api, client_id: str, **body: Any) -> str:
    return str(api.make("/tickets", {"client_id": client_id, "subject": "Disk", **body})["id"])


def made_evaluation(api: Api, client_id: str, control_id: str = UNKNOWN_ID) -> dict[str, Any]:
    made: dict[str, Any] = api.in_store(
        lambda scope: insert_evaluation(
            scope,
            control_id=control_id,
            control_identifier="CUSTOM-001",
            client_id=client_id,
            mode="live",
            result="fail",
            confidence=100,
            summary="1 of 2 servers is patched.",
            details=[DETAIL],
            evaluated_at=scope.timestamp,
        )
    )
    return made


def made_remediation(api: Api, client_id: str, **properties: Any) -> dict[str, Any]:
    evaluation = made_evaluation(api, client_id, control_id=str(api.services.ids.new()))
    columns = {"severity": "high", "status": "open", **properties}
    body = {name: columns.pop(name) for name in ("status", "due_at")}
    made: dict[str, Any] = api.in_store(
        lambda scope: REMEDIATIONS.insert(
            scope,
            body,
            evaluation_id=evaluation["id"],
            client_id=client_id,
            control_id=evaluation["control_id"],
            title="Patch the servers",
            **columns,
        )
    )
    return made


def test_external_ref_finds_the_one_that_has_it(api: Api, client_id: str) -> None:
    references = [{"system": "ninjaone", "id": "20:01"}, {"id": "x_%", "system": "halo"}]
    mine = asset(api, client_id, external_refs=references)
    asset(api, client_id, external_refs=[{"system": "halo", "id": "x_9"}])
    assert ids(api.walk("/assets", external_ref="ninjaone:20:01")) == [mine]
    assert ids(api.walk("/assets", external_ref="halo:x_%")) == [mine]
    assert api.walk("/assets", external_ref="halo:20:01") == []
    assert api.walk("/assets", external_ref="ninjaone:20:01", type="network") == []
    api.problem(api.get("/assets", params={"external_ref": "ninjaone"}), 400, "invalid_request")
    api.delete(f"/assets/{mine}")
    for reference in ("ninjaone:20:01", "halo:x_%"):
        assert api.walk("/assets", external_ref=reference) == []
        assert ids(api.walk("/assets", external_ref=reference, include_deleted="true")) == [mine]


@pytest.mark.parametrize("path", ["/clients", "/tickets"])
def test_external_ref_on_other_lists(api: Api, client_id: str, path: str) -> None:
    reference = {"external_refs": [{"system": "halo", "id": "7"}]}
    body = {"name": "Fern"} if path == "/clients" else {"client_id": client_id, "subject": "Disk"}
    made = api.make(path, {**body, **reference})
    assert ids(api.walk(path, external_ref="halo:7")) == [made["id"]]
    assert api.walk(path, external_ref="halo:8") == []


def test_created_since_is_at_or_after(api: Api) -> None:
    api.make_client("One")
    api.clock.advance(60)
    second = api.make_client("Two")
    api.clock.advance(60)
    api.put(f"/clients/{second['id']}", {"name": "Deux"})
    assert ids(api.walk("/clients", created_since="2026-11-24T09:31:00Z")) == [second["id"]]
    assert api.walk("/clients", created_since="2026-11-24T09:31:00.001Z") == []


def test_the_filters_of_assets(api: Api, client_id: str) -> None:
    one = asset(api, client_id, os="Debian 12", encrypted=True, tags=["rack-1", "web"])
    two = asset(api, client_id, os="Debian 13", encrypted=False, last_seen_at="2026-11-20T00:00:00Z")
    asset(api, client_id)
    assert ids(api.walk("/assets", os="Debian 12")) == [one]
    assert ids(api.walk("/assets", encrypted="true")) == [one]
    assert ids(api.walk("/assets", encrypted="false")) == [two]
    assert ids(api.walk("/assets", tag="rack-1")) == [one]
    assert ids(api.walk("/assets", last_seen_before="2026-11-20T00:00:01Z")) == [two]
    assert api.walk("/assets", last_seen_before="2026-11-20T00:00:00Z") == []


def test_the_filters_of_tickets(api: Api, client_id: str) -> None:
    contact = api.make("/contacts", {"client_id": client_id, "name": "Maya"})["id"]
    one = ticket(api, client_id, contact_id=contact, assignee="Priya Nair")
    two = ticket(api, client_id)
    assert ids(api.walk("/tickets", contact_id=contact)) == [one]
    assert ids(api.walk("/tickets", assignee="Priya Nair")) == [one]
    assert ids(api.walk("/tickets", number="2")) == [two]
    assert api.get(f"/tickets/{two}").json()["assignee"] is None
    api.problem(api.get("/tickets", params={"contact_id": UNKNOWN_ID}), 404, "not_found")


def test_priority_sorts_by_importance(api: Api, client_id: str) -> None:
    for priority in ("high", "low", "urgent", "normal"):
        ticket(api, client_id, priority=priority)
    found = [row["priority"] for row in api.walk("/tickets", sort="-priority", limit="1")]
    assert found == ["urgent", "high", "normal", "low"]
    assert [row["priority"] for row in api.walk("/tickets", sort="priority", limit="3")] == found[::-1]
    changed = api.walk("/tickets", sort="priority")[0]
    body = {"client_id": client_id, "subject": "Disk", "priority": "urgent"}
    api.put(f"/tickets/{changed['id']}", body)
    assert api.walk("/tickets", sort="-priority", limit="1")[0]["priority"] == "urgent"
    assert [row["priority"] for row in api.walk("/tickets", sort="priority")].count("low") == 0


def test_severity_sorts_by_importance_among_built_in_controls(api: Api) -> None:
    order = ["low", "medium", "high", "critical"]
    found = [order.index(row["severity"]) for row in api.walk("/controls", sort="-severity", limit="100")]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]


def test_total_count_is_what_the_pages_have(api: Api) -> None:
    for number in range(5):
        api.make("/clients", {"name": f"Client {number}", "tags": ["odd" if number % 2 else "even"]})
    gone = api.make_client("Gone")["id"]
    api.delete(f"/clients/{gone}")
    expected: list[tuple[dict[str, Any], int]] = [
        ({}, 5),
        ({"tag": "odd"}, 2),
        ({"search": "client"}, 5),
        ({"search": "!"}, 0),
        ({"status": "active", "include_deleted": "true"}, 6),
    ]
    for query, count in expected:
        page = api.get("/clients", params={"include_total": "true", "limit": "2", **query}).json()
        assert page["total_count"] == count == len(api.walk("/clients", limit="2", **query))
    assert "total_count" not in api.get("/clients").json()
    controls = api.get("/controls", params={"include_total": "true"}).json()
    assert controls["total_count"] == len(api.walk("/controls", limit="100"))


def test_remediations_by_severity_and_what_is_overdue(api: Api, client_id: str) -> None:
    due = {"due_at": "2026-11-24T09:30:00.000Z"}
    late = made_remediation(api, client_id, severity="high", **due)
    done = made_remediation(api, client_id, severity="low", status="resolved", **due)
    made_remediation(api, client_id, severity="medium", due_at="2026-12-24T09:30:00.000Z")
    assert api.walk("/remediations", overdue="true") == []
    api.clock.advance(1)
    assert ids(api.walk("/remediations", overdue="true")) == [late["id"]]
    assert ids(api.walk("/remediations", severity="low")) == [done["id"]]
    ranks = [row["severity"] for row in api.walk("/remediations", sort="-severity", limit="1")]
    assert ranks == ["high", "medium", "low"]


def test_a_page_of_overdue_remediations_goes_on_while_time_passes(api: Api, client_id: str) -> None:
    made = [made_remediation(api, client_id, due_at="2026-11-01T00:00:00.000Z") for _ in range(3)]
    first = api.get("/remediations", params={"overdue": "true", "limit": "1"}).json()
    api.clock.advance(5)
    query = {"overdue": "true", "limit": "100", "cursor": first["next_cursor"]}
    assert ids(api.get("/remediations", params=query).json()["data"]) == ids(made)[1:]


def test_the_latest_evaluation_of_each_control_on_each_client(api: Api, client_id: str) -> None:
    other = str(api.make_client("Other")["id"])
    controls = api.walk("/controls", framework="CIS", limit="100")
    one, two = controls[0]["id"], controls[1]["id"]
    made_evaluation(api, client_id, control_id=one)
    second = made_evaluation(api, client_id, control_id=one)
    third = made_evaluation(api, client_id, control_id=two)
    fourth = made_evaluation(api, other, control_id=one)
    assert ids(api.walk("/evaluations", latest="true")) == ids([second, third, fourth])
    assert ids(api.walk("/evaluations", latest="true", client_id=other)) == [fourth["id"]]
    assert ids(api.walk("/evaluations", latest="true", control_id=two)) == [third["id"]]
    assert len(api.walk("/evaluations", framework="CIS")) == 4
    frameworks = {reference["framework"] for reference in controls[0]["framework_refs"]}
    for code in ("CIS", "NIST-CSF", "ISO-27001", "SOC-2"):
        found = {row["control_id"] for row in api.walk("/evaluations", framework=code)}
        assert (one in found) is (code in frameworks)
