"""Lint never raises: our own contract with random parts deleted or replaced by anything."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import orjson
import pytest

from contractfirst.contract import load_document
from contractfirst.lint import lint_document

CONTRACT = Path(__file__).parents[3] / "openapi" / "brainstormmsp.yaml"
ANYTHING: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    "",
    "x",
    "$",
    "#/",
    "^(a+",
    [],
    [[]],
    [None],
    {},
    {"$ref": "#"},
    {"$ref": 3},
    {"$ref": "#/components/schemas/Client"},
    {"$ref": "#/nowhere/~2%"},
    {"$ref": "http://[::"},
    {"type": ["string", None, {}]},
    {"a": {"b": []}},
)


def containers(value: Any) -> list[Any]:
    found, waiting = [], [value]
    while waiting:
        held = waiting.pop()
        if isinstance(held, dict | list) and held:
            found.append(held)
            waiting.extend(held.values() if isinstance(held, dict) else held)
    return found


def mutate(document: dict[str, Any], source: random.Random, times: int) -> None:
    for _ in range(times):
        container = source.choice(containers(document))
        key = source.choice(list(container) if isinstance(container, dict) else range(len(container)))
        what = source.random()
        if what < 0.3 and len(container) > 1:
            del container[key]
        elif what < 0.4 and isinstance(container, dict):
            container[source.choice(("$ref", "allOf", "type", "properties", "", "~/", "x-y"))] = (
                container.pop(key)
            )
        else:
            container[key] = copy.deepcopy(source.choice(ANYTHING))


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return load_document(CONTRACT).data


def excerpt(contract: dict[str, Any], source: random.Random) -> dict[str, Any]:
    """Return the contract with a few of its paths, and the schemas as they are."""
    document: dict[str, Any] = orjson.loads(orjson.dumps(contract))
    kept = source.sample(sorted(document["paths"]), 4)
    document["paths"] = {path: document["paths"][path] for path in kept}
    names = source.sample(sorted(document["components"]["schemas"]), 60)
    document["components"]["schemas"] = {name: document["components"]["schemas"][name] for name in names}
    document.pop("webhooks", None)
    return document


@pytest.mark.parametrize("seed", range(60))
def test_lint_never_raises(contract: dict[str, Any], tmp_path: Path, seed: int) -> None:
    source = random.Random(seed)
    document = excerpt(contract, source)
    mutate(document, source, times=source.choice((1, 5, 30, 150)))
    path = tmp_path / "mutated.json"
    path.write_text(json.dumps(document))
    for finding in lint_document(path).findings:
        assert finding.line >= 1
        assert finding.column >= 1
        assert finding.message
