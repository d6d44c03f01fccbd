"""Nobody sees or touches what belongs to another organisation, in no operation and in no place.

``home`` has the demo data; whatever is found in its lists, or made there, is then asked for by ``other``.
"""

from collections.abc import Callable

import pytest

from brainstormmsp.command_line.seed import STORY
from brainstormmsp.store.seed import seed
from contractfirst.contract import Operation
from tests.product.handlers.belongings import NAMED, Belongings
from tests.product.handlers.harness import Api
from tests.product.handlers.operations import OPERATIONS, example_body, example_content, path_parameters


def every(operations: list[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", operations, ids=lambda operation: operation.id)


def named_in_query(operation: Operation) -> list[str]:
    return [
        parameter.name
        for parameter in operation.parameters
        if parameter.location == "query" and parameter.name in NAMED
    ]


def named_in_body(operation: Operation) -> list[str]:
    body = example_body(operation)
    return [name for name in body if name in NAMED] if isinstance(body, dict) else []


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
        params = {name: belongings.id_of(name, NAMED[name])}
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
    own = {name: belongings.id_of(name, NAMED[name]) for name in names}
    body = {**example_body(operation), **own}
    refused = api.post(operation.path, body, key=api.other.both)
    api.problem(refused, 404, "not_found")
    assert api.post(operation.path, body).status_code in {200, 201, 202, 409}


def test_lists_show_nothing_of_it(belongings: Belongings) -> None:
    api = belongings.api
    for operation in OPERATIONS:
        if operation.method == "GET" and operation.path in {"/clients", "/contacts", "/assets", "/alerts"}:
            assert api.walk(operation.path, key=api.other.both) == []
