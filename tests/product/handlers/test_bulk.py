"""What bulk upserts promise."""

from typing import Any

import pytest

from brainstormmsp.jobs import Run
from tests.product.handlers.background import valid_events
from tests.product.handlers.harness import UNKNOWN_ID, Api


def reference(external_id: str, system: str = "autotask") -> list[dict[str, str]]:
    return [{"system": system, "id": external_id}]


def client(external_id: str, **fields: Any) -> dict[str, Any]:
    return {"name": f"Client {external_id}", "external_refs": reference(external_id), **fields}


def outcomes(job: dict[str, Any]) -> list[str]:
    assert job["status"] == "succeeded", job
    items = job["result"]["items"]
    assert [item["index"] for item in items] == list(range(len(items)))
    for outcome in ("created", "updated", "unchanged", "failed"):
        assert job["result"][outcome] == sum(item["outcome"] == outcome for item in items)
    return [item["outcome"] for item in items]


def test_items_are_created_updated_or_left_as_they_are(api: Api) -> None:
    existing = api.make("/clients", client("1", name="Old name", tags=["kept"]))
    same = api.make("/clients", client("2"))
    job = api.job(api.post("/bulk/clients", {"items": [client("1"), client("2"), client("3")]}))
    assert outcomes(job) == ["updated", "unchanged", "created"]
    ids = [item["id"] for item in job["result"]["items"]]
    assert ids[:2] == [existing["id"], same["id"]]
    assert api.get(f"/clients/{ids[0]}").json()["tags"] == ["kept"]
    assert api.get(f"/clients/{ids[2]}").json()["name"] == "Client 3"
    events = valid_events(api, "client.created", "client.created", "client.updated", "client.created")
    assert [event["id"] for event in events[2:]] == [ids[0], ids[2]]


def test_an_item_that_fails_changes_nothing_and_points_at_what_is_wrong(api: Api) -> None:
    api.make("/clients", {"name": "Taken"})
    api.make("/clients", client("a", external_refs=[*reference("a"), *reference("x", "halopsa")]))
    api.make("/clients", client("b"))
    items = [
        client("1", name="Taken"),
        client("2"),
        client("3", external_refs=[*reference("b"), *reference("x", "halopsa")]),
        client("4", external_refs=[*reference("4"), *reference("5")]),
    ]
    job = api.job(api.post("/bulk/clients", {"items": items}))
    assert outcomes(job) == ["failed", "created", "failed", "failed"]
    problems = [item["problems"] for item in job["result"]["items"] if "problems" in item]
    assert [(each[0]["pointer"], each[0]["code"], each[0]["status"]) for each in problems] == [
        ("/items/0/name", "name_taken", 409),
        ("/items/2/external_refs", "external_ref_ambiguous", 409),
        ("/items/3/external_refs", "external_ref_repeated", 409),
    ]
    assert {row["name"] for row in api.walk("/clients")} == {"Taken", "Client a", "Client b", "Client 2"}
    assert api.walk("/clients", search="Client 4") == []


def test_items_are_applied_in_order(api: Api) -> None:
    items = [client("1", name="First"), client("1", name="Second"), client("2", name="First")]
    job = api.job(api.post("/bulk/clients", {"items": items}))
    assert outcomes(job) == ["created", "updated", "created"]
    assert [row["name"] for row in api.walk("/clients")] == ["Second", "First"]


def test_assets_belong_to_the_organisations_own_clients(api: Api) -> None:
    ours, theirs = api.make_client()["id"], api.make_client(key=api.other.both)["id"]
    other_client = api.make_client("Fenwick Legal")["id"]

    def asset(external_id: str, client_id: str) -> dict[str, Any]:
        return {
            "client_id": client_id,
            "type": "server",
            "hostname": f"s{external_id}",
            "external_refs": reference(external_id),
        }

    items = [asset("1", ours), asset("2", theirs), asset("3", UNKNOWN_ID), asset("1", other_client)]
    job = api.job(api.post("/bulk/assets", {"items": items}))
    assert outcomes(job) == ["created", "failed", "failed", "failed"]
    found = [item["problems"] for item in job["result"]["items"][1:]]
    assert [[(each["pointer"], each["code"], each["status"]) for each in problems] for problems in found] == [
        [("/items/1/client_id", "not_found", 404)],
        [("/items/2/client_id", "not_found", 404)],
        [("/items/3/client_id", "client_fixed", 409)],
    ]
    assert [row["client_id"] for row in api.walk("/assets")] == [ours]


