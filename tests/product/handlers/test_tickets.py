"""What the operations on tickets and their notes promise."""

from typing import Any

import pytest

from brainstormmsp.store.tickets import TICKET_NOTES
from tests.product.handlers.harness import UNKNOWN_ID, Api, Key


@pytest.fixture
def client_id(api: Api) -> str:
    made: str = api.make_client()["id"]
    return made


def make_asset(api: Api, client_id: str, key: Key | None = None) -> str:
    made: str = api.make("/assets", {"client_id": client_id, "type": "server", "hostname": "s1"}, key)["id"]
    return made


def make_contact(api: Api, client_id: str, key: Key | None = None) -> str:
    made: str = api.make("/contacts", {"client_id": client_id, "name": "Maya Lindqvist"}, key)["id"]
    return made


def test_a_created_ticket_is_read_back_as_it_was_written(api: Api, client_id: str) -> None:
    body = {
        "client_id": client_id,
        "contact_id": make_contact(api, client_id),
        "asset_id": make_asset(api, client_id),
        "subject": "Suspicious attachment at the front desk",
        "description": "Defender blocked an attachment;\ncheck the mailbox.",
        "priority": "high",
        "status": "in_progress",
        "external_refs": [{"system": "connectwise", "id": "90417"}],
    }
    response = api.post("/tickets", body)
    assert response.status_code == 201
    ticket = response.json()
    assert {name: ticket[name] for name in body} == body
    assert (ticket["number"], ticket["notes"]) == (1, [])
    read = api.get(response.headers["location"])
    assert (read.json(), read.headers["etag"]) == (ticket, response.headers["etag"])
    unchanged = api.get(response.headers["location"], headers={"If-None-Match": read.headers["etag"]})
    assert unchanged.status_code == 304


def test_what_is_left_out_gets_its_default_and_nobody_is_null(api: Api, client_id: str) -> None:
    ticket = api.make("/tickets", {"client_id": client_id, "subject": "Disk"})
    assert (ticket["priority"], ticket["status"], ticket["external_refs"]) == ("normal", "open", [])
    assert ticket["contact_id"] is None
    assert [ticket[name] for name in ("asset_id", "description")] == [None] * 2
    same = api.make("/tickets", {"client_id": client_id, "subject": "Disk", "contact_id": None})
    assert same["contact_id"] is None


def test_numbers_count_up_within_the_organisation_without_gaps(api: Api, client_id: str) -> None:
    body = {"client_id": client_id, "subject": "Disk"}
    assert api.make("/tickets", body)["number"] == 1
    assert api.post("/tickets", body, headers={"X-Fault": "error"}).status_code == 500
    assert api.make("/tickets", body)["number"] == 2
    foreign = {"client_id": api.make_client(key=api.other.both)["id"], "subject": "Disk"}
    assert api.make("/tickets", foreign, api.other.both)["number"] == 1


def test_put_replaces_everything_but_the_notes(api: Api, client_id: str) -> None:
    made = api.make(
        "/tickets", {"client_id": client_id, "subject": "Disk", "description": "Full", "status": "closed"}
    )
    path = f"/tickets/{made['id']}"
    replaced = api.put(path, {"client_id": client_id, "subject": "Disk"}).json()
    assert replaced["description"] is None
    assert (replaced["status"], replaced["number"]) == ("open", made["number"])
    noted = api.post(f"{path}/notes", {"body": "Ordered one."})
    again = api.put(
        path, {"client_id": client_id, "subject": "Disks"}, headers={"If-Match": noted.headers["etag"]}
    )
    assert again.json()["notes"] == noted.json()["notes"]


def test_references_outside_the_organisation_answer_404(api: Api, client_id: str) -> None:
    other = api.other.both
    theirs = api.make_client(key=other)["id"]
    ticket = api.make("/tickets", {"client_id": client_id, "subject": "Disk"})
    for change in (
        {"client_id": theirs},
        {"client_id": UNKNOWN_ID},
        {"contact_id": make_contact(api, theirs, other)},
        {"contact_id": UNKNOWN_ID},
        {"asset_id": make_asset(api, theirs, other)},
        {"asset_id": UNKNOWN_ID},
    ):
        body = {"client_id": client_id, "subject": "Disk", **change}
        api.problem(api.post("/tickets", body), 404, "not_found")
        api.problem(api.put(f"/tickets/{ticket['id']}", body), 404, "not_found")


