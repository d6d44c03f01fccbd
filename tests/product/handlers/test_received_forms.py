"""Forms of values that clients send: offsets, UUIDs in upper case, a byte order mark, content codings."""

import orjson
import pytest

from tests.product.handlers.harness import Api

SENT = {
    "2026-11-20T10:00:00+00:00": "2026-11-20T10:00:00.000Z",  # Python's isoformat()
    "2026-11-20T10:00:00.123456+02:00": "2026-11-20T08:00:00.123Z",
    "2026-11-20T10:00:00.1234567-05:00": "2026-11-20T15:00:00.123Z",  # PowerShell's Get-Date -Format o
    "2026-11-20T10:00:00Z": "2026-11-20T10:00:00.000Z",
}


@pytest.mark.parametrize(("sent", "answered"), SENT.items())
def test_times_are_accepted_with_any_offset_and_answered_in_utc(api: Api, sent: str, answered: str) -> None:
    # RFC 3339 section 5.6
    client_id = api.make_client()["id"]
    body = {"client_id": client_id, "type": "server", "hostname": "a", "last_seen_at": sent}
    asset = api.make("/assets", body)
    assert asset["last_seen_at"] == answered
    assert (
        api.put(f"/assets/{asset['id']}", {**body, "last_patched_at": sent}).json()["last_patched_at"]
        == answered
    )


@pytest.mark.parametrize(
    ("since", "found"),
    [
        ("2026-11-24T11:30:00%2B02:00", 1),
        ("2026-11-24T11:30:01%2B02:00", 0),
        ("2026-11-24T04:30:00-05:00", 1),
        ("2026-11-24T04:30:01-05:00", 0),
    ],
)
def test_filters_take_any_offset(api: Api, since: str, found: int) -> None:
    api.make_client()
    assert len(api.get(f"/clients?updated_since={since}").json()["data"]) == found


def test_a_time_without_an_offset_is_a_400(api: Api) -> None:
    api.problem(api.get("/clients?updated_since=2026-11-24T09:30:00"), 400, "invalid_request")


def test_uuids_in_upper_case_name_the_same_things(api: Api) -> None:
    # RFC 9562 section 4
    client_id = api.make_client()["id"]
    upper = client_id.upper()
    assert api.get(f"/clients/{upper}").json()["id"] == client_id
    asset = api.make("/assets", {"client_id": upper, "type": "server", "hostname": "a"})
    assert asset["client_id"] == client_id
    assert len(api.get(f"/assets?client_id={upper}").json()["data"]) == 1
    assert api.delete(f"/clients/{upper}").status_code in (204, 409)


def test_json_may_begin_with_a_byte_order_mark(api: Api) -> None:
    # RFC 8259 section 8.1
    content = b"\xef\xbb\xbf" + orjson.dumps({"name": "Harbor Dental Group"})
    headers = {"Content-Type": "application/json"}
    assert api.request("POST", "/clients", content=content, headers=headers).status_code == 201


def test_a_request_in_a_content_coding_is_a_415_that_says_so(api: Api) -> None:
    # RFC 9110 section 15.5.16
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    refused = api.request("POST", "/clients", content=b"\x1f\x8b", headers=headers)
    problem = api.problem(refused, 415, "unsupported_media_type")
    assert "content coding" in problem["detail"]
    assert refused.headers["Accept-Encoding"] == "identity"


def test_lists_are_compressed_and_tags_of_a_coding_are_accepted(api: Api) -> None:
    for number in range(10):
        client = api.make_client(f"Client {number}")
    page = api.get("/clients", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert page.json() == api.get("/clients", headers={"Accept-Encoding": "identity"}).json()
    path, notes = f"/clients/{client['id']}", "n" * 2000
    api.put(path, {"name": client["name"], "notes": notes})
    coded = api.get(path, headers={"Accept-Encoding": "gzip"})
    assert coded.headers["ETag"].endswith('-gzip"')
    tag = coded.headers["ETag"]
    same = api.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert (same.status_code, same.headers["ETag"]) == (304, tag)
    assert api.put(path, {"name": "Other"}, headers={"If-Match": tag}).status_code == 200
