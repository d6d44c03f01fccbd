"""Which way values of each schema travel: to the API, from it, or both."""

from collections.abc import Iterable, Iterator

from brainstormmsp.contract import shape
from brainstormmsp.contract.anatomy import schemas_within
from brainstormmsp.contract.place import Place
from brainstormmsp.stubs.outline import Outline

__all__ = ["REQUEST", "RESPONSE", "Directions"]

REQUEST, RESPONSE = "request", "response"


class Directions:
    """For every schema that an operation or a webhook reaches, the ways its values travel."""

    def __init__(self, outline: Outline) -> None:
        self._ways: dict[tuple[str, str], set[str]] = {}
        self._spread(REQUEST, _requests(outline))
        self._spread(RESPONSE, _responses(outline))

    def of(self, schema: Place) -> frozenset[str]:
        """Return the ways; from the API alone for a schema that nothing reaches."""
        return frozenset(self._ways.get(schema.identity, {RESPONSE}))

    def _spread(self, way: str, roots: Iterable[Place]) -> None:
        waiting = list(roots)
        while waiting:
            schema = waiting.pop()
            ways = self._ways.setdefault(schema.identity, set())
            if way in ways:
                continue
            ways.add(way)
            waiting.extend(below for _, below in schemas_within(schema))
            referred = shape.target(schema)
            if referred is not None:
                waiting.append(referred)


def _requests(outline: Outline) -> Iterator[Place]:
    for operation in outline.operations:
        yield from (each.schema for each in operation.parameters if each.schema is not None)
        if operation.body is not None:
            yield from (schema for _, schema in operation.body.content if schema is not None)


def _responses(outline: Outline) -> Iterator[Place]:
    for operation in outline.operations:
        for response in operation.responses:
            yield from (schema for _, schema in response.content if schema is not None)
            yield from (header.schema for header in response.headers if header.schema is not None)
    yield from (schema for _, schema in outline.payloads)
