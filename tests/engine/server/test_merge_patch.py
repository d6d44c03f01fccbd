"""PATCH by JSON Merge Patch (RFC 7396), executed by the handlers of GET and PUT."""

from collections.abc import Iterator
from typing import Any

import pytest

from contractfirst.contract import Contract, ContractError, Document
from tests.engine.server.documents.notes import notes
from tests.engine.server.harness import DOCUMENTS, Running, run_document

NOTE = {"id": "1", "text": "Milk", "colour": "blue", "place": {"shelf": 2, "room": "hall"}}


@pytest.fixture
def running() -> Iterator[Running]:
    running = run_document("notes")
    running.backend.shelf["1"] = dict(NOTE)
    notes.prepared.clear()
    yield running
    assert running.application.request_log is not None
    running.application.request_log.close()


def patched(running: Running, patch: Any, **headers: str) -> Any:
    return running.ask("PATCH", "/notes/1", json=patch, headers={"Content-Type": TYPE, **headers})


TYPE = "application/merge-patch+json"


@pytest.mark.parametrize("media_type", [TYPE, "application/json"])
def test_a_patch_changes_what_it_names(running: Running, media_type: str) -> None:
    response = patched(running, {"text": "Bread", "place": {"room": None}}, **{"Content-Type": media_type})
    assert response.json() == {**NOTE, "text": "Bread", "place": {"shelf": 2}}
    assert running.backend.shelf["1"] == response.json()


def test_null_removes_an_optional_property(running: Running) -> None:
    assert patched(running, {"colour": None}).json()["colour"] is None


def test_null_on_a_required_property_is_a_400(running: Running) -> None:
    response = patched(running, {"text": None})
    assert response.status_code == 400
    assert [(each["pointer"], each["code"]) for each in response.json()["errors"]] == [("/text", "required")]
    assert running.backend.shelf["1"] == NOTE


def test_the_merged_resource_is_validated(running: Running) -> None:
    response = patched(running, {"place": {"shelf": "top"}, "isbn": 1})
    assert response.status_code == 400
    assert {each["pointer"] for each in response.json()["errors"]} == {"/place/shelf", "/isbn"}


def test_read_only_properties_in_a_patch_are_ignored(running: Running) -> None:
    # JSON Schema Validation 2020-12 section 9.4
    assert patched(running, {"id": "2", "text": "Bread"}).json()["id"] == "1"


def test_if_match_names_the_representation_that_is_patched(running: Running) -> None:
    tag = running.ask("GET", "/notes/1").headers["ETag"]
    first = patched(running, {"text": "Bread"}, **{"If-Match": tag})
    assert first.status_code == 200
    assert patched(running, {"text": "Eggs"}, **{"If-Match": tag}).status_code == 412
    assert patched(running, {"text": "Eggs"}, **{"If-Match": first.headers["ETag"]}).status_code == 200


def test_what_prepares_the_replacement_is_given_the_whole_body(running: Running) -> None:
    patched(running, {"text": "Bread"})
    assert notes.prepared == [
        {name: value for name, value in NOTE.items() if name not in ("id", "text")} | {"text": "Bread"}
    ]


@pytest.mark.parametrize(
    ("removed", "message"),
    [
        (b"    get:", "x-merge-patch stands in a PATCH beside a GET and a PUT"),
        (b"    put:", "x-merge-patch stands in a PATCH beside a GET and a PUT"),
        (b"    patch:", "x-merge-patch stands in a PATCH beside a GET and a PUT"),
    ],
)
def test_a_merge_patch_stands_beside_a_get_and_a_put(removed: bytes, message: str) -> None:
    path = DOCUMENTS / "notes.yaml"
    replaced = path.read_bytes().replace(removed, b"    trace:")
    with pytest.raises(ContractError, match=message):
        Contract.compile(Document(path, replaced))
