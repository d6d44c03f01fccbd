"""What GET returns can be sent back, and every resource can be changed by PATCH."""

from collections.abc import Callable
from typing import Any

import pytest

from brainstormmsp.command_line.seed import STORY
from brainstormmsp.store.seed import seed
from tests.product.handlers.belongings import BY_ID, Belongings
from tests.product.handlers.harness import Api

KINDS = ("Client", "Contact", "Asset", "Alert", "Ticket", "Control", "Remediation", "Webhook")

# One change that each kind takes, and what becomes of it.
CHANGES: dict[str, dict[str, Any]] = {
    "Client": {"notes": None, "tags": ["priority"]},
    "Contact": {"phone": None},
    "Asset": {"serial": "X-1", "os": None},
    "Alert": {"note": "Looked at."},
    "Ticket": {"contact_id": None, "priority": "urgent"},
    "Control": {"rationale": None, "severity": "low"},
    "Remediation": {"note": "Looked at."},
    "Webhook": {"description": None},
}

REQUIRED = {
    "Client": "name",
    "Contact": "name",
    "Asset": "hostname",
    "Alert": "status",
    "Ticket": "subject",
    "Control": "title",
    "Remediation": "due_at",
    "Webhook": "url",
}


@pytest.fixture(scope="module")
def belongings(make_shared_api: Callable[..., Api]) -> Belongings:
    api = make_shared_api()
    seed(api.database, api.clock, parts=STORY)
    return Belongings(api)


def path_of(belongings: Belongings, kind: str) -> str:
    return belongings.path_of(BY_ID[f"get{kind}"])


@pytest.mark.parametrize("kind", KINDS)
def test_put_takes_what_get_returned_and_changes_nothing(belongings: Belongings, kind: str) -> None:
    # JSON Schema Validation 2020-12 section 9.4: read-only properties are ignored.
    api, path = belongings.api, path_of(belongings, kind)
    before = api.get(path)
    back = api.put(path, before.json(), headers={"If-Match": before.headers["ETag"]})
    assert back.status_code == 200, back.text
    assert (back.json(), back.headers["ETag"]) == (before.json(), before.headers["ETag"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("media_type", ["application/merge-patch+json", "application/json"])
def test_patch_changes_what_it_names(belongings: Belongings, kind: str, media_type: str) -> None:
    # RFC 7396 section 2
    api, path = belongings.api, path_of(belongings, kind)
    before = api.get(path).json()
    changed = api.request("PATCH", path, json=CHANGES[kind], headers={"Content-Type": media_type})
    assert changed.status_code == 200, changed.text
    expected = {**before, **CHANGES[kind], "updated_at": changed.json()["updated_at"]}
    assert api.get(path).json() == changed.json() == expected


@pytest.mark.parametrize("kind", KINDS)
def test_null_on_a_required_property_is_a_400(belongings: Belongings, kind: str) -> None:
    api, path = belongings.api, path_of(belongings, kind)
    before = api.get(path).json()
    problem = api.problem(api.request("PATCH", path, json={REQUIRED[kind]: None}), 400, "invalid_request")
    assert f"/{REQUIRED[kind]}" in [error["pointer"] for error in problem["errors"]]
    assert api.get(path).json() == before


def test_a_patch_of_another_version_is_a_412(belongings: Belongings) -> None:
    api, path = belongings.api, path_of(belongings, "Client")
    response = api.request("PATCH", path, json={"notes": "x"}, headers={"If-Match": '"another"'})
    api.problem(response, 412, "precondition_failed")


def test_a_patched_url_is_checked_before_the_change(belongings: Belongings) -> None:
    api, path = belongings.api, path_of(belongings, "Webhook")
    api.problem(api.request("PATCH", path, json={"url": "https://10.0.0.1/hook"}), 400, "invalid_request")


def test_a_patch_rotates_the_secret_of_a_webhook(belongings: Belongings) -> None:
    rotated = belongings.api.request("PATCH", path_of(belongings, "Webhook"), json={"rotate_secret": True})
    assert rotated.json()["secret"].startswith("whsec_")


def test_a_system_has_one_spelling(api: Api) -> None:
    references = [{"system": "datto-rmm", "id": "1"}]
    client = api.make("/clients", {"name": "Harbor", "external_refs": references})
    assert client["external_refs"] == [{"system": "datto_rmm", "id": "1"}]
    again = api.post("/clients", {"name": "Other", "external_refs": [{"system": "datto_rmm", "id": "1"}]})
    api.problem(again, 409, "external_ref_taken")
    twice = [*references, {"system": "datto_rmm", "id": "2"}]
    api.problem(api.post("/clients", {"name": "Other", "external_refs": twice}), 409, "external_ref_repeated")
