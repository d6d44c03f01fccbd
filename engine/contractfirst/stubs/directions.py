"""Which way values of each schema travel: to the API, from it, or both."""

from collections.abc import Iterable, Iterator

from contractfirst.contract.place import Place
from contractfirst.stubs.outline import Outline

__all__ = ["REQUEST", "RESPONSE", "Directions"]

REQUEST, RESPONSE = "request", "response"


class Directions:
    """For every schema that an operation or a webhook reaches, the ways its values travel."""

    def __init__(self, outline: Outline) -> None:
        # Schemas are told apart by the identity of their data, which the document keeps: it takes far
        # less than to spell the pointer of each.
        self._ways: dict[int, set[str]] = {}
        self._targets: dict[tuple[int, str], Place | None] = {}
        self._spread(REQUEST, _requests(outline))
        self._spread(RESPONSE, _responses(outline))

    def of(self, schema: Place) -> frozenset[str]:
        """Return the ways; from the API alone for a schema that nothing reaches."""
        return frozenset(self._ways.get(id(schema.value), {RESPONSE}))

    def _spread(self, way: str, roots: Iterable[Place]) -> None:
        waiting: list[tuple[Place, object]] = [(root, root.value) for root in roots]
        while waiting:
            holder, value = waiting.pop()
            if isinstance(value, list):
                waiting.extend((holder, below) for below in value)
                continue
            if not isinstance(value, dict):
                continue
            ways = self._ways.setdefault(id(value), set())
            if way in ways:
                continue
            ways.add(way)
            waiting.extend((holder, below) for below in value.values() if isinstance(below, dict | list))
            reference = value.get("$ref")
            if isinstance(reference, str):
                target = self._target(holder, reference)
                if target is not None:
                    waiting.append((target, target.value))

    def _target(self, holder: Place, reference: str) -> Place | None:
        key = id(holder.document), reference
        if key not in self._targets:
            self._targets[key] = Place(holder.document, holder.pointer, {"$ref": reference}).target()
        return self._targets[key]


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
