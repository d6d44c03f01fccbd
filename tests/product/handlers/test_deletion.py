"""Deletion: 404 afterwards, deleted items in lists that ask for them, and restoring (the section Lists)."""

from typing import Any

import pytest

from tests.product.handlers.harness import UNKNOWN_ID, Api

DAY = 86_400
KINDS = ["clients", "contacts", "assets", "tickets", "controls"]
CONTROL = {
    "identifier": "CUSTOM-001",
    "title": "Backups succeed every day",
    "description": "Every backup job has succeeded.",
    "type": "technical",
    "category": "backup_recovery",
    "severity": "high",
    "rule": {
        "kind": "share",
        "population": {
            "of": "backup_jobs",
            "satisfies": {"match": "all", "tests": [{"fact": "age_hours", "operator": "lte", "value": 24}]},
        },
        "pass_at": 95,
    },
}


def made(api: Api, kind: str, client_id: str | None = None) -> dict[str, Any]:
    if kind == "clients":
        return api.make("/clients", {"name": "Harbor Dental Group"})
    if kind == "controls":
        return api.make("/controls", CONTROL)
    owner = client_id or api.make("/clients", {"name": "Harbor Dental Group"})["id"]
    bodies: dict[str, dict[str, Any]] = {
        "contacts": {"name": "Maya Lindqvist", "is_primary": True},
        "assets": {
            "type": "server",
            "hostname": "files-01",
            "external_refs": [{"system": "ninjaone", "id": "2001"}],
        },
        "tickets": {"subject": "Replace the disk"},
    }
    return api.make(f"/{kind}", {"client_id": owner, **bodies[kind]})


