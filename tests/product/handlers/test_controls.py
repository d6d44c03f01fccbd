"""What the operations on controls promise."""

from typing import Any

from brainstormmsp.compliance.library import LIBRARY
from tests.product.handlers.compliance_data import CALM, control_body
from tests.product.handlers.harness import UNKNOWN_ID, Api

REFERENCES = [
    {"framework": "CIS", "reference": "7.3"},
    {"framework": "SOC-2", "reference": "CC7.1"},
]


def identifiers(api: Api, **params: Any) -> list[str]:
    return [row["identifier"] for row in api.walk("/controls", **params)]


def builtin(api: Api, identifier: str = "BMSP-PATCH-001") -> dict[str, Any]:
    return next(row for row in api.walk("/controls", origin="builtin") if row["identifier"] == identifier)


def test_a_created_control_is_read_back_as_it_was_written(api: Api) -> None:
    body = control_body(
        rationale="Holes.",
        remediation="Patch.",
        framework_refs=REFERENCES,
        schedule={"interval": "hourly"},
        state="test",
    )
    response = api.post("/controls", body)
    assert response.status_code == 201
    control = response.json()
    assert {name: control[name] for name in body} == body
    assert control["origin"] == "custom"
    assert response.headers["location"].endswith(f"/api/v1/controls/{control['id']}")
    read = api.get(response.headers["location"])
    assert (read.json(), read.headers["etag"]) == (control, response.headers["etag"])
    unchanged = api.get(response.headers["location"], headers={"If-None-Match": read.headers["etag"]})
    assert unchanged.status_code == 304


def test_what_is_left_out_falls_back_to_its_default(api: Api) -> None:
    body = control_body()
    del body["state"]
    control = api.make("/controls", body)
    assert (control["state"], control["schedule"], control["framework_refs"]) == (
        "draft",
        {"interval": "daily"},
        [],
    )
    assert [control[name] for name in ("rationale", "remediation")] == [None] * 2


def test_put_replaces_everything(api: Api) -> None:
    made = api.make("/controls", control_body(rationale="Holes.", framework_refs=REFERENCES))
    path = f"/controls/{made['id']}"
    stale = api.get(path).headers["etag"]
    api.clock.advance(1)
    for state in ("draft", "test", "enabled", "draft"):
        body = control_body("CUSTOM-002", title="Calm", rule=CALM, state=state)
        replaced = api.put(path, body).json()
        assert replaced["state"] == state
    assert (replaced["rule"], replaced["identifier"]) == (CALM, "CUSTOM-002")
    assert replaced["rationale"] is None
    assert replaced["framework_refs"] == []
    assert replaced["updated_at"] > made["updated_at"]
    stale_put = api.put(path, control_body(), headers={"If-Match": stale})
    api.problem(stale_put, 412, "precondition_failed")
    assert identifiers(api, search="calm") == ["CUSTOM-002"]
    assert identifiers(api, search="servers", origin="custom") == []
    assert identifiers(api, framework="SOC-2", origin="custom") == []


def test_an_identifier_is_unique_among_own_and_built_in_controls(api: Api) -> None:
    api.make("/controls", control_body())
    other = api.make("/controls", control_body("CUSTOM-002"))
    taken = ("CUSTOM-001", "BMSP-PATCH-001")
    for identifier in taken:
        api.problem(api.post("/controls", control_body(identifier)), 409, "identifier_taken")
        replaced = api.put(f"/controls/{other['id']}", control_body(identifier))
        api.problem(replaced, 409, "identifier_taken")
    assert api.put(f"/controls/{other['id']}", control_body("CUSTOM-002")).status_code == 200
    api.make("/controls", control_body(), api.other.both)


def test_built_in_controls_are_everybodys_and_read_only(api: Api) -> None:
    control = builtin(api)
    path = f"/controls/{control['id']}"
    for key in (api.home.both, api.other.both):
        read = api.get(path, key=key)
        assert read.json() == control
        api.problem(api.put(path, control_body(), key=key), 409, "builtin_control")
    stale = api.put(path, control_body(), headers={"If-Match": '"stale"'})
    api.problem(stale, 412, "precondition_failed")
    assert read.headers["etag"]
    assert api.get(path, headers={"If-None-Match": read.headers["etag"]}).status_code == 304


def test_another_organisations_control_does_not_exist(api: Api) -> None:
    path = f"/controls/{api.make('/controls', control_body(), api.other.both)['id']}"
    for response in (
        api.get(path),
        api.put(path, control_body()),
        api.get(f"/controls/{UNKNOWN_ID}"),
        api.put(f"/controls/{UNKNOWN_ID}", control_body()),
    ):
        api.problem(response, 404, "not_found")
    assert identifiers(api, origin="custom") == []


