"""What the operations on contacts promise."""

from typing import Any

from tests.product.handlers.harness import UNKNOWN_ID, Api


def full(client_id: str) -> dict[str, Any]:
    return {
        "client_id": client_id,
        "name": "Maya Lindqvist",
        "email": "maya.lindqvist@harbordental.example",
        "phone": "+12065550143",
        "role": "Practice manager",
        "is_primary": True,
    }


def test_a_created_contact_is_read_back_as_it_was_written(api: Api) -> None:
    body = full(api.make_client()["id"])
    response = api.post("/contacts", body)
    assert response.status_code == 201
    contact = response.json()
    assert {name: contact[name] for name in body} == body
    read = api.get(response.headers["location"])
    assert (read.json(), read.headers["etag"]) == (contact, response.headers["etag"])
    assert (
        api.get(f"/contacts/{contact['id']}", headers={"If-None-Match": read.headers["etag"]}).status_code
        == 304
    )


def test_put_replaces_everything(api: Api) -> None:
    body = full(api.make_client()["id"])
    contact = api.make("/contacts", body)
    response = api.put(f"/contacts/{contact['id']}", {"client_id": body["client_id"], "name": "M. Lindqvist"})
    replaced = response.json()
    assert replaced["is_primary"] is False
    assert [replaced[name] for name in ("email", "phone", "role")] == [None] * 3
    stale = api.put(f"/contacts/{contact['id']}", body, headers={"If-Match": '"stale"'})
    api.problem(stale, 412, "precondition_failed")


def test_a_client_has_one_primary_contact_the_latest(api: Api) -> None:
    client, elsewhere = api.make_client("One"), api.make_client("Two")
    first = api.make("/contacts", {**full(client["id"]), "name": "First"})
    other = api.make("/contacts", {**full(elsewhere["id"]), "name": "Other"})
    api.clock.advance(5)
    second = api.make("/contacts", {**full(client["id"]), "name": "Second"})
    demoted = api.get(f"/contacts/{first['id']}").json()
    assert (demoted["is_primary"], demoted["updated_at"]) == (False, "2026-11-24T09:30:05.000Z")
    assert api.put(f"/contacts/{first['id']}", {**full(client["id"]), "name": "First"}).json()["is_primary"]
    assert not api.get(f"/contacts/{second['id']}").json()["is_primary"]
    assert api.get(f"/contacts/{other['id']}").json()["is_primary"]
    again = api.put(f"/contacts/{first['id']}", {**full(client["id"]), "name": "Still first"})
    assert again.json()["is_primary"]


def test_a_contact_belongs_to_a_client_of_the_organisation(api: Api) -> None:
    foreign = api.make_client(key=api.other.both)
    deleted = api.make_client("Gone")
    api.delete(f"/clients/{deleted['id']}")
    for client_id in (UNKNOWN_ID, foreign["id"], deleted["id"]):
        api.problem(api.post("/contacts", full(client_id)), 404, "not_found")
        api.problem(api.get("/contacts", params={"client_id": client_id}), 404, "not_found")


def test_a_contact_stays_with_its_client(api: Api) -> None:
    client, elsewhere = api.make_client("One"), api.make_client("Two")
    contact = api.make("/contacts", full(client["id"]))
    path = f"/contacts/{contact['id']}"
    api.problem(api.put(path, full(elsewhere["id"])), 409, "client_fixed")
    api.problem(api.put(path, full(UNKNOWN_ID)), 404, "not_found")
    assert api.get(path).json() == contact


def test_another_organisations_contact_does_not_exist(api: Api) -> None:
    foreign = api.make("/contacts", full(api.make_client(key=api.other.both)["id"]), key=api.other.both)
    path = f"/contacts/{foreign['id']}"
    api.problem(api.get(path), 404, "not_found")
    api.problem(api.put(path, full(api.make_client()["id"])), 404, "not_found")
    assert api.walk("/contacts") == []


def test_lists_are_filtered_searched_and_sorted(api: Api) -> None:
    one, two = api.make_client("One")["id"], api.make_client("Two")["id"]
    for client_id, name, email in (
        (one, "Zoë Quist", "zq@one.example"),
        (two, "Amir Haddad", "amir@two.example"),
        (one, "Björn Alder", "b.alder@one.example"),
    ):
        api.make("/contacts", {"client_id": client_id, "name": name, "email": email})
        api.clock.advance(60)

    def names(**params: Any) -> list[str]:
        return [row["name"] for row in api.walk("/contacts", limit=1, **params)]

    assert names() == ["Zoë Quist", "Amir Haddad", "Björn Alder"]
    assert names(sort="-name") == ["Zoë Quist", "Björn Alder", "Amir Haddad"]
    assert names(client_id=one, sort="name") == ["Björn Alder", "Zoë Quist"]
    assert names(search="zoe") == ["Zoë Quist"]
    assert names(search="one exam") == ["Zoë Quist", "Björn Alder"]
    assert names(updated_since="2026-11-24T09:32:00Z") == ["Björn Alder"]


def test_every_violation_of_a_body_is_named_at_once(api: Api) -> None:
    body = {"client_id": "nobody", "email": "maya", "phone": "call me", "is_primary": "yes", "surprise": 1}
    problem = api.problem(api.post("/contacts", body), 400, "invalid_request")
    pointers = {error["pointer"] for error in problem["errors"]}
    assert pointers == {"/client_id", "/name", "/email", "/phone", "/is_primary", "/surprise"}