def test_the_contact_and_the_asset_are_the_clients(api: Api, client_id: str) -> None:
    elsewhere = api.make_client("Elsewhere")["id"]
    ticket = api.make("/tickets", {"client_id": client_id, "subject": "Disk"})
    for change in (
        {"contact_id": make_contact(api, elsewhere)},
        {"asset_id": make_asset(api, elsewhere)},
    ):
        body = {"client_id": client_id, "subject": "Disk", **change}
        api.problem(api.post("/tickets", body), 409, "client_mismatch")
        api.problem(api.put(f"/tickets/{ticket['id']}", body), 409, "client_mismatch")


def test_a_ticket_stays_with_its_client(api: Api, client_id: str) -> None:
    path = f"/tickets/{api.make('/tickets', {'client_id': client_id, 'subject': 'Disk'})['id']}"
    elsewhere = {"client_id": api.make_client("Elsewhere")["id"], "subject": "Disk"}
    api.problem(api.put(path, elsewhere), 409, "client_fixed")
    api.problem(api.put(path, elsewhere, headers={"If-Match": '"stale"'}), 412, "precondition_failed")
    api.delete(f"/clients/{client_id}?dependents=delete")
    api.problem(api.put(path, {"client_id": client_id, "subject": "Disk"}), 404, "not_found")


def test_an_external_reference_belongs_to_one_ticket(api: Api, client_id: str) -> None:
    body = {"client_id": client_id, "subject": "Disk", "external_refs": [{"system": "halo", "id": "7"}]}
    api.make("/tickets", body)
    api.problem(api.post("/tickets", body), 409, "external_ref_taken")
    other = api.make("/tickets", {**body, "external_refs": []})
    api.problem(api.put(f"/tickets/{other['id']}", body), 409, "external_ref_taken")


def test_a_note_joins_the_ticket_and_changes_it(api: Api, client_id: str) -> None:
    made = api.post("/tickets", {"client_id": client_id, "subject": "Disk"})
    path = f"/tickets/{made.json()['id']}"
    api.clock.advance(60)
    first = api.post(f"{path}/notes", {"body": "Ordered one."})
    assert first.status_code == 201
    api.clock.advance(60)
    second = api.post(f"{path}/notes", {"body": "On its way.", "visibility": "public"})
    ticket = second.json()
    assert [(note["body"], note["visibility"]) for note in ticket["notes"]] == [
        ("Ordered one.", "internal"),
        ("On its way.", "public"),
    ]
    assert {note["author"] for note in ticket["notes"]} == {"Service desk integration"}
    assert ticket["updated_at"] == "2026-11-24T09:32:00.000Z"
    assert second.headers["location"] == made.headers["location"]
    tags = {made.headers["etag"], first.headers["etag"], second.headers["etag"]}
    assert len(tags) == 3
    assert api.get(path).headers["etag"] == second.headers["etag"]
    assert [row["id"] for row in api.walk("/tickets", updated_since="2026-11-24T09:32:00Z")] == [ticket["id"]]


def test_a_key_without_a_name_signs_notes_with_its_identifier(api: Api, client_id: str) -> None:
    key = api.add_key(api.home.id, name="")
    path = f"/tickets/{api.make('/tickets', {'client_id': client_id, 'subject': 'Disk'})['id']}"
    noted = api.post(f"{path}/notes", {"body": "Ordered one."}, key=key)
    assert noted.json()["notes"][0]["author"] == key.client_id


def test_a_closed_ticket_takes_no_notes_until_it_is_opened_again(api: Api, client_id: str) -> None:
    body = {"client_id": client_id, "subject": "Disk", "status": "closed"}
    path = f"/tickets/{api.make('/tickets', body)['id']}"
    api.problem(api.post(f"{path}/notes", {"body": "More."}), 409, "ticket_closed")
    api.put(path, {**body, "status": "waiting"})
    assert api.post(f"{path}/notes", {"body": "More."}).status_code == 201


