"""What the operations on evidence promise."""

from hashlib import sha256
from typing import Any

import orjson
import pytest

from brainstormmsp.store.evidence import insert_evidence
from tests.product.handlers.compliance_data import attestation, control_body, evaluate, make_server
from tests.product.handlers.harness import UNKNOWN_ID, Api


def sealed(evidence: dict[str, Any]) -> str:
    """Return the digest as a caller computes it; canonical JSON of what these tests store is sorted JSON."""
    evidence = {name: value for name, value in evidence.items() if value is not None}
    outside = {"id", "sha256", "created_at", "updated_at"}
    content = {name: value for name, value in evidence.items() if name not in outside}
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def test_an_attestation_is_read_back_as_it_was_filed(api: Api) -> None:
    client_id = api.make_client()["id"]
    control_id = api.make("/controls", control_body())["id"]
    body = attestation(
        client_id,
        control_id=control_id,
        collected_at="2026-11-18T10:00:00.000Z",
        expires_at="2027-05-18T10:00:00.000Z",
    )
    response = api.post("/evidence", body)
    assert response.status_code == 201
    evidence = response.json()
    assert {name: evidence[name] for name in body} == body
    assert evidence["sha256"] == sealed(evidence)
    read = api.get(response.headers["location"])
    assert (read.json(), read.headers["etag"]) == (evidence, response.headers["etag"])
    unchanged = api.get(response.headers["location"], headers={"If-None-Match": read.headers["etag"]})
    assert unchanged.status_code == 304


def test_what_is_declared_is_declared_now_unless_said_otherwise(api: Api) -> None:
    evidence = api.make("/evidence", attestation(api.make_client()["id"]))
    assert evidence["collected_at"] == evidence["created_at"] == "2026-11-24T09:30:00.000Z"
    assert evidence["control_id"] is None
    assert "source" not in evidence


@pytest.mark.parametrize("missing", ["attested_by", "statement", "expires_at"])
def test_an_attestation_says_who_and_until_when(api: Api, missing: str) -> None:
    body = attestation(api.make_client()["id"])
    del body[missing]
    problem = api.problem(api.post("/evidence", body), 400, "invalid_request")
    assert [error["pointer"] for error in problem["errors"]] == [f"/{missing}"]


def test_the_digest_covers_what_was_declared_and_nothing_else(api: Api) -> None:
    client_id = api.make_client()["id"]
    times = {"collected_at": "2026-11-18T10:00:00Z"}
    first, same, other = (
        api.make("/evidence", attestation(client_id, statement=statement, **times))
        for statement in ("Zażółć gęślą jaźń", "Zażółć gęślą jaźń", "Else")
    )
    assert first["sha256"] == same["sha256"] == sealed(first) != other["sha256"]
    assert first["collected_at"] == "2026-11-18T10:00:00.000Z"


def test_evidence_cannot_expire_before_it_was_collected(api: Api) -> None:
    client_id = api.make_client()["id"]
    for times in (
        {"collected_at": "2026-11-18T10:00:00Z", "expires_at": "2026-11-18T10:00:00.000Z"},
        {"expires_at": "2026-11-24T09:30:00Z"},
        {"expires_at": "2020-01-01T00:00:00Z"},
    ):
        body = attestation(client_id, **times)
        api.problem(api.post("/evidence", body), 409, "expiry_before_collection")
    assert api.walk("/evidence") == []


def test_references_outside_the_organisation_answer_404(api: Api) -> None:
    client_id = api.make_client()["id"]
    theirs = api.make_client(key=api.other.both)["id"]
    their_control = api.make("/controls", control_body(), api.other.both)["id"]
    their_evidence = api.make("/evidence", attestation(theirs), api.other.both)["id"]
    for body in (
        attestation(theirs),
        attestation(UNKNOWN_ID),
        attestation(client_id, control_id=their_control),
        attestation(client_id, control_id=UNKNOWN_ID),
    ):
        api.problem(api.post("/evidence", body), 404, "not_found")
    for evidence_id in (their_evidence, UNKNOWN_ID):
        api.problem(api.get(f"/evidence/{evidence_id}"), 404, "not_found")
    for params in (
        {"client_id": theirs},
        {"client_id": UNKNOWN_ID},
        {"control_id": their_control},
        {"control_id": UNKNOWN_ID},
    ):
        api.problem(api.get("/evidence", params=params), 404, "not_found")
    assert api.walk("/evidence") == []


def test_every_kind_is_shown_in_its_own_shape(api: Api) -> None:
    client_id = api.make_client()["id"]
    document = api.in_store(
        lambda scope: insert_evidence(
            scope,
            {
                "kind": "document",
                "title": "Incident response plan",
                "topic": "incident_response_plan",
                "client_id": client_id,
                "file_name": "plan.pdf",
                "media_type": "application/pdf",
                "size_bytes": 184320,
                "document_sha256": "0" * 64,
            },
        )
    )
    control = api.make("/controls", control_body())
    make_server(api, client_id, 1)
    evaluate(api, control_ids=[control["id"]])
    api.make("/evidence", attestation(client_id))
    rows = {row["kind"]: row for row in api.walk("/evidence")}
    assert set(rows) == {"document", "api", "attestation"}
    assert rows["document"] == document
    for row in rows.values():
        assert api.get(f"/evidence/{row['id']}").json() == row
        assert row["sha256"] == sealed(row)


def test_lists_are_filtered_and_sorted(api: Api) -> None:
    client_id, elsewhere = api.make_client()["id"], api.make_client("Elsewhere")["id"]
    control_id = api.make("/controls", control_body())["id"]
    first = api.make("/evidence", attestation(client_id, collected_at="2026-11-20T00:00:00Z"))
    api.clock.advance(60)
    second = api.make("/evidence", attestation(elsewhere, topic="security_training", control_id=control_id))
    api.clock.advance(60)
    third = api.make("/evidence", attestation(client_id, collected_at="2026-11-01T00:00:00Z"))

    def found(**params: Any) -> list[str]:
        return [row["id"] for row in api.walk("/evidence", limit=1, **params)]

    assert found() == [first["id"], second["id"], third["id"]]
    assert found(sort="collected_at") == [third["id"], first["id"], second["id"]]
    assert found(sort="-collected_at") == [second["id"], first["id"], third["id"]]
    assert found(client_id=client_id) == [first["id"], third["id"]]
    assert (
        found(control_id=control_id)
        == found(topic=["security_training", "security_policy"])
        == [second["id"]]
    )
    assert found(kind=["api", "document"]) == []
    assert found(kind="attestation", topic="mfa") == [first["id"], third["id"]]
    assert found(updated_since="2026-11-24T09:32:00Z") == [third["id"]]


def test_only_attestations_are_filed_and_every_violation_is_named(api: Api) -> None:
    body = attestation("x", kind="document", topic="weather", attested_by=" ", sha256="0")
    problem = api.problem(api.post("/evidence", body), 400, "invalid_request")
    pointers = {error["pointer"] for error in problem["errors"]}
    assert {"/client_id", "/kind", "/topic", "/attested_by"} <= pointers


def test_an_attestation_may_be_filed_again_with_its_idempotency_key(api: Api) -> None:
    headers = {"Idempotency-Key": "b6f6c9d0"}
    client_id = api.make_client()["id"]
    first, again = (api.post("/evidence", attestation(client_id), headers=headers) for _ in range(2))
    assert first.content == again.content
    reused = api.post("/evidence", attestation(client_id, topic="other"), headers=headers)
    api.problem(reused, 422, "idempotency_key_reused")
    assert len(api.walk("/evidence")) == 1
