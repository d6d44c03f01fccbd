"""What the operations on clients promise."""

from typing import Any

import pytest

from tests.product.handlers.harness import UNKNOWN_ID, Api

FULL = {
    "name": "Harbor Dental Group",
    "domains": ["harbordental.example", "hdg.example"],
    "status": "onboarding",
    "tags": ["healthcare", "priority"],
    "notes": "Prefers maintenance on Sundays.\nAsk for Maya.",
    "external_refs": [{"system": "connectwise", "id": "48213"}],
}


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["name"] for row in rows]


def test_a_created_client_is_read_back_as_it_was_written(api: Api) -> None:
    response = api.post("/clients", FULL)
    assert response.status_code == 201
    client = response.json()
    assert {name: client[name] for name in FULL} == FULL
    assert client["risk_score"] == 0
    assert client["created_at"] == client["updated_at"] == "2026-11-24T09:30:00.000Z"
    assert response.headers["location"] == f"https://brainstormmsp.ai/api/v1/clients/{client['id']}"
    read = api.get(response.headers["location"])
    assert read.json() == client
    assert read.headers["etag"] == response.headers["etag"]


def test_what_is_left_out_gets_its_default_or_stays_absent(api: Api) -> None:
    client = api.make("/clients", {"name": "Ada & Sons"})
    assert client["status"] == "active"
    assert client["domains"] == client["tags"] == client["external_refs"] == []
    assert client["notes"] is None


def test_put_replaces_everything(api: Api) -> None:
    client = api.make("/clients", FULL)
    api.clock.advance(1)
    response = api.put(f"/clients/{client['id']}", {"name": "Harbor Dental"})
    assert response.status_code == 200
    replaced = response.json()
    assert replaced["notes"] is None
    assert (replaced["status"], replaced["domains"], replaced["tags"]) == ("active", [], [])
    assert replaced["created_at"] == client["created_at"]
    assert replaced["updated_at"] == "2026-11-24T09:30:01.000Z"
    assert api.get(f"/clients/{client['id']}").json() == replaced


def test_if_match_writes_only_over_what_was_read(api: Api) -> None:
    made = api.post("/clients", FULL)
    path, tag = f"/clients/{made.json()['id']}", made.headers["etag"]
    written = api.put(path, {"name": "First"}, headers={"If-Match": tag})
    assert written.status_code == 200
    api.problem(api.put(path, {"name": "Second"}, headers={"If-Match": tag}), 412, "precondition_failed")
    api.problem(api.delete(path, headers={"If-Match": tag}), 412, "precondition_failed")
    assert api.get(path).json()["name"] == "First"
    assert api.delete(path, headers={"If-Match": written.headers["etag"]}).status_code == 204


def test_if_none_match_answers_304_until_the_client_changes(api: Api) -> None:
    made = api.post("/clients", FULL)
    path, header = f"/clients/{made.json()['id']}", {"If-None-Match": made.headers["etag"]}
    unchanged = api.get(path, headers=header)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    api.put(path, {"name": "Another"})
    assert api.get(path, headers=header).status_code == 200


def test_a_deleted_client_is_gone_everywhere_and_for_good(api: Api) -> None:
    client = api.make("/clients", FULL)
    path = f"/clients/{client['id']}"
    assert api.delete(path).status_code == 204
    for response in (api.get(path), api.put(path, FULL), api.delete(path)):
        api.problem(response, 404, "not_found")
    assert api.walk("/clients") == []
    assert api.walk("/clients", search="harbor") == api.walk("/clients", tag="healthcare") == []


def test_a_deleted_client_frees_its_name_and_references(api: Api) -> None:
    api.delete(f"/clients/{api.make('/clients', FULL)['id']}")
    assert api.post("/clients", FULL).status_code == 201


def test_a_client_with_the_status_archived_stays_readable(api: Api) -> None:
    client = api.make("/clients", {**FULL, "status": "archived"})
    assert api.get(f"/clients/{client['id']}").json()["status"] == "archived"
    assert names(api.walk("/clients", status="archived")) == [FULL["name"]]


