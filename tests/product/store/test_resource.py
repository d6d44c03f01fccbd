from typing import Any

import pytest

from brainstormmsp.store import Resource, next_value
from contractfirst.contract.problems import BadRequest, Conflict, NotFound
from tests.product.store.conftest import ALERTS, ASSETS, CLIENTS, CONTACTS, TICKETS, Desk, WorkScope

BODY: dict[str, Any] = {
    "name": "Harbor Dental Group",
    "domains": ["harbordental.example"],
    "status": "onboarding",
    "tags": ["healthcare"],
    "notes": "Prefers maintenance on Sundays.",
    "external_refs": [{"system": "connectwise", "id": "48213"}],
}


def get(desk: Desk, resource: Resource[Any], resource_id: str) -> dict[str, Any]:
    return desk.read(lambda scope: resource.get(scope, resource_id))


def replace(
    desk: Desk, resource: Resource[Any], resource_id: str, body: dict[str, Any], **computed: Any
) -> dict[str, Any]:
    return desk.write(lambda scope: resource.replace(scope, resource_id, body, **computed))


def test_what_was_inserted_is_read_back(desk: Desk) -> None:
    client = desk.client(**BODY)
    assert client == get(desk, CLIENTS, client["id"])
    assert client == {
        **BODY,
        "id": client["id"],
        "risk_score": 0,
        "deleted_at": None,
        "created_at": "2026-11-24T18:17:13.123Z",
        "updated_at": "2026-11-24T18:17:13.123Z",
    }


def test_absent_properties_get_their_defaults_or_stay_absent(desk: Desk) -> None:
    client = desk.client("Fenwick Legal")
    assert (client["domains"], client["status"], client["external_refs"]) == ([], "active", [])
    assert client["notes"] is None


def test_a_replacement_takes_away_what_it_lacks(desk: Desk) -> None:
    client = desk.client(**BODY)
    desk.write(lambda scope: CLIENTS.update(scope, client["id"], risk_score=40))
    desk.clock.advance(60)
    replaced = replace(desk, CLIENTS, client["id"], {"name": "Harbor"})
    assert replaced == get(desk, CLIENTS, client["id"])
    assert replaced == {
        "id": client["id"],
        "name": "Harbor",
        "domains": [],
        "status": "active",
        "notes": None,
        "tags": [],
        "external_refs": [],
        "risk_score": 40,
        "deleted_at": None,
        "created_at": client["created_at"],
        "updated_at": "2026-11-24T18:18:13.123Z",
    }


def test_a_replacement_by_the_same_changes_nothing(desk: Desk) -> None:
    client = desk.client(**BODY)
    desk.clock.advance(60)
    assert replace(desk, CLIENTS, client["id"], BODY) == client


def test_properties_that_callers_never_write_are_ignored_in_a_body(desk: Desk) -> None:
    client = desk.client("Harbor", risk_score=99, id="mine", created_at="1999-01-01T00:00:00Z")
    assert client["risk_score"] == 0
    assert client["id"] != "mine"
    assert client["created_at"] == "2026-11-24T18:17:13.123Z"


def test_a_property_without_a_column_is_an_error(desk: Desk) -> None:
    with pytest.raises(LookupError, match="colour"):
        desk.client(colour="red")


def test_updates_change_and_clear_single_columns(desk: Desk) -> None:
    client = desk.client(**BODY)
    updated = desk.write(lambda scope: CLIENTS.update(scope, client["id"], status="disabled", notes=None))
    assert updated["status"] == "disabled"
    assert updated["notes"] is None
    assert updated["tags"] == ["healthcare"]


def test_booleans_and_nullable_columns_keep_their_types(desk: Desk) -> None:
    client = desk.client()
    asset = desk.write(
        lambda scope: ASSETS.insert(
            scope, {"client_id": client["id"], "type": "server", "hostname": "fl-01", "encrypted": False}
        )
    )
    assert asset["encrypted"] is False
    assert asset["external_refs"] == []
    assert asset["last_seen_at"] is None
    unknown = replace(
        desk, ASSETS, asset["id"], {"client_id": client["id"], "type": "server", "hostname": "fl-01"}
    )
    assert unknown["encrypted"] is None
    contact = desk.write(lambda scope: CONTACTS.insert(scope, {"client_id": client["id"], "name": "Maya"}))
    assert contact["is_primary"] is False


def test_times_are_stored_in_one_form_and_impossible_ones_refused(desk: Desk) -> None:
    client = desk.client()
    body = {"client_id": client["id"], "type": "server", "hostname": "fl-01"}
    asset = desk.write(
        lambda scope: ASSETS.insert(scope, {**body, "last_seen_at": "2026-11-24T10:00:00.5+01:00"})
    )
    assert asset["last_seen_at"] == "2026-11-24T09:00:00.500Z"
    with pytest.raises(BadRequest) as refused:
        replace(desk, ASSETS, asset["id"], {**body, "last_seen_at": "0000-01-01T00:00:00Z"})
    assert refused.value.errors[0].pointer == "/last_seen_at"


