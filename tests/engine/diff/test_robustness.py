"""Whatever stands in a document, comparing it ends in changes or in an error that names the place."""

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError
from contractfirst.diff import Source, diff_documents
from tests.engine.diff.documents import compare
from tests.engine.diff.test_operation_catalogue import PAIRS

CATALOGUE = Path(__file__).parents[1] / "lint" / "catalogue"
JUNK: tuple[Any, ...] = (
    *(None, True, 1, -1, 1.5, "x", "", [], {}, [1], [{}], {"a": 1}, [[]], 10**30, ["a", {"b": []}]),
    *({"$ref": "#/nope"}, {"$ref": "#"}, {"$ref": 1}),
)


def document(data: Any) -> Source:
    return Source(Document(Path("api.json"), json.dumps(data).encode()), "api.json")


def holders(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from holders(value[key])


@pytest.mark.parametrize("seed", range(20))
def test_vandalised_documents_are_compared(seed: int) -> None:
    random = Random(seed)
    for base, _, *_ in PAIRS.values():
        head = copy.deepcopy(base)
        for _ in range(random.randint(1, 3)):
            holder, key = random.choice(list(holders(head)))
            holder[key] = copy.deepcopy(random.choice(JUNK))
        for old, new in ((base, head), (head, base)):
            with suppress(ContractError):
                assert isinstance(diff_documents(document(old), document(new)), tuple)


@pytest.mark.parametrize("path", sorted((CATALOGUE / "defective").glob("*.yaml")), ids=lambda path: path.stem)
def test_defective_documents_are_compared_with_their_fixed_twins(path: Path) -> None:
    twin = CATALOGUE / "fixed" / path.name
    for base, head in ((path, twin), (twin, path)):
        with suppress(ContractError):
            assert isinstance(compare(str(base), str(head)), tuple)


def test_schemas_that_refer_to_themselves_at_once_come_to_an_end() -> None:
    loops: dict[str, Any] = {
        "A": {"anyOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]},
        "B": {"allOf": [{"$ref": "#/components/schemas/A"}], "not": {"$ref": "#/components/schemas/B"}},
    }
    for edit in ({"maxLength": 1}, {"oneOf": [{"$ref": "#/components/schemas/A"}]}):
        base, head = (
            PAIRS["a body is new"][1] | {"components": {"schemas": {**loops, "A": {**loops["A"], **more}}}}
            for more in ({}, edit)
        )
        for each in (base, head):
            each["paths"] = {
                "/a": {
                    "post": {
                        "requestBody": {"content": {"a/b": {"schema": {"$ref": "#/components/schemas/B"}}}}
                    }
                }
            }
        assert isinstance(diff_documents(document(base), document(head)), tuple)
