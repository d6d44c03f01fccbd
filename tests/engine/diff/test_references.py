"""References lead as the document model says, whatever they name."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.engine.diff.documents import api, changes, compare, operation, with_request


@pytest.mark.parametrize("name", ["shared.yaml", "shared.json", "shared.txt", "shared"])
def test_change_in_a_referenced_file_is_found_whatever_its_name(tmp_path: Path, name: str) -> None:
    # RFC 3986 section 4.1: a reference is no file name with an ending
    places = []
    for version, longest in (("base", 20), ("head", 10)):
        folder = tmp_path / version
        folder.mkdir()
        (folder / name).write_text(json.dumps({"type": "string", "maxLength": longest}))
        document = folder / "api.yaml"
        document.write_text(json.dumps(with_request({"$ref": f"./{name}"})))
        places.append(str(document))
    assert [change.rule for change in compare(*places)] == ["request-length-tightened"]


@pytest.mark.parametrize("reference", ["#name", "https://api.example/name", "#/components/schemas/Name"])
def test_schema_is_compared_by_whichever_name_it_is_referred_to(tmp_path: Path, reference: str) -> None:
    # JSON Schema core section 8.2; an $id around an anchor would take it away from the document
    identifiers = {"$id": reference} if reference.startswith("https") else {"$anchor": "name"}

    def version(longest: int) -> Any:
        named = {"type": "string", "maxLength": longest, **identifiers}
        return with_request({"$ref": reference}, Name=named)

    assert [change.rule for change in changes(tmp_path, version(20), version(10))] == [
        "request-length-tightened"
    ]


def test_path_item_of_a_reference_brings_its_parameters(tmp_path: Path) -> None:
    # OpenAPI 3.1.1 section 4.8.9
    def version(required: bool) -> Any:
        parameter = {"name": "q", "in": "query", "required": required, "schema": {"type": "string"}}
        post = operation()["paths"]["/books"]["post"]
        item = {"parameters": [parameter], "post": post}
        return api(
            paths={"/books": {"$ref": "#/components/pathItems/Books"}},
            components={"pathItems": {"Books": item}},
        )

    found = changes(tmp_path, version(False), version(True))
    assert [change.rule for change in found] == ["parameter-required"]
