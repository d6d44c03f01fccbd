"""Which way the values of a schema travel: to the API in requests, from it in responses, or both."""

from collections.abc import Iterable, Iterator
from enum import Enum

from contractfirst.contract.model import DocumentModel
from contractfirst.contract.node import Node, mapping
from contractfirst.contract.place import Place, schemas_within
from contractfirst.contract.shape import mapped_schemas

__all__ = ["Direction", "Directions"]


class Direction(Enum):
    """Which way a value travels; the value is the annotation that hides a property on that way."""

    REQUEST = "readOnly"
    RESPONSE = "writeOnly"


class Directions:
    """For every schema (and parameter, header, body) that an operation reaches, the ways its values travel.

    The API sends the requests of webhooks and callbacks and receives their responses: to them the
    directions apply the other way round.
    """

    def __init__(self, model: DocumentModel) -> None:
        self._model = model
        self._ways: dict[tuple[str, str], set[Direction]] = {}
        for operation in model.operations:
            sent, received = Direction.REQUEST, Direction.RESPONSE
            if operation.channel != "paths":
                sent, received = received, sent
            holders: list[Node] = list(operation.parameters)
            if operation.body is not None:
                holders.append(operation.body)
            self._spread(sent, holders)
            self._spread(received, (response for _, response in operation.responses))

    def of(self, schema: Place) -> frozenset[Direction]:
        """Return the ways; empty for what no operation reaches."""
        return frozenset(self._ways.get(schema.identity, ()))

    def _spread(self, way: Direction, holders: Iterable[Node]) -> None:
        waiting = [schema for holder in holders for schema in self._schemas_of(way, holder)]
        while waiting:
            schema = waiting.pop()
            ways = self._ways.setdefault(schema.identity, set())
            if way in ways:
                continue
            ways.add(way)
            waiting.extend(below for _, below in schemas_within(schema))
            waiting.extend(found for word in ("$ref", "$dynamicRef") if (found := schema.target(word)))
            waiting.extend(place for _, place in mapped_schemas(schema))

    def _schemas_of(self, way: Direction, node: Node) -> Iterator[Place]:
        """Yield the schemas that an object uses, references to other objects followed, each object once."""
        ways = self._ways.setdefault(node.identity, set())
        if way in ways:
            return
        ways.add(way)
        if node.has("schema"):
            yield node.child("schema")
        for field, kind in (("headers", "header"), ("content", "media type"), ("encoding", "encoding")):
            for name in mapping(node.value.get(field)):
                below = self._model.resolved(node, kind, field, name)
                if below is not None:
                    yield from self._schemas_of(way, below)
