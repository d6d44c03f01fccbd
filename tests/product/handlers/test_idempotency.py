"""What `Idempotency-Key` promises, on every operation that takes it."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from brainstormmsp.command_line.seed import STORY
from brainstormmsp.store.seed import seed
from contractfirst.contract import Operation
from tests.product.handlers.belongings import NAMED, Belongings
from tests.product.handlers.harness import Api
from tests.product.handlers.operations import OPERATIONS, example_body

KEYED = [operation for operation in OPERATIONS if operation.takes_idempotency_key]
Request = tuple[str, str, Any]

# What the demo data or an earlier request has already.
UNIQUE: dict[str, Callable[[int], object]] = {
    "name": lambda number: f"Copper Kettle Bakery {number}",
    "identifier": lambda number: f"CUSTOM-{number:03}",
    "external_refs": lambda number: [{"system": "idempotency", "id": str(number)}],
}
numbers = count(700)


@pytest.fixture(scope="module")
def belongings(make_shared_api: Callable[..., Api]) -> Belongings:
    api = make_shared_api()
    seed(api.database, api.clock, parts=STORY)
    return Belongings(api)


@pytest.fixture(params=KEYED, ids=lambda operation: operation.id)
def request_of(belongings: Belongings, request: pytest.FixtureRequest) -> Request:
    """A request that the operation grants: its own example, about things that exist."""
    operation: Operation = request.param
    belongings.api.clock.advance(120)
    body = adapted(belongings, example_body(operation))
    return operation.method, belongings.path_of(operation), body


def adapted(belongings: Belongings, value: Any) -> Any:
    """Return an example with ids of things that exist and with names that nothing has."""
    if isinstance(value, list):
        return [adapted(belongings, item) for item in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for name, member in value.items():
        if name in NAMED and member is not None:
            found[name] = belongings.id_of(name, NAMED[name])
        elif name in UNIQUE:
            found[name] = UNIQUE[name](next(numbers))
        else:
            found[name] = adapted(belongings, member)
    if "client_id" in found:
        # Whose they are is another question.
        found.pop("contact_id", None)
        found.pop("asset_id", None)
    return found


def test_a_repetition_gets_the_first_response_once_there_is_one(
    belongings: Belongings, request_of: Request
) -> None:
    api, (method, path, body) = belongings.api, request_of
    headers = {"Idempotency-Key": f"key-{next(numbers)}"}
    slow = {**headers, "X-Fault": "delay=200"}
    first, early = api.send(
        api.prepare(method, path, json=body, headers=slow),
        api.prepare(method, path, json=body, headers=headers),
    )
    assert first.is_success, first.text
    assert "idempotency-replayed" not in first.headers
    api.problem(early, 409, "idempotency_key_in_flight")
    events = api.events()
    again = api.request(method, path, json=body, headers=headers)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers.get("location") == first.headers.get("location")
    assert api.events() == events


def test_a_key_that_stands_for_another_request_is_refused(
    belongings: Belongings, request_of: Request
) -> None:
    api, (method, path, body) = belongings.api, request_of
    headers = {"Idempotency-Key": f"key-{next(numbers)}"}
    # A key counts for all operations of its caller.
    assert api.post("/clients", {"name": f"Client {next(numbers)}"}, headers=headers).status_code == 201
    refused = api.request(method, path, json=body, headers=headers)
    api.problem(refused, 422, "idempotency_key_reused")
    theirs = api.post("/clients", {"name": f"Client {next(numbers)}"}, headers=headers, key=api.other.both)
    assert theirs.status_code == 201
