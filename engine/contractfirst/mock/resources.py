"""Which paths are collections and which are items in them, inferred from a document of any API."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from contractfirst.contract import Contract, Operation, shape
from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.place import Place

__all__ = ["MockResource", "item_schema_of", "json_schema_of", "list_member", "resources_of"]

_ITEM_PATH = re.compile(r"(?P<collection>.*)/\{(?P<parameter>[^{}/]+)\}")
_NOT_LETTERS = re.compile(r"[^a-z0-9]")
_USUAL_NAMES = ("id", "uuid", "uid", "key", "code", "slug", "name")


@dataclass(slots=True, eq=False)
class MockResource:
    """A collection of items; ``identity`` is the property of an item that its path ends with.

    ``schema`` is that of an item as it is read. ``by_role`` has the operations: list, create (of the
    collection), read, replace, patch, delete (of an item).
    """

    collection: str
    parameter: str
    identity: str
    schema: Place
    by_role: dict[str, Operation] = field(default_factory=dict)


def resources_of(contract: Contract) -> list[MockResource]:
    """Return the resources that can be remembered: items that are objects with an identity."""
    by_path: dict[tuple[str, str], Operation] = {
        (operation.path, operation.method): operation for operation in contract.operations.values()
    }
    resources: list[MockResource] = []
    for path in dict.fromkeys(operation.path for operation in contract.operations.values()):
        found = _ITEM_PATH.fullmatch(path)
        if found is None:
            continue
        collection, parameter = found["collection"], found["parameter"]
        roles = {
            "list": by_path.get((collection, "GET")),
            "create": by_path.get((collection, "POST")),
            "read": by_path.get((path, "GET")),
            "replace": by_path.get((path, "PUT")),
            "patch": by_path.get((path, "PATCH")),
            "delete": by_path.get((path, "DELETE")),
        }
        by_role = {role: operation for role, operation in roles.items() if operation is not None}
        schema = _item_schema(by_role)
        if schema is None:
            continue
        identity = _linked_identity(by_role) or _identity(schema, parameter)
        if identity is not None:
            resources.append(MockResource(collection, parameter, identity, schema, by_role))
    return resources


def json_schema_of(operation: Operation) -> Place | None:
    """Return the schema of an operation's JSON response of success."""
    successes = sorted(each for each in operation.responses if each.startswith("2"))
    spec = operation.responses[successes[0]] if successes else operation.responses.get("default")
    if spec is None:
        return None
    for media_type in spec.media_types:
        media = spec.place.child("content", media_type)
        if media_type.partition(";")[0].endswith("json") and media.has("schema"):
            return media.child("schema")
    return None


def list_member(schema: Place) -> str | None:
    """Return the property of an envelope that holds the items, ``""`` where the array is the whole."""
    if shape.types(schema) == frozenset({"array"}):
        return ""
    arrays = [
        name
        for name, place in shape.properties(schema).items()
        if shape.types(place) == frozenset({"array"}) and _holds_objects(place)
    ]
    return arrays[0] if len(arrays) == 1 else None


def item_schema_of(schema: Place) -> Place | None:
    """Return the schema of the items of a list response."""
    member = list_member(schema)
    if member is None:
        return None
    return shape.item_of(schema if member == "" else shape.properties(schema)[member])


def _holds_objects(array: Place) -> bool:
    item = shape.item_of(array)
    return item is not None and "object" in shape.types(item) and bool(shape.properties(item))


def _item_schema(by_role: Mapping[str, Operation]) -> Place | None:
    for role in ("read", "create", "replace", "patch"):
        if role in by_role:
            schema = json_schema_of(by_role[role])
            if schema is not None and shape.properties(schema):
                return schema
    listed = json_schema_of(by_role["list"]) if "list" in by_role else None
    return item_schema_of(listed) if listed is not None else None


def _linked_identity(by_role: Mapping[str, Operation]) -> str | None:
    """Return the property that a link of the creating operation hands on (OpenAPI 3.1.1 section 4.8.20)."""
    create, read = by_role.get("create"), by_role.get("read")
    if create is None or read is None:
        return None
    for spec in create.responses.values():
        for _, reference in spec.place.members("links"):
            link = reference.resolved()
            parameters = link.get("parameters")
            if link.get("operationId") == read.id and isinstance(parameters, dict):
                for expression in parameters.values():
                    tokens = json_pointer.split(str(expression).partition("$response.body#")[2] or "")
                    if len(tokens) == 1:
                        return tokens[0]
    return None


def _identity(schema: Place, parameter: str) -> str | None:
    properties = shape.properties(schema)
    plain = {_NOT_LETTERS.sub("", name.lower()): name for name in properties}
    wanted = _NOT_LETTERS.sub("", parameter.lower())
    # ``petId`` is a pet's ``id`` unless it has a ``petId``.
    return plain.get(wanted) or next(
        (plain[name] for name in _USUAL_NAMES if name in plain and (name == "id" or wanted.endswith(name))),
        None,
    )
