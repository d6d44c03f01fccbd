"""Which way the values of a schema travel: to the API in requests, from it in responses, or both."""

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
        self._waiting: list[tuple[Direction, Place]] = []
        for operation in model.operations:
            sent, received = Direction.REQUEST, Direction.RESPONSE
            if operation.channel != "paths":
                sent, received = received, sent
            for holder in (*operation.parameters, operation.body):
                if holder is not None:
                    self._note(sent, holder)
            for _, response in operation.responses:
                self._note(received, response)

    def of(self, schema: Place) -> frozenset[Direction]:
        """Return the ways; empty for what no operation reaches."""
        if not (isinstance(schema, Node) and schema.kind != "schema"):
            self._spread()
        return frozenset(self._ways.get(schema.identity, ()))

    def _note(self, way: Direction, node: Node) -> None:
        """Note the way of an object other than a schema, and of those that it uses; each object once."""
        ways = self._ways.setdefault(node.identity, set())
        if way in ways:
            return
        ways.add(way)
        if node.has("schema"):
            self._waiting.append((way, node.child("schema")))
        for field, kind in (("headers", "header"), ("content", "media type"), ("encoding", "encoding")):
            for name in mapping(node.value.get(field)):
                below = self._model.resolved(node, kind, field, name)
                if below is not None:
                    self._note(way, below)

    def _spread(self) -> None:
        """Note the ways of the schemas, as soon as somebody asks for one."""
        waiting = self._waiting
        while waiting:
            way, schema = waiting.pop()
            ways = self._ways.setdefault(schema.identity, set())
            if way in ways:
                continue
            ways.add(way)
            waiting.extend((way, below) for _, below in schemas_within(schema))
            targets = (schema.target(word) for word in ("$ref", "$dynamicRef"))
            waiting.extend((way, target) for target in targets if target is not None)
            waiting.extend((way, place) for _, place in mapped_schemas(schema))
