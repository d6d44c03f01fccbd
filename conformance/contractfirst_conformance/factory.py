"""Valid requests for any operation of any contract.

The ids in them are those of existing resources (``resources.py``).
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from contractfirst.contract import Operation, Parameter, write_parameter
from contractfirst.contract.direction import Direction
from contractfirst.contract.examples import UnsatisfiableError, ValueGenerator, example_values
from contractfirst.contract.place import Place
from contractfirst_conformance.bodies import BodyFactory
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import Caller
from contractfirst_conformance.encoding import carrying
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.family import Family, path_parameters
from contractfirst_conformance.resources import ExistingResource, ResourcePool

__all__ = ["ExistingResource", "RequestFactory"]

_ATTEMPTS = 4
_POLLS = 30
_POLL_SECONDS = 0.1


class RequestFactory:
    """Builds requests; the resources in them are reused, one of each kind for each caller."""

    def __init__(self, client: ApiClient) -> None:
        self._client = client
        operations = client.contract.operations.values()
        self._things = ResourcePool(client, self, operations)
        self.families: list[Family] = self._things.families
        self.parameters = path_parameters(operations)
        self.bodies = BodyFactory(
            client, self.families, self.parameters, lambda name, by: self.thing(name, by=by).id
        )
        self._generator = ValueGenerator(client.contract.schemas, Direction.REQUEST, optional=False)

    # Resources.

    def family_of(self, parameter: str) -> Family | None:
        """Return the family whose items are named by a path parameter."""
        return self._things.family_of(parameter)

    def thing(self, parameter: str, *, by: Caller, fresh: bool = False) -> ExistingResource:
        """Return an existing resource for a path parameter; see ``ResourcePool.thing``."""
        return self._things.thing(parameter, by=by, fresh=fresh)

    def forget(self, parameter: str | None = None) -> None:
        """Stop reusing the resources of a kind, or all: they have been changed or deleted."""
        self._things.forget(parameter)

    def listed(self, parameter: str, *, by: Caller, given: Mapping[str, str] | None = None) -> list[str]:
        """Return some ids of a list; ``given`` are the ids in the list's own path."""
        return self._things.listed(parameter, by=by, given=given)

    def own_keys(self, *, by: Caller) -> list[str]:
        """Return the ids of listed resources that are API keys which the suite itself uses."""
        return self._things.own_keys(by=by)

    def settled(self, exchange: Exchange, *, by: Caller) -> Exchange:
        """Follow the ``Location`` of a 202 to the end of its job; see ``ResourcePool.settled``."""
        return self._things.settled(exchange, by=by)

    # Requests.

    def perform(self, operation: Operation, *, by: Caller) -> Exchange:
        """Carry an operation out once; it may be refused."""
        if operation.method == "POST" and operation.request_body is not None:
            return self.create(operation, by=by)
        return self._client.send(self.request(operation, by=by), by=by)

    def succeed(self, operation: Operation, *, by: Caller, header: tuple[str, str] | None = None) -> Exchange:
        """Carry an operation out until it succeeds; return the last exchange, whatever its status.

        Other resources are tried if the state of the first does not allow it, and slow work is waited for.
        ``header`` is sent with every attempt that may be the last.
        """
        exchange: Exchange | None = None
        for request in self.choices(operation, by=by):
            exchange = self._client.send(request.with_header(*header) if header else request, by=by)
            if exchange.status not in (404, 409):
                return exchange
        for _ in range(_POLLS if operation.method == "GET" or operation.request_body is None else 0):
            if exchange is None or exchange.status not in (404, 409):
                break
            self._client.clock.sleep(_POLL_SECONDS)
            exchange = self._client.send(exchange.request, by=by)
        if exchange is None:
            raise CannotCheck(f"{operation.id} was not tried")
        return exchange

    def choices(self, operation: Operation, *, by: Caller) -> Iterator[HttpRequest]:
        """Yield valid requests for an operation: other bodies, then other resources in its path.

        The last ones are of work that was started just now, and may not have ended.
        """
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
        for item in self._things.started(last, by=by) if last and operation.method != "GET" else ():
            yield self.request(operation, by=by, path_values={**plain.path_values, str(last): item})

    def create(self, operation: Operation, *, by: Caller, **fields: object) -> Exchange:
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
            exchange = self._client.send(request, by=by)
            if exchange.succeeded or exchange.status not in (400, 409, 422):
                break
        if exchange is None:
            raise CannotCheck(f"{operation.id} was not tried")
        return exchange

    def request(
        self,
        operation: Operation,
        *,
        by: Caller,
        fresh: bool = False,
        variant: int = 0,
        path_values: Mapping[str, str] | None = None,
    ) -> HttpRequest:
        """Return a valid request: required parameters, ids of existing resources, a body.

        ``fresh`` creates new resources for the ids in the path, ``variant`` selects another body,
        ``path_values`` are used as they are. A PUT carries the current representation.

        Raises:
            CannotCheck: no resource can be found or created for an id.
        """
        # A deleted resource cannot be reused.
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
        request = HttpRequest(
            operation.method, path, "&".join(query), tuple(headers), operation=operation, path_values=given
        )
        if operation.request_body is None:
            return request
        return carrying(request, operation, self.body(operation, by=by, variant=variant, path=path))

    def _for_path(
        self, parameter: Parameter, operation: Operation, by: Caller, fresh: bool, given: Mapping[str, str]
    ) -> str:
        parents = {name for name in given if f"{{{name}}}" in operation.path}
        if not parents:
            return self.thing(parameter.name, by=by, fresh=fresh).id
        # An item of a collection below another item: it must be one of that item's own.
        family = next((each for each in self.families if each.parameter == parameter.name), None)
        if family is None or family.list is None:
            return self.thing(parameter.name, by=by, fresh=fresh).id
        return self._things.below(family, operation, by, given)

    def _parameter_value(self, parameter: Parameter, by: Caller) -> object:
        if parameter.name in self.parameters:
            return self.thing(parameter.name, by=by).id
        for example in example_values(parameter.place):
            return example
        if not parameter.place.has("schema"):
            return "text"
        try:
            return self._generator.value(parameter.place.child("schema"), self._client.random)
        except UnsatisfiableError as error:
            raise CannotCheck(f"no valid value for the parameter {parameter.name}: {error}") from error

    # Bodies.

    def body(self, operation: Operation, *, by: Caller, variant: int = 0, path: str | None = None) -> Any:
        """Return a valid body with ids of existing resources; see ``BodyFactory.body``."""
        return self.bodies.body(operation, by=by, variant=variant, path=path)

    def writable(self, operation: Operation, representation: object) -> object:
        """Return a representation without the members that the operation's body does not take."""
        return self.bodies.writable(operation, representation)

    def examples(self, operation: Operation, *, by: Caller) -> Iterator[object]:
        """Yield the contract's examples that are valid, with ids of existing resources."""
        return self.bodies.examples(operation, by=by)

    def members(self, operation: Operation) -> Mapping[str, Place]:
        """Return the schemas of the members that the operation's body may have."""
        return self.bodies.members(operation)

    def enumerated(self, operation: Operation, name: str) -> list[object]:
        """Return the values of a member of the body that its schema lists."""
        return self.bodies.enumerated(operation, name)