def test_another_organisations_resource_is_not_there(desk: Desk, other_desk: Desk) -> None:
    client = desk.client()
    for work in (
        lambda scope: CLIENTS.get(scope, client["id"]),
        lambda scope: CLIENTS.replace(scope, client["id"], {"name": "Mine"}),
        lambda scope: CLIENTS.update(scope, client["id"], status="disabled"),
        lambda scope: CLIENTS.delete(scope, client["id"]),
    ):
        with pytest.raises(NotFound, match="The client does not exist"):
            other_desk.write(work)
    assert other_desk.read(lambda scope: CLIENTS.find(scope, client["id"])) is None
    assert get(desk, CLIENTS, client["id"]) == client


def test_no_resource_can_belong_to_another_organisations(desk: Desk, other_desk: Desk) -> None:
    client = desk.client()
    with pytest.raises(Exception, match="FOREIGN KEY"):
        other_desk.write(lambda scope: CONTACTS.insert(scope, {"client_id": client["id"], "name": "Maya"}))


def test_what_was_deleted_is_gone_and_frees_what_was_unique(desk: Desk) -> None:
    client = desk.client(**BODY)
    desk.write(lambda scope: CLIENTS.delete(scope, client["id"]))
    for work in (
        lambda scope: CLIENTS.get(scope, client["id"]),
        lambda scope: CLIENTS.delete(scope, client["id"]),
    ):
        with pytest.raises(NotFound):
            desk.write(work)
    assert desk.client(**BODY)["id"] != client["id"]


def test_names_are_unique_but_for_archived_clients(desk: Desk, other_desk: Desk) -> None:
    first = desk.client("Harbor")
    other_desk.client("Harbor")
    with pytest.raises(Conflict) as refused:
        desk.client("Harbor")
    assert refused.value.code == "client_name_taken"
    archived = desk.client("Harbor", status="archived")
    with pytest.raises(Conflict):
        replace(desk, CLIENTS, archived["id"], {"name": "Harbor"})
    replace(desk, CLIENTS, first["id"], {"name": "Harbor", "notes": "its own name"})
    replace(desk, CLIENTS, first["id"], {"name": "Harbor", "status": "archived"})
    replace(desk, CLIENTS, archived["id"], {"name": "Harbor"})


def test_an_external_reference_names_one_resource_of_a_kind(desk: Desk, other_desk: Desk) -> None:
    reference = {"system": "connectwise", "id": "1"}
    client = desk.client("First", external_refs=[reference])
    other_desk.client("Theirs", external_refs=[reference])
    with pytest.raises(Conflict) as refused:
        desk.client("Second", external_refs=[reference])
    assert refused.value.code == "external_ref_taken"
    body = {"client_id": client["id"], "subject": "Disk", "external_refs": [reference]}
    desk.write(lambda scope: TICKETS.insert(scope, body, number=1))
    found = desk.read(lambda scope: CLIENTS.find_by_reference(scope, "connectwise", "1"))
    assert found == client
    replace(desk, CLIENTS, client["id"], {"name": "First"})
    assert desk.read(lambda scope: CLIENTS.find_by_reference(scope, "connectwise", "1")) is None
    desk.client("Second", external_refs=[reference])


def test_a_system_is_named_once(desk: Desk) -> None:
    references = [{"system": "connectwise", "id": "1"}, {"system": "connectwise", "id": "2"}]
    with pytest.raises(Conflict) as refused:
        desk.client(external_refs=references)
    assert refused.value.code == "external_ref_repeated"


def test_a_refused_insert_leaves_nothing_behind(desk: Desk) -> None:
    desk.client("First", external_refs=[{"system": "connectwise", "id": "1"}])
    with pytest.raises(Conflict):
        desk.client("Second", external_refs=[{"system": "connectwise", "id": "1"}])
    page = desk.read(lambda scope: CLIENTS.page(scope, search="second"))
    assert page.rows == []


def test_computed_columns_are_given_by_keyword(desk: Desk) -> None:
    client = desk.client()
    alert = desk.write(
        lambda scope: ALERTS.insert(
            scope,
            {"status": "open"},
            client_id=client["id"],
            title="Impossible travel",
            severity="high",
            source="entra_id",
            raised_at="2026-11-24T08:00:00Z",
        )
    )
    resolved = replace(
        desk, ALERTS, alert["id"], {"status": "resolved"}, resolved_at="2026-11-24T09:00:00.000Z"
    )
    assert resolved["title"] == "Impossible travel"
    assert resolved["resolved_at"] == "2026-11-24T09:00:00.000Z"


def test_sequences_count_up_within_an_organisation(desk: Desk, other_desk: Desk) -> None:
    assert [desk.write(lambda scope: next_value(scope, "tickets")) for _ in range(3)] == [1, 2, 3]
    assert other_desk.write(lambda scope: next_value(scope, "tickets", first=1000)) == 1000
    assert desk.write(lambda scope: next_value(scope, "others")) == 1


def test_a_number_is_not_used_up_by_what_was_undone(desk: Desk) -> None:
    def fail(scope: WorkScope) -> None:
        next_value(scope, "tickets")
        raise LookupError("no")

    with pytest.raises(LookupError):
        desk.write(fail)
    assert desk.write(lambda scope: next_value(scope, "tickets")) == 1