def test_a_ticket_takes_a_thousand_notes(api: Api, client_id: str) -> None:
    ticket_id = api.make("/tickets", {"client_id": client_id, "subject": "Disk"})["id"]

    def fill(scope: Any) -> None:
        for number in range(999):
            body = {"ticket_id": ticket_id, "body": f"Note {number}"}
            TICKET_NOTES.insert(scope, body, author="import")

    api.in_store(fill)
    last = api.post(f"/tickets/{ticket_id}/notes", {"body": "The last."})
    assert last.status_code == 201
    assert len(last.json()["notes"]) == 1000
    assert last.json()["notes"][-1]["body"] == "The last."
    api.problem(api.post(f"/tickets/{ticket_id}/notes", {"body": "More."}), 409, "ticket_notes_full")


def test_another_organisations_ticket_does_not_exist(api: Api, client_id: str) -> None:
    other = api.other.both
    theirs = {"client_id": api.make_client(key=other)["id"], "subject": "Disk"}
    path = f"/tickets/{api.make('/tickets', theirs, other)['id']}"
    body = {"client_id": client_id, "subject": "Disk"}
    for response in (api.get(path), api.put(path, body), api.post(f"{path}/notes", {"body": "Hello."})):
        api.problem(response, 404, "not_found")
    assert api.walk("/tickets") == []


def test_lists_have_no_notes_and_are_filtered_searched_and_sorted(api: Api, client_id: str) -> None:
    elsewhere = api.make_client("Elsewhere")["id"]
    asset = make_asset(api, elsewhere)
    for change in (
        {"subject": "Printer jams", "priority": "low"},
        {"subject": "Server down", "priority": "urgent", "client_id": elsewhere, "asset_id": asset},
        {"subject": "Print server slow", "status": "waiting"},
    ):
        api.make("/tickets", {"client_id": client_id, **change})
        api.clock.advance(60)

    def numbers(**params: Any) -> list[int]:
        return [row["number"] for row in api.walk("/tickets", limit=1, **params)]

    assert numbers() == [1, 2, 3]
    assert numbers(sort="-number") == [3, 2, 1]
    assert numbers(client_id=client_id) == [1, 3]
    assert numbers(asset_id=asset) == [2]
    assert numbers(status=["open", "in_progress"]) == [1, 2]
    assert numbers(priority=["urgent", "normal"]) == [2, 3]
    assert numbers(search="print") == [1, 3]
    assert numbers(search="serv pri") == [3]
    assert numbers(updated_since="2026-11-24T09:32:00Z") == [3]
    assert all("notes" not in row for row in api.walk("/tickets"))
    for params in ({"client_id": UNKNOWN_ID}, {"asset_id": UNKNOWN_ID}):
        api.problem(api.get("/tickets", params=params), 404, "not_found")


def test_every_violation_of_a_body_is_named_at_once(api: Api) -> None:
    body: dict[str, Any] = {
        "client_id": None,
        "contact_id": "x",
        "subject": " ",
        "priority": "asap",
        "number": 1,
        "notes": [],
    }
    problem = api.problem(api.post("/tickets", body), 400, "invalid_request")
    pointers = {error["pointer"] for error in problem["errors"]}
    assert pointers >= {"/client_id", "/contact_id", "/subject", "/priority"}
    note = api.post(f"/tickets/{UNKNOWN_ID}/notes", {"visibility": "secret"})
    pointers = {error["pointer"] for error in api.problem(note, 400, "invalid_request")["errors"]}
    assert pointers == {"/body", "/visibility"}


def test_every_change_raises_its_event_without_notes(api: Api, client_id: str) -> None:
    ticket = api.make("/tickets", {"client_id": client_id, "subject": "Disk"})
    api.clock.advance(1)
    path = f"/tickets/{ticket['id']}"
    noted = api.post(f"{path}/notes", {"body": "Ordered one."}).json()
    api.put(path, {"client_id": client_id, "subject": "Disk"})
    api.clock.advance(1)
    replaced = api.put(path, {"client_id": client_id, "subject": "Disks"}).json()
    (note,) = noted["notes"]
    note |= {"ticket_id": ticket["id"], "ticket_number": ticket["number"], "client_id": client_id}
    for each in (ticket, replaced):
        del each["notes"]
    assert api.events()[1:] == [
        ("ticket.created", ticket),
        ("ticket.note_added", note),
        ("ticket.updated", replaced),
    ]
