"""Valid requests for any operation of any contract, and existing things for the ids in them.

A thing is created where the contract has an operation for it, else found in a list, else reached over a
link (OpenAPI 3.1.1 section 4.8.20). A property called as a path's parameter, or as its plural, refers to
such a thing; an operation that needs no token has none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from brainstormmsp.contract import Operation, Parameter, write_parameter
from brainstormmsp.contract.place import Place
from conformance.bodies import Bodies, media_type
from conformance.errors import CannotJudge
from conformance.exchange import Exchange, Request
from conformance.family import Family, families, path_parameters
from conformance.links import Link, links_to
from conformance.values import examples_of, made_up

if TYPE_CHECKING:
    from conformance.target import Caller, Target

__all__ = ["Factory", "Thing"]

_ATTEMPTS = 4
_POLLS = 300
_POLL_SECONDS = 0.1
_CHOICES = 40
_OK, _CREATED, _ACCEPTED = 200, 201, 202


@dataclass(frozen=True)
class Thing:
    """Something that exists on the server: its id, its body when known, the exchange that showed it."""

    id: str
    fields: Mapping[str, Any]
    exchange: Exchange


class Factory:
    """Builds requests; keeps one thing of each kind for each caller."""

    def __init__(self, target: "Target") -> None:
        self._target = target
        operations = target.contract.operations.values()
        self.families: list[Family] = families(operations)
        self.parameters = path_parameters(operations)
        self.bodies = Bodies(
            target, self.families, self.parameters, lambda name, by: self.thing(name, by=by).id
        )
        self._known: dict[tuple[str, str], Thing] = {}
        self._missing: dict[tuple[str, str], CannotJudge] = {}
        self._busy: set[tuple[str, str]] = set()

    # Things.

    def family_of(self, parameter: str) -> Family | None:
        """Return the family whose items are named by a path parameter."""
        fitting = [each for each in self.families if each.parameter == parameter]
        return next((each for each in fitting if each.create or each.list), fitting[0] if fitting else None)

    def thing(self, parameter: str, *, by: "Caller", fresh: bool = False) -> Thing:
        """Return an existing thing for a path parameter, a new one if ``fresh`` and that can be made.

        Raises:
            CannotJudge: there is none and none can be made.
        """
        key = str(by), parameter
        if not fresh and key in self._known:
            return self._known[key]
        if key in self._missing:
            raise self._missing[key]
        if key in self._busy:
            raise CannotJudge(f"making a {parameter} needs a {parameter}")
        self._busy.add(key)
        try:
            thing = self._make(parameter, by)
        except CannotJudge as error:
            # Looked for once: it takes long, and what is not there does not come about by itself.
            if not fresh:
                self._missing[key] = error
            raise
        finally:
            self._busy.discard(key)
        if not fresh:
            self._known[key] = thing
        return thing

    def forget(self, parameter: str) -> None:
        """Do not offer the kept things of a kind again, for they have been changed or deleted."""
        self._known = {key: thing for key, thing in self._known.items() if key[1] != parameter}
        self._missing = {key: error for key, error in self._missing.items() if key[1] != parameter}

    def _make(self, parameter: str, by: "Caller") -> Thing:
        family = self.family_of(parameter)
        tried: list[Exchange] = []
        create = family.create if family is not None else None
        if create is not None and create.documents(201):
            exchange = self.create(create, by=by)
            if isinstance(identifier := exchange.fields.get("id"), str) and exchange.status == _CREATED:
                return Thing(identifier, exchange.fields, exchange)
            tried.append(exchange)
        listing = family.list if family is not None else None
        if listing is not None and (found := self._listed(listing, by, tried)):
            return found
        if family is not None and create is not None and (found := self._started(family, by, tried)):
            return found
        for link, source in links_to(self._target.contract, parameter):
            if found := self._followed(link, source, by, tried):
                return found
        if listing is not None:
            # What nobody creates comes about by itself when something else is done.
            for other in self.families:
                if (
                    other.create is not None
                    and other.create.documents(_ACCEPTED)
                    and "{" not in other.collection
                ):
                    exchange = self.create(other.create, by=by)
                    if exchange.status == _ACCEPTED:
                        self.settled(exchange, by=by)
                    if found := self._listed(listing, by, tried):
                        return found
        raise CannotJudge(f"there is nothing for {parameter}, and nothing could be made", *tried[-4:])

    def _started(self, family: Family, by: "Caller", tried: list[Exchange]) -> Thing | None:
        """Return what a creation that takes its time has made in the end."""
        if family.create is None or not family.create.documents(_ACCEPTED):
            return None
        exchange = self.create(family.create, by=by)
        tried.append(exchange)
        if exchange.status != _ACCEPTED:
            return None
        look = self.settled(exchange, by=by)
        if look.operation is family.read and isinstance(identifier := look.fields.get("id"), str):
            return Thing(identifier, look.fields, look)
        return self._listed(family.list, by, tried) if family.list is not None else None

    def _listed(self, operation: Operation, by: "Caller", tried: list[Exchange]) -> Thing | None:
        exchange = self._target.send(self.request(operation, by=by), by=by)
        items = exchange.fields.get("data", exchange.json)
        if isinstance(items, list) and items and isinstance(items[0], dict) and "id" in items[0]:
            return Thing(str(items[0]["id"]), items[0], exchange)
        tried.append(exchange)
        return None

    def _followed(self, link: Link, source: Operation, by: "Caller", tried: list[Exchange]) -> Thing | None:
        try:
            exchange = self.perform(source, by=by)
        except CannotJudge as error:
            tried.extend(error.exchanges)
            return None
        value = link.evaluate(exchange)
        if isinstance(value, str) and exchange.succeeded:
            return Thing(value, {}, exchange)
        tried.append(exchange)
        return None

    def settled(self, exchange: Exchange, *, by: "Caller") -> Exchange:
        """Follow the ``Location`` of a 202 until the job there has ended; return the last look at it.

        A job is whatever has a ``status`` that is neither queued nor running. Raises ``CannotJudge`` for
        one that does not end.
        """
        location = exchange.header("location") or ""
        path = location.split("://", 1)[-1]
        base = self._target.contract.base_path
        path = path[path.index(base) + len(base) :] if base and base in path else location
        for _ in range(_POLLS):
            look = self._target.send(Request("GET", path, operation=self._reader(path)), by=by)
            if look.fields.get("status") not in ("queued", "running", "pending", "generating"):
                return look
            self._target.clock.sleep(_POLL_SECONDS)
        raise CannotJudge("the job does not end", exchange, look)

    def _reader(self, path: str) -> Operation | None:
        for family in self.families:
            if family.read is not None and path.rsplit("/", 1)[0] == family.collection:
                return family.read
        return None

    # Requests.

    def perform(self, operation: Operation, *, by: "Caller") -> Exchange:
        """Carry an operation out once; what comes back may be a refusal."""
        if operation.method == "POST" and operation.request_body is not None:
            return self.create(operation, by=by)
        return self._target.send(self.request(operation, by=by), by=by)

    def succeed(
        self, operation: Operation, *, by: "Caller", header: tuple[str, str] | None = None
    ) -> Exchange:
        """Carry an operation out until it succeeds; return the last exchange, whatever its status.

        Other things are tried where the state of the first forbids it, and what takes time is waited for.
        ``header`` is sent with every attempt that may be the last.
        """
        exchange: Exchange | None = None
        for request in self.choices(operation, by=by):
            exchange = self._target.send(request.with_header(*header) if header else request, by=by)
            if exchange.status not in (404, 409):
                return exchange
        for _ in range(_POLLS // 10 if operation.method == "GET" or operation.request_body is None else 0):
            if exchange is None or exchange.status not in (404, 409):
                break
            self._target.clock.sleep(_POLL_SECONDS)
            exchange = self._target.send(exchange.request, by=by)
        if exchange is None:
            raise CannotJudge(f"{operation.id} was not tried")
        return exchange

    def choices(self, operation: Operation, *, by: "Caller") -> Iterator[Request]:
        """Yield valid requests for an operation: other bodies, then other things in its path."""
        plain = self.request(operation, by=by)
        yield plain
        if operation.method == "POST" and operation.request_body is not None and not plain.path_values:
            for variant in range(1, _ATTEMPTS):
                yield self.request(operation, by=by, variant=variant)
        last = next((p.name for p in reversed(operation.parameters) if p.location == "path"), None)
        for item in self.listed(last, by=by, given=plain.path_values) if last else ():
            if item != plain.path_values.get(last or ""):
                values = {**plain.path_values, str(last): item}
                yield self.request(operation, by=by, path_values=values)

    def listed(self, parameter: str, *, by: "Caller", given: Mapping[str, str] | None = None) -> list[str]:
        """Return the ids of some things that a list shows, ``given`` the ids in the list's own path."""
        family = next((each for each in self.families if each.parameter == parameter and each.list), None)
        if family is None or family.list is None:
            return []
        request = self.request(family.list, by=by, path_values=given)
        if any(each.name == "limit" for each in family.list.parameters):
            request = request.with_query(limit=_CHOICES)
        items = self._target.send(request, by=by).fields.get("data")
        return [str(item["id"]) for item in items if "id" in item] if isinstance(items, list) else []

    def create(self, operation: Operation, *, by: "Caller", **fields: object) -> Exchange:
        """Send a POST with a valid body, with other values of what must be unique until it succeeds.

        ``fields`` replace members of the body. The exchange of the last attempt is returned, whatever its
        status.
        """
        exchange: Exchange | None = None
        for attempt in range(_ATTEMPTS):
            request = self.request(operation, by=by, variant=attempt)
            if fields:
                body = request.json
                request = request.with_json({**(body if isinstance(body, dict) else {}), **fields})
            exchange = self._target.send(request, by=by)
            if exchange.succeeded or exchange.status not in (400, 409, 422):
                break
        if exchange is None:
            raise CannotJudge(f"{operation.id} was not tried")
        return exchange

    def request(
        self,
        operation: Operation,
        *,
        by: "Caller",
        fresh: bool = False,
        variant: int = 0,
        path_values: Mapping[str, str] | None = None,
    ) -> Request:
        """Return a request that is valid: required parameters, ids of existing things, a body.

        ``fresh`` makes new things for the ids in the path, ``variant`` asks for another body,
        ``path_values`` are used as they are. A PUT carries what is there now.

        Raises:
            CannotJudge: an id in it is nowhere to be had.
        """
        # What is deleted is of no use to anyone after.
        fresh = fresh or operation.method == "DELETE"
        given = dict(path_values or {})
        path, query, things = operation.path, [], []
        headers: list[tuple[str, str]] = []
        for parameter in operation.parameters:
            if parameter.location == "path":
                if parameter.name not in given:
                    thing = self._for_path(parameter, operation, by, fresh, given)
                    things.append(thing)
                    given[parameter.name] = thing
                path = path.replace(f"{{{parameter.name}}}", quote(given[parameter.name], safe=""))
            elif parameter.required:
                value = self._parameter_value(parameter, by)
                text = write_parameter(
                    parameter.name,
                    value,
                    location=parameter.location,
                    style=parameter.style,
                    explode=parameter.explode,
                )
                if parameter.location == "query":
                    query.append(text)
                else:
                    headers.append(("Cookie" if parameter.location == "cookie" else parameter.name, text))
        request = Request(
            operation.method, path, "&".join(query), tuple(headers), operation=operation, path_values=given
        )
        if operation.request_body is None:
            return request
        kind = media_type(operation)
        body = self.body(operation, by=by, variant=variant, path=path)
        if "json" in kind:
            return request.with_header("Content-Type", kind).with_json(body)
        return request.with_body(str(body).encode(), kind)

    def _for_path(
        self, parameter: Parameter, operation: Operation, by: "Caller", fresh: bool, given: Mapping[str, str]
    ) -> str:
        parents = {name for name in given if f"{{{name}}}" in operation.path}
        if not parents:
            return self.thing(parameter.name, by=by, fresh=fresh).id
        # An item of a collection below another item: it must be one of that item's own.
        family = next((each for each in self.families if each.parameter == parameter.name), None)
        if family is None or family.list is None:
            return self.thing(parameter.name, by=by, fresh=fresh).id
        return self._below(family, operation, by, given)

    def _below(self, family: Family, operation: Operation, by: "Caller", given: Mapping[str, str]) -> str:
        if family.list is None:
            raise CannotJudge(f"{family.collection} cannot be listed")
        listing = self.request(family.list, by=by, path_values=given)
        # What makes items there is done once, then waited for.
        makers = [
            each
            for each in self._target.contract.operations.values()
            if each.method == "POST"
            and each is not operation
            and each.path.startswith(family.collection.rsplit("/", 1)[0])
            and each.path.count("{") == len(given)
        ]
        tried: list[Exchange] = []
        for poll in range(_POLLS):
            exchange = self._target.send(listing, by=by)
            items = exchange.fields.get("data")
            if isinstance(items, list) and items:
                return str(items[0]["id"])
            if poll == 0:
                tried = [
                    self._target.send(self.request(each, by=by, path_values=given), by=by) for each in makers
                ]
                if not any(each.succeeded for each in tried):
                    break
            self._target.clock.sleep(_POLL_SECONDS)
        raise CannotJudge(f"{family.collection} stays empty", exchange, *tried)

    def _parameter_value(self, parameter: Parameter, by: "Caller") -> object:
        if parameter.name in self.parameters:
            return self.thing(parameter.name, by=by).id
        for example in examples_of(parameter.place):
            return example
        if parameter.place.has("schema"):
            return made_up(parameter.place.child("schema"), self._target.random)
        return "text"

    # Bodies.

    def body(self, operation: Operation, *, by: "Caller", variant: int = 0, path: str | None = None) -> Any:
        """Return a body that the contract takes, ids of existing things in it; see ``Bodies.body``."""
        return self.bodies.body(operation, by=by, variant=variant, path=path)

    def writable(self, operation: Operation, representation: object) -> object:
        """Return a representation without the members that the operation's body does not take."""
        return self.bodies.writable(operation, representation)

    def examples(self, operation: Operation, *, by: "Caller") -> Iterator[object]:
        """Yield the valid bodies that the contract shows, ids of existing things in them."""
        return self.bodies.examples(operation, by=by)

    def members(self, operation: Operation) -> Mapping[str, Place]:
        """Return the schemas of the members that the operation's body may have."""
        return self.bodies.members(operation)

    def enumerated(self, operation: Operation, name: str) -> list[object]:
        """Return the values of a member of the body that its schema lists."""
        return self.bodies.enumerated(operation, name)
