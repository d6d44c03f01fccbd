"""What the posture of a client promises."""

from typing import Any

from tests.product.handlers.compliance_data import (
    CALM,
    PATCHED,
    control_body,
    evaluate,
    make_server,
    patch,
    raise_alert,
)
from tests.product.handlers.harness import UNKNOWN_ID, Api

# The Mondays of the week of the tests' time, and of the week before.
THIS_WEEK, LAST_WEEK = "2026-11-23", "2026-11-16"


def posture(api: Api, client_id: str) -> dict[str, Any]:
    response = api.get(f"/clients/{client_id}/posture")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_a_client_that_was_never_evaluated_has_no_score(api: Api) -> None:
    client_id = api.make_client()["id"]
    found = posture(api, client_id)
    assert (found["score"], found["as_of"], found["risk_score"], found["frameworks"]) == (None, None, 0, [])
    assert len(found["trend"]) == 13
    assert found["trend"][-1] == {"week_from": THIS_WEEK, "score": None, "risk_score": 0}


def test_the_score_is_the_share_of_the_newest_evaluations_that_passed(api: Api) -> None:
    client_id, elsewhere = api.make_client()["id"], api.make_client("Elsewhere")["id"]
    server = make_server(api, client_id, 60)
    references = [{"framework": "CIS", "reference": place} for place in ("7.3", "7.4")]
    patched = api.make("/controls", control_body(rule=PATCHED, framework_refs=references))
    calm = api.make("/controls", control_body("CUSTOM-002", rule=CALM, framework_refs=references[:1]))
    nothing = {**PATCHED, "population": {**PATCHED["population"], "of": "assets"}}
    nothing["population"]["where"] = {"tests": [{"fact": "type", "operator": "in", "value": ["cloud"]}]}
    empty = api.make("/controls", control_body("CUSTOM-003", rule=nothing, framework_refs=references))
    tried = api.make("/controls", control_body("CUSTOM-004", rule=PATCHED, state="test"))
    chosen = [control["id"] for control in (patched, calm, empty, tried)]
    evaluate(api, client_ids=[client_id], control_ids=chosen)
    found = posture(api, client_id)
    counts = ("passed_count", "partial_count", "failed_count", "not_applicable_count")
    assert (found["score"], [found[name] for name in counts]) == (50.0, [1, 0, 1, 1])
    assert found["as_of"] == "2026-11-24T09:30:00.000Z"
    assert found["frameworks"] == [
        {
            "framework": "CIS",
            "score": 50.0,
            "passed_count": 1,
            "partial_count": 0,
            "failed_count": 1,
            "not_applicable_count": 1,
            "assessed_count": 2,
            "requirement_count": 153,
        }
    ]
    api.clock.advance(60)
    patch(api, server)
    evaluate(api, client_ids=[client_id], control_ids=chosen)
    assert posture(api, client_id)["score"] == 100.0
    api.put(f"/controls/{calm['id']}", control_body("CUSTOM-002", rule=CALM, state="draft"))
    assert posture(api, client_id)["passed_count"] == 1
    assert posture(api, elsewhere)["score"] is None


def test_the_trend_keeps_what_was(api: Api) -> None:
    client_id = api.make_client()["id"]
    make_server(api, client_id, 60)
    control = api.make("/controls", control_body())
    evaluate(api, control_ids=[control["id"]])
    then = posture(api, client_id)["risk_score"]
    assert then > 0
    api.clock.advance(7 * 86400)
    alert = raise_alert(api, client_id)
    api.put(f"/alerts/{alert}", {"status": "acknowledged"})
    evaluate(api, control_ids=[control["id"]])
    trend = {week["week_from"]: week for week in posture(api, client_id)["trend"]}
    assert trend[LAST_WEEK] == {"week_from": LAST_WEEK, "score": None, "risk_score": 0}
    assert trend[THIS_WEEK] == {"week_from": THIS_WEEK, "score": 0.0, "risk_score": then}
    assert trend["2026-11-30"]["risk_score"] > then


def test_another_organisations_client_has_no_posture(api: Api) -> None:
    client_id = api.make_client()["id"]
    for response in (
        api.get(f"/clients/{client_id}/posture", key=api.other.both),
        api.get(f"/clients/{UNKNOWN_ID}/posture"),
    ):
        api.problem(response, 404, "not_found")


def test_an_unchanged_posture_is_not_sent_again(api: Api) -> None:
    path = f"/clients/{api.make_client()['id']}/posture"
    etag = api.get(path).headers["etag"]
    api.clock.advance(60)
    assert api.get(path, headers={"If-None-Match": etag}).status_code == 304
