"""Requests for any operation, made from what the contract says of it."""

from typing import Any

import orjson

from contractfirst.contract import Contract, Operation
from tests.product.handlers.harness import CONTRACT, UNKNOWN_ID

__all__ = ["OPERATIONS", "example_body", "example_content", "path_of", "path_parameters"]

OPERATIONS = list(Contract.load(CONTRACT).operations.values())


def path_parameters(operation: Operation) -> list[str]:
    """Return the names of what is in the path, in its order."""
    named = [parameter.name for parameter in operation.parameters if parameter.location == "path"]
    return sorted(named, key=lambda name: operation.path.index(f"{{{name}}}"))


def path_of(operation: Operation, **values: str) -> str:
    """Return the path with ``values``, an unknown id for those that are not given."""
    path = operation.path
    for name in path_parameters(operation):
        path = path.replace(f"{{{name}}}", values.get(name, UNKNOWN_ID))
    return path


def example_body(operation: Operation) -> Any:
    """Return the first example of the operation's JSON body, ``None`` when it takes none."""
    if operation.request_body is None or "application/json" not in operation.request_body.media_types:
        return None
    examples = operation.request_body.place.child("content", "application/json", "examples")
    _, example = next(examples.members())
    return example.resolved().get("value")


def example_content(operation: Operation) -> dict[str, Any]:
    """Return the arguments of a request that carry a well-formed body, if the operation takes one."""
    if operation.request_body is None:
        return {}
    body = example_body(operation)
    if body is None:
        return {"content": b"x", "headers": {"Content-Type": operation.request_body.media_types[0]}}
    return {"content": orjson.dumps(body), "headers": {"Content-Type": "application/json"}}
