"""New resources for checks, and the requests that read, replace or delete them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from contractfirst.contract import Operation
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.factory import ExistingResource
from contractfirst_conformance.family import Family
from contractfirst_conformance.values import same, variations

__all__ = [
    "CreatedResource",
    "changed_bodies",
    "changed_body",
    "created_resources",
    "differing",
    "reading",
    "replace_thing",
    "shows",
    "things",
]

_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class CreatedResource:
    """A resource just created, and how it reads."""

    family: Family
    created: Exchange
    read: Exchange

    @property
    def id(self) -> str:
        return str(self.created.fields["id"])


def created_resources(context: CheckContext) -> Iterator[CreatedResource]:
    """Create one resource of every kind that can be created and read."""
    families = [
        each for each in context.factory.families if each.create and each.read and each.create.documents(201)
    ]
    for family in context.each(families):
        if family.create is None or family.read is None or context.request(family.create) is None:
            continue
        created = context.factory.create(family.create, by=CALLER)
        if created.status != 201 or "id" not in created.fields:
            context.note(f"{family.create.id} made nothing: {created.status}")
            continue
        values = {**created.request.path_values, family.parameter: str(created.fields["id"])}
        request = context.factory.request(family.read, by=CALLER, path_values=values)
        yield CreatedResource(family, created, context.client.send(request))


def things(
    context: CheckContext, method: str
) -> Iterator[tuple[Family, Operation, ExistingResource, HttpRequest]]:
    """Yield a readable resource of each kind with the method, new if it can be created, and the request."""
    for family in context.each(context.factory.families):
        operation = {"PUT": family.replace, "DELETE": family.delete}[method]
        if operation is None or family.read is None:
            continue
        request = context.request(operation, fresh=True)
        if request is not None:
            identifier = request.path_values[family.parameter]
            read = context.client.send(reading(family, request))
            yield family, operation, ExistingResource(identifier, read.fields, read), request


def reading(family: Family, request: HttpRequest) -> HttpRequest:
    """Return the request that reads what a request replaces or deletes."""
    return HttpRequest("GET", request.path, operation=family.read, path_values=request.path_values)


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return the properties that both have with different values."""
    return sorted(name for name in one.keys() & other.keys() if not same(one[name], other[name]))


def shows(family: Family, operation: Operation) -> bool:
    """Return whether an operation's success has the representation that reading returns, by its schema.

    The content of a 200 may be the action's status instead (RFC 9110 section 15.3.1).
    """
    return family.read is not None and _schema(family.read) == _schema(operation)


def _schema(operation: Operation) -> tuple[str, str] | None:
    spec = operation.responses.get("200")
    content = spec.place.members("content") if spec is not None and spec.place.has("content") else ()
    for name, media in content:
        if "json" in name and media.has("schema"):
            return media.child("schema").resolved().identity
    return None


def changed_body(context: CheckContext, operation: Operation, request: HttpRequest) -> HttpRequest | None:
    """Return the replacement with another text in one member, ``None`` when no member takes one."""
    return next(changed_bodies(context, operation, request), None)


def changed_bodies(
    context: CheckContext, operation: Operation, request: HttpRequest
) -> Iterator[HttpRequest]:
    """Yield valid replacements that have another text in one member each."""
    factory, body = context.factory, request.json
    if not isinstance(body, dict):
        return
    for name in sorted(body):
        if not isinstance(body[name], str) or name in factory.parameters or name == "url":
            continue
        listed = [value for value in factory.enumerated(operation, name) if value != body[name]]
        for other in listed or variations(body[name], context.random):
            changed = request.with_json({**body, name: other})
            if not operation.decode_body("application/json", changed.body or b"")[1]:
                yield changed


def replace_thing(context: CheckContext, operation: Operation, request: HttpRequest) -> Exchange:
    """Replace a resource, or another one if the state of this one allows no changes.

    The last exchange is returned, whatever its status.
    """
    for choice in chain([request], context.factory.choices(operation, by=CALLER)):
        for changed in chain(changed_bodies(context, operation, choice), [choice]):
            exchange = context.client.send(changed)
            if exchange.status != _CONFLICT:
                return exchange
    return exchange