def test_everything_that_is_wrong_with_a_ticket_is_told(api: Api) -> None:
    ours = api.make_client()["id"]
    elsewhere = api.make_client("Fenwick Legal")["id"]
    asset = api.make("/assets", {"client_id": elsewhere, "type": "server", "hostname": "s1"})
    items = [
        {
            "client_id": ours,
            "contact_id": UNKNOWN_ID,
            "asset_id": asset["id"],
            "subject": "Disk",
            "external_refs": reference("1"),
        },
        {"client_id": ours, "contact_id": None, "subject": "Disk", "external_refs": reference("2")},
        {"client_id": ours, "contact_id": None, "subject": "Disks", "external_refs": reference("2")},
    ]
    job = api.job(api.post("/bulk/tickets", {"items": items}))
    assert outcomes(job) == ["failed", "created", "updated"]
    problems = job["result"]["items"][0]["problems"]
    assert [(each["pointer"], each["code"]) for each in problems] == [
        ("/items/0/contact_id", "not_found"),
        ("/items/0/asset_id", "client_mismatch"),
    ]
    created, updated = valid_events(
        api, *["client.created"] * 2, "asset.created", "ticket.created", "ticket.updated"
    )[3:]
    assert (created["number"], updated["subject"]) == (1, "Disks")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"items": []}, "/items"),
        ({"items": [client("1"), {"name": ""}]}, "/items/1/name"),
        ({"items": [client("1", external_refs=[])]}, "/items/0/external_refs"),
        ({"items": [client("1", surprise=1)]}, "/items/0/surprise"),
        ({"items": [client(str(number)) for number in range(501)]}, "/items"),
        ({"items": [client("1")], "more": 1}, "/more"),
    ],
)
def test_what_the_schema_refuses_refuses_the_whole_request(api: Api, body: Any, pointer: str) -> None:
    problem = api.problem(api.post("/bulk/clients", body), 400, "invalid_request")
    assert pointer in [error["pointer"] for error in problem["errors"]]
    assert api.work() == 0


def test_five_hundred_items_of_megabytes_are_taken(api: Api) -> None:
    items = [client(str(number), notes="é" * 4500) for number in range(500)]
    job = api.job(api.post("/bulk/clients", {"items": items}))
    assert job["result"]["created"] == 500
    assert len(api.walk("/clients", limit=100)) == 500
    too_large = b'{"items": [' + b" " * (5 << 20) + b"]}"
    headers = {"Content-Type": "application/json"}
    api.problem(api.post("/bulk/clients", content=too_large, headers=headers), 413, "content_too_large")