def test_a_name_is_taken_once_archived_clients_aside(api: Api) -> None:
    first = api.make("/clients", {"name": "Fern & Lark"})
    api.problem(api.post("/clients", {"name": "Fern & Lark"}), 409, "name_taken")
    second = api.make("/clients", {"name": "Fern and Lark"})
    api.problem(api.put(f"/clients/{second['id']}", {"name": "Fern & Lark"}), 409, "name_taken")
    api.put(f"/clients/{first['id']}", {"name": "Fern & Lark", "status": "archived"})
    assert api.put(f"/clients/{second['id']}", {"name": "Fern & Lark"}).status_code == 200
    back = api.put(f"/clients/{first['id']}", {"name": "Fern & Lark"})
    api.problem(back, 409, "name_taken")


def test_another_organisation_may_use_the_same_names_and_references(api: Api) -> None:
    api.make("/clients", FULL)
    assert api.post("/clients", FULL, key=api.other.both).status_code == 201


def test_an_external_reference_belongs_to_one_client(api: Api) -> None:
    api.make("/clients", FULL)
    taken = {"name": "Else", "external_refs": FULL["external_refs"]}
    api.problem(api.post("/clients", taken), 409, "external_ref_taken")
    other = api.make("/clients", {"name": "Else"})
    api.problem(api.put(f"/clients/{other['id']}", taken), 409, "external_ref_taken")


def test_two_references_to_one_system_are_refused(api: Api) -> None:
    references = [{"system": "autotask", "id": "1"}, {"system": "autotask", "id": "2"}]
    response = api.post("/clients", {"name": "Else", "external_refs": references})
    api.problem(response, 409, "external_ref_repeated")


def test_another_organisations_client_does_not_exist(api: Api) -> None:
    foreign = api.make("/clients", FULL, key=api.other.both)
    path = f"/clients/{foreign['id']}"
    for response in (api.get(path), api.put(path, FULL), api.delete(path)):
        api.problem(response, 404, "not_found")
    assert api.walk("/clients") == []
    assert api.get(path, key=api.other.reader).json() == foreign


def test_every_violation_of_a_body_is_named_at_once(api: Api) -> None:
    body = {
        "domains": ["Not A Domain", "a.example", "a.example"],
        "status": "asleep",
        "tags": ["UPPER"],
        "risk_score": 3,
        "surprise": True,
        "external_refs": [{"system": "x"}],
    }
    problem = api.problem(api.post("/clients", body), 400, "invalid_request")
    assert {error["pointer"] for error in problem["errors"]} >= {
        "/name",
        "/domains",
        "/domains/0",
        "/status",
        "/tags/0",
        "/surprise",
        "/external_refs/0/id",
    }
    assert api.walk("/clients") == []


@pytest.mark.parametrize(
    ("params", "parameter"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "1_0"}, "limit"),
        ({"cursor": "WzEsImFiYyJd"}, "cursor"),
        ({"sort": "colour"}, "sort"),
        ({"updated_since": "yesterday"}, "updated_since"),
        ({"status": "active,asleep"}, "status"),
        ({"surprise": "1"}, "surprise"),
    ],
)
def test_a_bad_parameter_is_named(api: Api, params: dict[str, str], parameter: str) -> None:
    problem = api.problem(api.get("/clients", params=params), 400, "invalid_request")
    assert {error["parameter"] for error in problem["errors"]} == {parameter}


def test_a_malformed_id_is_a_400_and_an_unknown_one_a_404(api: Api) -> None:
    api.problem(api.get("/clients/not-an-id"), 400, "invalid_request")
    api.problem(api.get(f"/clients/{UNKNOWN_ID}"), 404, "not_found")


