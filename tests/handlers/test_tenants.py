"""Nobody sees or touches what belongs to another organisation, in no operation and in no place.

``home`` has the demo data; whatever is found in its lists, or made there, is then asked for by ``other``.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from brainstormmsp.command_line.seed import STORY
from brainstormmsp.contract import Operation
from brainstormmsp.store.seed import seed
from tests.handlers.harness import Api
from tests.handlers.operations import OPERATIONS, example_body, example_content, path_of, path_parameters

BY_ID = {operation.id: operation for operation in OPERATIONS}


class Belongings:
    """Ids of things that ``home`` owns, each looked for once."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._found: dict[str, str] = {}

    def id_of(self, parameter: str, path: str) -> str:
        """Return the id of something that ``path`` names by ``{parameter}``."""
        if parameter not in self._found:
            make = MAKERS.get(parameter)
            self._found[parameter] = (
                self._first(path[: path.index(f"/{{{parameter}}}")]) if make is None else make(self)
            )
        return self._found[parameter]

    def path_of(self, operation: Operation) -> str:
        """Return the operation's path, filled with what ``home`` owns."""
        values = {name: self.id_of(name, operation.path) for name in path_parameters(operation)}
        return path_of(operation, **values)

    def _first(self, collection: str) -> str:
        for name in re.findall(r"{(\w+)}", collection):
            collection = collection.replace(f"{{{name}}}", self.id_of(name, collection))
        rows = self.api.walk(collection)
        assert rows, f"the demo data has nothing in {collection}: seed it, or add a maker"
        return str(rows[0]["id"])

    def made(self, operation_id: str) -> dict[str, Any]:
        """Return what ``home`` gets for an operation's own example."""
        operation = BY_ID[operation_id]
        response = self.api.request(operation.method, self.path_of(operation), **example_content(operation))
        assert response.is_success, response.text
        answer: dict[str, Any] = response.json()
        return answer


def _make_delivery(belongings: Belongings) -> str:
    belongings.made("testWebhook")
    return belongings._first("/webhooks/{webhook_id}/deliveries")


# What no list has, or not for one organisation alone: built-in controls belong to everybody.
MAKERS: dict[str, Callable[[Belongings], str]] = {
    "control_id": lambda belongings: str(belongings.made("createControl")["id"]),
    "delivery_id": _make_delivery,
    "job_id": lambda belongings: str(belongings.made("createAssetAction")["id"]),
    "webhook_id": lambda belongings: str(belongings.made("createWebhook")["id"]),
}


def every(operations: list[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", operations, ids=lambda operation: operation.id)


def named_in_query(operation: Operation) -> list[str]:
    return [
        parameter.name
        for parameter in operation.parameters
        if parameter.location == "query" and f"{{{parameter.name}}}" in PATHS
    ]


def named_in_body(operation: Operation) -> list[str]:
    body = example_body(operation)
    return [name for name in body if f"{{{name}}}" in PATHS] if isinstance(body, dict) else []


PATHS = {f"{{{name}}}" for operation in OPERATIONS for name in path_parameters(operation)}
PATH_WITH = {name: operation.path for operation in OPERATIONS for name in path_parameters(operation)}


@pytest.fixture(scope="module")
def belongings(make_shared_api: Callable[..., Api]) -> Belongings:
    api = make_shared_api()
    seed(api.database, api.clock, parts=STORY)
    return Belongings(api)


@pytest.fixture(autouse=True)
def full_buckets(belongings: Belongings) -> None:
    # More than the longest window, less than what is kept for a day lives.
    belongings.api.clock.advance(120)


@every([operation for operation in OPERATIONS if path_parameters(operation)])
def test_in_the_path_it_does_not_exist(belongings: Belongings, operation: Operation) -> None:
    api, path = belongings.api, belongings.path_of(operation)
    content = example_content(operation)
    api.problem(api.request(operation.method, path, key=api.other.both, **content), 404, "not_found")
    if operation.method == "GET":
        assert api.get(path).status_code in {200, 409}, "the owner must find it, or this shows nothing"


@every([operation for operation in OPERATIONS if named_in_query(operation)])
def test_in_a_filter_it_does_not_exist(belongings: Belongings, operation: Operation) -> None:
    api = belongings.api
    for name in named_in_query(operation):
        params = {name: belongings.id_of(name, PATH_WITH[name])}
        path = belongings.path_of(operation)
        assert api.get(path, params=params).status_code == 200
        api.problem(api.get(path, params=params, key=api.other.both), 404, "not_found")


@every(
    [
        operation
        for operation in OPERATIONS
        # An operation without a token names API keys, not clients, by client_id.
        if operation.method == "POST"
        and named_in_body(operation)
        and not path_parameters(operation)
        and not operation.anonymous
    ]
)
def test_in_a_body_it_does_not_exist(belongings: Belongings, operation: Operation) -> None:
    api, names = belongings.api, named_in_body(operation)
    own = {name: belongings.id_of(name, PATH_WITH[name]) for name in names}
    body = {**example_body(operation), **own}
    refused = api.post(operation.path, body, key=api.other.both)
    api.problem(refused, 404, "not_found")
    assert api.post(operation.path, body).status_code in {201, 202, 409}


def test_lists_show_nothing_of_it(belongings: Belongings) -> None:
    api = belongings.api
    for operation in OPERATIONS:
        if operation.method == "GET" and operation.path in {"/clients", "/contacts", "/assets", "/alerts"}:
            assert api.walk(operation.path, key=api.other.both) == []
