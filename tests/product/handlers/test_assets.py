"""What the operations on assets and on the software on them promise."""

from typing import Any

import pytest

from brainstormmsp.store.assets import ASSET_SOFTWARE
from tests.product.handlers.harness import UNKNOWN_ID, Api


def full(client_id: str) -> dict[str, Any]:
    return {
        "client_id": client_id,
        "type": "endpoint",
        "status": "needs_review",
        "hostname": "hdg-front-01.harbordental.example",
        "serial": "5CG9413XKV",
        "os": "Windows 11 Pro 24H2",
        "last_seen_at": "2026-11-24T09:12:05.000Z",
        "last_patched_at": "2026-11-12T02:30:00.000Z",
        "encrypted": False,
        "external_refs": [{"system": "datto_rmm", "id": "a7f31c90"}],
    }


def test_a_created_asset_is_read_back_as_it_was_written(api: Api) -> None:
    body = full(api.make_client()["id"])
    response = api.post("/assets", body)
    assert response.status_code == 201
    asset = response.json()
    assert {name: asset[name] for name in body} == body
    read = api.get(response.headers["location"])
    assert (read.json(), read.headers["etag"]) == (asset, response.headers["etag"])
    assert api.get(response.headers["location"], headers={"If-None-Match": "*"}).status_code == 304


def test_what_is_left_out_gets_its_default_or_stays_absent(api: Api) -> None:
    client_id = api.make_client()["id"]
    asset = api.make("/assets", {"client_id": client_id, "type": "cloud", "hostname": "Bucket_1"})
    assert (asset["status"], asset["external_refs"]) == ("active", [])
    assert [asset[name] for name in ("serial", "os", "last_seen_at", "last_patched_at", "encrypted")] == [
        None
    ] * 5
    assert asset["hostname"] == "Bucket_1"


def test_put_replaces_everything(api: Api) -> None:
    body = full(api.make_client()["id"])
    asset = api.make("/assets", body)
    least = {"client_id": body["client_id"], "type": "server", "hostname": "s1"}
    replaced = api.put(f"/assets/{asset['id']}", least).json()
    assert (replaced["type"], replaced["status"]) == ("server", "active")
    assert [replaced[name] for name in ("serial", "encrypted", "last_seen_at")] == [None] * 3
    stale = api.put(f"/assets/{asset['id']}", body, headers={"If-Match": '"stale"'})
    api.problem(stale, 412, "precondition_failed")


def test_times_are_kept_in_utc_to_the_millisecond(api: Api) -> None:
    body = {**full(api.make_client()["id"]), "last_seen_at": "2026-11-24T09:12:05.123456789Z"}
    assert api.make("/assets", body)["last_seen_at"] == "2026-11-24T09:12:05.123Z"


def test_an_asset_belongs_to_a_client_of_the_organisation_and_stays_with_it(api: Api) -> None:
    one, two = api.make_client("One")["id"], api.make_client("Two")["id"]
    foreign = api.make_client(key=api.other.both)["id"]
    for client_id in (UNKNOWN_ID, foreign):
        api.problem(api.post("/assets", full(client_id)), 404, "not_found")
        api.problem(api.get("/assets", params={"client_id": client_id}), 404, "not_found")
    path = f"/assets/{api.make('/assets', full(one))['id']}"
    api.problem(api.put(path, full(two)), 409, "client_fixed")
    api.problem(api.put(path, full(foreign)), 404, "not_found")
    api.delete(f"/clients/{one}?dependents=delete")
    api.problem(api.put(path, full(one)), 404, "not_found")


def test_an_external_reference_belongs_to_one_asset(api: Api) -> None:
    body = full(api.make_client()["id"])
    api.make("/assets", body)
    api.problem(api.post("/assets", body), 409, "external_ref_taken")
    other = api.make("/assets", {**body, "external_refs": []})
    api.problem(api.put(f"/assets/{other['id']}", body), 409, "external_ref_taken")