def listed(api: Api, kind: str, **query: Any) -> list[dict[str, Any]]:
    rows = api.walk(f"/{kind}", **query)
    return [row for row in rows if row.get("origin") != "builtin"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_deleted_is_gone_but_for_its_tombstone(api: Api, kind: str) -> None:
    before = made(api, kind)
    path = f"/{kind}/{before['id']}"
    api.clock.advance(1)
    assert api.delete(path).status_code == 204
    for response in (api.get(path), api.delete(path)):
        api.problem(response, 404, "not_found")
    assert listed(api, kind) == []
    (tombstone,) = listed(api, kind, include_deleted="true")
    now = "2026-11-24T09:30:01.000Z"
    expected = {**before, "deleted_at": now, "updated_at": now}
    if kind == "tickets":
        # Lists have tickets without their notes.
        del expected["notes"]
    assert tombstone == expected
    assert listed(api, kind, include_deleted="true", updated_since=now) == [tombstone]
    assert api.events()[-1] == (f"{kind[:-1]}.deleted", tombstone)


@pytest.mark.parametrize("kind", KINDS)
def test_restoring_brings_it_back(api: Api, kind: str) -> None:
    before = made(api, kind)
    path = f"/{kind}/{before['id']}"
    unchanged = api.post(f"{path}/restore")
    assert (unchanged.status_code, unchanged.json()) == (200, before)
    api.delete(path)
    api.clock.advance(2)
    restored = api.post(f"{path}/restore")
    assert restored.json() == {**before, "updated_at": "2026-11-24T09:30:02.000Z"}
    assert api.get(path).json() == restored.json()
    assert [row["id"] for row in listed(api, kind)] == [before["id"]]
    assert [row["id"] for row in listed(api, kind, include_deleted="true")] == [before["id"]]
    assert api.events()[-1][0] == f"{kind[:-1]}.restored"
    search = {
        "clients": "harbor",
        "contacts": "maya",
        "assets": "files",
        "tickets": "disk",
        "controls": "custom",
    }
    assert [row["id"] for row in listed(api, kind, search=search[kind])] == [before["id"]]
    api.problem(api.post(f"/{kind}/{UNKNOWN_ID}/restore"), 404, "not_found")


@pytest.mark.parametrize("kind", KINDS)
def test_another_organisation_neither_sees_nor_restores_it(api: Api, kind: str) -> None:
    before = made(api, kind)
    api.delete(f"/{kind}/{before['id']}")
    theirs = api.get(f"/{kind}", key=api.other.both, params={"include_deleted": "true", "limit": "100"})
    assert before["id"] not in [row["id"] for row in theirs.json()["data"]]
    api.problem(api.post(f"/{kind}/{before['id']}/restore", key=api.other.both), 404, "not_found")


@pytest.mark.parametrize("kind", KINDS)
def test_a_tombstone_is_listed_for_90_days(api: Api, kind: str) -> None:
    before = made(api, kind)
    api.delete(f"/{kind}/{before['id']}")
    api.clock.advance(90 * DAY)
    assert [row["id"] for row in listed(api, kind, include_deleted="true")] == [before["id"]]
    api.clock.advance(1)
    assert listed(api, kind, include_deleted="true") == []
    api.problem(api.post(f"/{kind}/{before['id']}/restore"), 404, "not_found")


@pytest.mark.parametrize("kind", KINDS)
def test_a_sync_that_starts_before_the_first_tombstone_is_refused(api: Api, kind: str) -> None:
    since = "2026-08-26T09:29:59.999Z"
    assert api.get(f"/{kind}", params={"updated_since": since}).status_code == 200
    refused = api.get(f"/{kind}", params={"updated_since": since, "include_deleted": "true"})
    api.problem(refused, 400, "sync_window_exceeded")
    assert [error["parameter"] for error in refused.json()["errors"]] == ["updated_since"]
    first = {"updated_since": "2026-08-26T09:30:00.000Z", "include_deleted": "true"}
    assert api.get(f"/{kind}", params=first).status_code == 200


def test_the_days_are_a_setting(make_api: Any) -> None:
    api = make_api(deletions_kept_days=1)
    before = made(api, "clients")
    api.delete(f"/clients/{before['id']}")
    api.clock.advance(DAY + 1)
    assert api.walk("/clients", include_deleted="true") == []


@pytest.mark.parametrize("kind", KINDS)
def test_delete_honours_if_match(api: Api, kind: str) -> None:
    path = f"/{kind}/{made(api, kind)['id']}"
    api.problem(api.delete(path, headers={"If-Match": '"stale"'}), 412, "precondition_failed")
    assert api.delete(path, headers={"If-Match": api.get(path).headers["etag"]}).status_code == 204


@pytest.mark.parametrize("kind", ["contacts", "assets", "tickets"])
def test_a_client_with_things_of_its_own_is_deleted_only_on_demand(api: Api, kind: str) -> None:
    client = made(api, "clients")
    thing = made(api, kind, client["id"])
    path = f"/clients/{client['id']}"
    api.problem(api.delete(path), 409, "client_has_dependents")
    assert api.get(path).json() == client
    assert api.delete(path, params={"dependents": "delete"}).status_code == 204
    api.problem(api.get(f"/{kind}/{thing['id']}"), 404, "not_found")
    assert [name for name, _ in api.events()[-2:]] == [f"{kind[:-1]}.deleted", "client.deleted"]
    api.problem(api.post(f"/{kind}/{thing['id']}/restore"), 409, "client_deleted")
    assert api.post(f"{path}/restore").status_code == 200
    assert api.get(f"/{kind}/{thing['id']}").status_code == 200
    assert [name for name, _ in api.events()[-2:]] == ["client.restored", f"{kind[:-1]}.restored"]


def test_a_client_is_restored_without_what_was_deleted_before_it(api: Api) -> None:
    client = made(api, "clients")
    asset = made(api, "assets", client["id"])
    api.delete(f"/assets/{asset['id']}")
    assert api.delete(f"/clients/{client['id']}").status_code == 204
    api.post(f"/clients/{client['id']}/restore")
    api.problem(api.get(f"/assets/{asset['id']}"), 404, "not_found")


def test_names_identifiers_and_references_are_free_and_block_restoring_once_taken(api: Api) -> None:
    client, control = made(api, "clients"), made(api, "controls")
    asset = made(api, "assets", api.make("/clients", {"name": "Another"})["id"])
    for kind, thing in (("clients", client), ("controls", control), ("assets", asset)):
        assert api.delete(f"/{kind}/{thing['id']}").status_code == 204
    made(api, "clients")
    made(api, "controls")
    made(api, "assets", asset["client_id"])
    for kind, thing, code in (
        ("clients", client, "name_taken"),
        ("controls", control, "identifier_taken"),
        ("assets", asset, "external_ref_taken"),
    ):
        api.problem(api.post(f"/{kind}/{thing['id']}/restore"), 409, code)


def test_a_restored_contact_leaves_the_primary_contact_alone(api: Api) -> None:
    old = made(api, "contacts")
    api.delete(f"/contacts/{old['id']}")
    new = made(api, "contacts", old["client_id"])
    assert api.post(f"/contacts/{old['id']}/restore").json()["is_primary"] is False
    assert api.get(f"/contacts/{new['id']}").json()["is_primary"] is True


def test_a_ticket_keeps_a_deleted_contact_and_asset(api: Api) -> None:
    client = made(api, "clients")
    contact, asset = made(api, "contacts", client["id"]), made(api, "assets", client["id"])
    body = {"client_id": client["id"], "subject": "A", "contact_id": contact["id"], "asset_id": asset["id"]}
    ticket = api.make("/tickets", body)
    api.delete(f"/contacts/{contact['id']}")
    api.delete(f"/assets/{asset['id']}")
    replaced = api.put(f"/tickets/{ticket['id']}", {**body, "subject": "B"})
    assert (replaced.status_code, replaced.json()["subject"]) == (200, "B")
    api.problem(api.post("/tickets", body), 404, "not_found")


def test_built_in_controls_cannot_be_deleted(api: Api) -> None:
    builtin = api.walk("/controls", origin="builtin", limit="100")[0]
    api.problem(api.delete(f"/controls/{builtin['id']}"), 409, "builtin_control")
    assert api.post(f"/controls/{builtin['id']}/restore").json() == builtin


def test_evaluations_and_coverage_leave_deleted_assets_out(api: Api) -> None:
    asset = made(api, "assets")
    assert api.get("/backups/coverage").json()["asset_count"] == 1
    api.delete(f"/assets/{asset['id']}")
    assert api.get("/backups/coverage").json()["asset_count"] == 0


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "updated_at", "name", "-risk_score"])
def test_pages_have_deleted_items_in_their_place(api: Api, sort: str) -> None:
    names = ["elm", "alder", "dogwood", "birch", "cedar"]
    clients = [api.make("/clients", {"name": name, "tags": ["tree"]}) for name in names]
    for client in clients[1::2]:
        api.delete(f"/clients/{client['id']}")
    whole = api.walk("/clients", sort=sort, include_deleted="true", limit="100")
    assert len(whole) == len(names)
    assert api.walk("/clients", sort=sort, include_deleted="true", limit="1") == whole
    key = sort.removeprefix("-")
    ordered = sorted(whole, key=lambda row: (row[key], row["id"]), reverse=sort.startswith("-"))
    assert whole == ordered
    assert len(api.walk("/clients", tag="tree", include_deleted="true")) == len(names)
    assert [row["name"] for row in api.walk("/clients", search="ald", include_deleted="true")] == ["alder"]