def test_lists_are_filtered_searched_and_sorted(api: Api) -> None:
    for name, status, tags, domains in (
        ("Cedar Legal", "active", ["legal"], ["cedar.example"]),
        ("Alder Légal", "onboarding", ["legal", "new"], []),
        ("Birch Dental", "active", [], ["birch-smiles.example"]),
    ):
        api.make("/clients", {"name": name, "status": status, "tags": tags, "domains": domains})
        api.clock.advance(60)
    assert names(api.walk("/clients")) == ["Cedar Legal", "Alder Légal", "Birch Dental"]
    assert names(api.walk("/clients", sort="name")) == ["Alder Légal", "Birch Dental", "Cedar Legal"]
    assert names(api.walk("/clients", sort="-created_at"))[0] == "Birch Dental"
    assert names(api.walk("/clients", status="active")) == ["Cedar Legal", "Birch Dental"]
    assert len(api.walk("/clients", status=["active", "onboarding"])) == 3
    assert names(api.walk("/clients", tag="legal")) == ["Cedar Legal", "Alder Légal"]
    assert names(api.walk("/clients", search="LEGAL al")) == ["Alder Légal"]
    assert names(api.walk("/clients", search="smiles")) == ["Birch Dental"]
    assert names(api.walk("/clients", updated_since="2026-11-24T09:31:00Z")) == [
        "Alder Légal",
        "Birch Dental",
    ]
    assert api.walk("/clients", search="?!") == []


def test_walking_the_pages_visits_every_client_once_while_others_write(api: Api) -> None:
    expected = {api.make("/clients", {"name": f"Client {number:02}"})["id"] for number in range(12)}
    page = api.get("/clients", params={"limit": 5, "sort": "name"}).json()
    seen = [row["id"] for row in page["data"]]
    assert len(seen) == 5
    api.make("/clients", {"name": "Client 00a"})
    api.delete(f"/clients/{seen[2]}")
    while "next_cursor" in page:
        page = api.get("/clients", params={"limit": 3, "sort": "name", "cursor": page["next_cursor"]}).json()
        seen += [row["id"] for row in page["data"]]
    assert len(seen) == len(set(seen))
    assert set(seen) == expected


def test_a_cursor_with_changed_arguments_is_a_400(api: Api) -> None:
    for number in range(3):
        api.make("/clients", {"name": f"Client {number}"})
    cursor = api.get("/clients", params={"limit": 1, "sort": "name"}).json()["next_cursor"]
    for params in ({"sort": "-name"}, {"sort": "name", "status": "active"}, {}):
        problem = api.problem(
            api.get("/clients", params={**params, "cursor": cursor}), 400, "invalid_request"
        )
        assert problem["errors"][0]["parameter"] == "cursor"
    foreign = api.get("/clients", params={"sort": "name", "cursor": cursor}, key=api.other.both)
    api.problem(foreign, 400, "invalid_request")


def test_a_post_may_be_repeated_with_its_idempotency_key(api: Api) -> None:
    headers = {"Idempotency-Key": "b6f6c9d0"}
    first = api.post("/clients", FULL, headers=headers)
    again = api.post("/clients", FULL, headers=headers)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["location"] == first.headers["location"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(api.walk("/clients")) == 1
    reused = api.post("/clients", {"name": "Else"}, headers=headers)
    api.problem(reused, 422, "idempotency_key_reused")
    api.clock.advance(24 * 3600 + 1)
    api.problem(api.post("/clients", FULL, headers=headers), 409, "name_taken")


def test_every_change_raises_its_event_and_nothing_else_does(api: Api) -> None:
    client = api.make("/clients", FULL)
    path = f"/clients/{client['id']}"
    api.clock.advance(1)
    replaced = api.put(path, {"name": "Another"}).json()
    api.put(path, {"name": "Another"})
    api.post("/clients", {"name": "Another"})
    api.put(path, {"name": "Third"}, headers={"If-Match": '"stale"'})
    api.get(path)
    api.clock.advance(1)
    api.delete(path)
    deleted = "2026-11-24T09:30:02.000Z"
    assert api.events() == [
        ("client.created", client),
        ("client.updated", replaced),
        ("client.deleted", {**replaced, "deleted_at": deleted, "updated_at": deleted}),
    ]
    assert api.events(api.other) == []
    webhook = api.contract.webhooks["client.deleted"]
    data = {**api.events()[-1][1], "sequence": 3}
    body = {"type": "client.deleted", "timestamp": "2026-11-24T09:30:00.000Z", "data": data}
    assert webhook.violations(body) == []


def test_an_unexpected_failure_undoes_the_change(api: Api) -> None:
    response = api.post("/clients", FULL, headers={"X-Fault": "error"})
    api.problem(response, 500, "internal_error")
    assert api.walk("/clients") == []
    assert api.events() == []