def test_another_organisations_asset_does_not_exist(api: Api) -> None:
    foreign = api.make("/assets", full(api.make_client(key=api.other.both)["id"]), key=api.other.both)
    path = f"/assets/{foreign['id']}"
    body = full(api.make_client()["id"])
    for response in (api.get(path), api.put(path, body), api.get(f"{path}/software")):
        api.problem(response, 404, "not_found")
    assert api.walk("/assets") == []


def test_lists_are_filtered_searched_and_sorted(api: Api) -> None:
    one, two = api.make_client("One")["id"], api.make_client("Two")["id"]
    for client_id, kind, status, hostname, seen in (
        (one, "endpoint", "active", "pc-02", "2026-11-20T00:00:00Z"),
        (one, "server", "inactive", "db-01", None),
        (two, "network", "needs_review", "fw-01", "2026-11-21T00:00:00Z"),
        (two, "endpoint", "active", "pc-01", None),
    ):
        asset = {"client_id": client_id, "type": kind, "status": status, "hostname": hostname}
        api.make("/assets", asset if seen is None else {**asset, "last_seen_at": seen, "serial": "SN-7"})
        api.clock.advance(60)

    def hosts(**params: Any) -> list[str]:
        return [row["hostname"] for row in api.walk("/assets", limit=1, **params)]

    assert hosts(sort="hostname") == ["db-01", "fw-01", "pc-01", "pc-02"]
    assert hosts(sort="last_seen_at") == ["db-01", "pc-01", "pc-02", "fw-01"]
    assert hosts(sort="-last_seen_at") == ["fw-01", "pc-02", "pc-01", "db-01"]
    assert hosts(client_id=two) == ["fw-01", "pc-01"]
    assert hosts(type=["endpoint", "network"], status="active") == ["pc-02", "pc-01"]
    assert hosts(search="pc") == ["pc-02", "pc-01"]
    assert hosts(search="sn 7", client_id=one) == ["pc-02"]
    assert hosts(updated_since="2026-11-24T09:32:00Z") == ["fw-01", "pc-01"]


def test_every_violation_of_a_body_is_named_at_once(api: Api) -> None:
    body = {"type": "toaster", "hostname": "-x", "last_seen_at": "2026-02-30T00:00:00Z", "encrypted": "no"}
    problem = api.problem(api.post("/assets", body), 400, "invalid_request")
    pointers = {error["pointer"] for error in problem["errors"]}
    assert pointers == {"/client_id", "/type", "/hostname", "/last_seen_at", "/encrypted"}


@pytest.fixture
def asset_with_software(api: Api) -> str:
    asset_id: str = api.make("/assets", full(api.make_client()["id"]))["id"]
    for name, version in (("Mozilla Firefox ESR", "140.5.0"), ("7-Zip", None), ("Adobe Acrobat", "25.1")):
        body = {"asset_id": asset_id, "name": name}
        api.in_store(
            lambda scope, body=body, version=version: ASSET_SOFTWARE.insert(
                scope, body if version is None else {**body, "version": version}
            )
        )
        api.clock.advance(60)
    return asset_id


def test_software_is_listed_by_asset(api: Api, asset_with_software: str) -> None:
    path = f"/assets/{asset_with_software}/software"

    def found(**params: Any) -> list[str]:
        return [row["name"] for row in api.walk(path, limit=1, **params)]

    assert found() == ["Mozilla Firefox ESR", "7-Zip", "Adobe Acrobat"]
    assert found(sort="name") == ["7-Zip", "Adobe Acrobat", "Mozilla Firefox ESR"]
    assert found(search="fire") == ["Mozilla Firefox ESR"]
    assert found(updated_since="2026-11-24T09:32:00Z") == ["Adobe Acrobat"]
    rows = api.walk(path)
    assert {row["asset_id"] for row in rows} == {asset_with_software}
    assert [row.get("version") for row in rows] == ["140.5.0", None, "25.1"]


def test_an_asset_without_software_has_an_empty_list(api: Api) -> None:
    asset = api.make("/assets", full(api.make_client()["id"]))
    assert api.walk(f"/assets/{asset['id']}/software") == []
    api.problem(api.get(f"/assets/{UNKNOWN_ID}/software"), 404, "not_found")