def test_progress_rises_while_items_are_applied(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    step = Run.step

    def watched(run: Run, *arguments: Any, **named: Any) -> Any:
        result = step(run, *arguments, **named)
        seen.append(api.get(f"/jobs/{run.job.id}"))
        return result

    monkeypatch.setattr(Run, "step", watched)
    api.job(api.post("/bulk/clients", {"items": [client(str(number)) for number in range(4)]}))
    assert [response.json()["progress"] for response in seen] == [20, 40, 60, 80]
    assert {response.json()["status"] for response in seen} == {"running"}
    assert {response.headers["retry-after"] for response in seen} == {"1"}


def test_a_bulk_job_that_is_taken_up_again_applies_no_item_twice(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    step, count = Run.step, 0

    def dying(run: Run, *arguments: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        if count == 3:
            raise Killed
        return step(run, *arguments, **named)

    accepted = api.post("/bulk/clients", {"items": [client(str(number)) for number in range(5)]})
    monkeypatch.setattr(Run, "step", dying)
    with pytest.raises(Killed):
        api.work()
    assert len(api.walk("/clients")) == 2
    api.clock.advance(31)
    job = api.job(accepted)
    assert outcomes(job) == ["created"] * 5
    valid_events(api, *["client.created"] * 5)


def test_two_systems_that_push_the_same_assets_end_with_one_asset_and_lose_nothing(api: Api) -> None:
    client_id = api.make_client()["id"]

    def push(reference: dict[str, str], **fields: Any) -> list[str]:
        item = {"client_id": client_id, "type": "server", "hostname": "s1", "external_refs": [reference]}
        body = {"items": [{**item, **fields}], "match_by": ["serial", "hostname"]}
        return outcomes(api.job(api.post("/bulk/assets", body)))

    rmm, psa = {"system": "datto_rmm", "id": "a"}, {"system": "halopsa", "id": "7"}
    assert push(rmm, serial="5CG9", os="Debian 12") == ["created"]
    assert push(psa, hostname="S1", serial=None) == ["updated"]
    assert push(rmm, serial="5CG9") == ["updated"]
    assert push(psa) == ["unchanged"]
    (asset,) = api.walk("/assets")
    assert (asset["hostname"], asset["serial"], asset["os"]) == ("s1", "5CG9", "Debian 12")
    assert asset["external_refs"] == [rmm, psa]


@pytest.mark.parametrize(
    ("fields", "match_by", "outcome"),
    [
        ({}, [], "created"),
        ({}, ["serial"], "created"),
        ({}, ["hostname"], "updated"),
        ({"hostname": "s2", "serial": "5cg9"}, ["hostname", "serial"], "updated"),
        ({"hostname": "s2", "serial": "other"}, ["hostname", "serial"], "created"),
        ({"external_refs": [{"system": "datto_rmm", "id": "b"}]}, ["hostname"], "created"),
    ],
)
def test_an_asset_is_matched_only_as_asked(
    api: Api, fields: dict[str, Any], match_by: list[str], outcome: str
) -> None:
    client_id, elsewhere = api.make_client()["id"], api.make_client("Elsewhere")["id"]
    known = {"type": "server", "hostname": "s1", "serial": "5CG9"}
    for owner, number in ((client_id, "a"), (elsewhere, "z")):
        refs = [{"system": "datto_rmm", "id": number}]
        api.make("/assets", {**known, "client_id": owner, "external_refs": refs})
    item = {"client_id": client_id, "type": "server", "hostname": "s1"}
    item |= {"external_refs": [{"system": "halopsa", "id": "7"}], **fields}
    body = {"items": [item], **({"match_by": match_by} if match_by else {})}
    assert outcomes(api.job(api.post("/bulk/assets", body))) == [outcome]


def test_a_match_must_be_the_only_one(api: Api) -> None:
    client_id = api.make_client()["id"]
    asset = {"client_id": client_id, "type": "server", "hostname": "s1"}
    for _ in range(2):
        api.make("/assets", asset)
    item = {**asset, "external_refs": reference("1")}
    job = api.job(api.post("/bulk/assets", {"items": [item], "match_by": ["hostname"]}))
    assert outcomes(job) == ["failed"]
    assert [each["code"] for each in job["result"]["items"][0]["problems"]] == ["match_ambiguous"]


def test_two_systems_that_push_the_same_clients_end_with_one_client(api: Api) -> None:
    first = client("1", name="Harbor Dental", domains=["harbor.example"], tags=["healthcare"], notes="Call")
    second = {"name": "HARBOR DENTAL", "external_refs": reference("9", "halopsa")}
    third = {"name": "HDG", "domains": ["harbor.example"], "external_refs": reference("x", "datto_rmm")}
    body = {"items": [first, second, third], "match_by": ["name", "domain"]}
    assert outcomes(api.job(api.post("/bulk/clients", body))) == ["created", "updated", "updated"]
    (made,) = api.walk("/clients")
    assert (made["tags"], made["notes"], made["name"]) == (["healthcare"], "Call", "HDG")
    assert [each["system"] for each in made["external_refs"]] == ["autotask", "halopsa", "datto_rmm"]


def test_a_ticket_keeps_what_a_push_leaves_out(api: Api) -> None:
    client_id = api.make_client()["id"]
    refs = [*reference("1"), *reference("2", "halopsa")]
    ticket = {"client_id": client_id, "subject": "Disk", "priority": "urgent", "external_refs": refs}
    item = {"client_id": client_id, "subject": "Disks", "external_refs": reference("3")}
    items = [ticket, {**item, "external_refs": refs[:1]}, {**item, "external_refs": [refs[1]]}]
    job = api.job(api.post("/bulk/tickets", {"items": items}))
    assert outcomes(job) == ["created", "updated", "unchanged"]
    (made,) = api.walk("/tickets")
    assert (made["subject"], made["priority"], made["external_refs"]) == ("Disks", "urgent", refs)