def test_lists_hold_built_in_and_own_controls_in_one_order(api: Api) -> None:
    expected = {control.identifier for control in LIBRARY}
    for number in range(1, 8):
        api.make("/controls", control_body(f"{'ABC-Z' if number % 2 else 'CUSTOM'}-{number:03}"))
        api.clock.advance(60)
    expected |= {f"{'ABC-Z' if number % 2 else 'CUSTOM'}-{number:03}" for number in range(1, 8)}
    assert set(identifiers(api)) == expected
    for limit in (7, 100):
        assert identifiers(api, limit=limit, sort="identifier") == sorted(expected)
        assert identifiers(api, limit=limit, sort="-identifier") == sorted(expected, reverse=True)
    rows = api.walk("/controls", limit=10)
    assert rows == sorted(rows, key=lambda row: (row["created_at"], row["id"]))
    assert api.walk("/controls", sort="-created_at", limit=9) == rows[::-1]
    titles = [row["title"] for row in api.walk("/controls", sort="title", limit=13)]
    assert titles == sorted(titles)


def test_lists_are_filtered_and_searched(api: Api) -> None:
    api.make(
        "/controls", control_body(type="physical", category="physical_security", severity="low", state="test")
    )
    api.clock.advance(60)
    api.make("/controls", control_body("CUSTOM-002", title="Calm", rule=CALM, framework_refs=REFERENCES))

    def own(**params: Any) -> list[str]:
        return [name for name in identifiers(api, limit=2, **params) if name.startswith("CUSTOM")]

    assert own(type="physical") == ["CUSTOM-001"]
    assert own(category=["vulnerability_management", "governance"]) == ["CUSTOM-002"]
    assert own(severity=["low", "critical"]) == ["CUSTOM-001"]
    assert own(state=["test", "draft"]) == ["CUSTOM-001"]
    assert own(framework=["SOC-2", "ISO-27001"]) == own(framework="CIS") == ["CUSTOM-002"]
    assert own(framework="NIST-CSF") == []
    assert own(origin="builtin") == []
    assert identifiers(api, origin="custom") == ["CUSTOM-001", "CUSTOM-002"]
    assert own(search="custom 002") == ["CUSTOM-002"]
    assert identifiers(api, updated_since="2026-11-24T09:31:00Z") == ["CUSTOM-002"]
    assert identifiers(api, search="bmsp patch 001") == ["BMSP-PATCH-001"]
    physical = api.walk("/controls", type="physical", origin="builtin")
    assert {row["type"] for row in physical} == {"physical"}
    mapped = api.walk("/controls", framework="CIS", limit=20, severity="critical")
    assert all(
        row["severity"] == "critical" and any(ref["framework"] == "CIS" for ref in row["framework_refs"])
        for row in mapped
    )
    assert len(mapped) > 5


def test_a_cursor_belongs_to_its_arguments(api: Api) -> None:
    cursor = api.get("/controls", params={"limit": 2}).json()["next_cursor"]
    assert api.get("/controls", params={"limit": 3, "cursor": cursor}).status_code == 200
    for params in ({"cursor": cursor, "origin": "builtin"}, {"cursor": cursor, "sort": "title"}):
        api.problem(api.get("/controls", params=params), 400, "invalid_request")
    foreign = api.get("/controls", params={"cursor": cursor}, key=api.other.both)
    api.problem(foreign, 400, "invalid_request")


def test_every_violation_of_a_rule_is_named_at_once(api: Api) -> None:
    body = control_body(
        "custom-1",
        rule={
            "kind": "share",
            "population": {
                "of": "assets",
                "satisfies": {"tests": [{"fact": "age_hours", "operator": "lte", "value": 1}]},
            },
            "pass_at": 101,
        },
        severity="terrible",
    )
    problem = api.problem(api.post("/controls", body), 400, "invalid_request")
    pointers = {error["pointer"] for error in problem["errors"]}
    assert {"/identifier", "/severity", "/rule/pass_at"} <= pointers
    assert any(pointer.startswith("/rule/population/satisfies/tests/0") for pointer in pointers)


def test_a_control_may_be_created_again_with_its_idempotency_key(api: Api) -> None:
    headers = {"Idempotency-Key": "b6f6c9d0"}
    made = [api.post("/controls", control_body(), headers=headers) for _ in range(2)]
    assert made[0].json() == made[1].json()
    assert made[1].headers["idempotency-replayed"] == "true"
    reused = api.post("/controls", control_body("CUSTOM-002"), headers=headers)
    api.problem(reused, 422, "idempotency_key_reused")


def test_a_built_in_control_reads_as_the_contract_shows_it(api: Api) -> None:
    document: Any = api.contract.document.data
    example = document["components"]["examples"]["ControlBuiltin"]["value"]
    control = builtin(api)
    assert {name: control[name] for name in example if name not in ("id", "framework_refs")} == {
        name: example[name] for name in example if name not in ("id", "framework_refs")
    }
    assert all(reference in control["framework_refs"] for reference in example["framework_refs"])
