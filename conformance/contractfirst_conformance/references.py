"""References in a request: body properties and query parameters named like a path parameter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contractfirst.contract import shape
from contractfirst.contract.place import Place

__all__ = ["BodyReference", "references", "with_reference"]


@dataclass(frozen=True, slots=True)
class BodyReference:
    """A reference in a body: the way to it, and the path parameter that it is named like.

    ``many`` says that it is a list of ids.
    """

    way: tuple[str | int, ...]
    parameter: str
    many: bool = False

    def __str__(self) -> str:
        return "/".join("*" if isinstance(step, int) else step for step in self.way)


def references(
    body: object, parameters: frozenset[str], members: Mapping[str, Place] | None = None
) -> list[BodyReference]:
    """Return every reference that a body has, and those that it could have by the schemas of its members.

    Of a list the first item is looked at, for its items are alike.
    """
    return list(_found(body, parameters, members or {}, ()))


def _found(
    value: object, parameters: frozenset[str], members: Mapping[str, Place], way: tuple[str | int, ...]
) -> Iterator[BodyReference]:
    if not isinstance(value, Mapping):
        return
    for name in dict.fromkeys([*value, *members]):
        member, schema = value.get(name), members.get(name)
        reference = _named(name, parameters, way)
        if reference is not None and (
            schema is not None or isinstance(member, list if reference.many else str)
        ):
            yield reference
        elif isinstance(member, Mapping):
            below = shape.properties(schema) if schema is not None else {}
            yield from _found(member, parameters, below, (*way, name))
        elif isinstance(member, list) and member:
            item = shape.item_of(schema) if schema is not None else None
            below = shape.properties(item) if item is not None else {}
            yield from _found(member[0], parameters, below, (*way, name, 0))


def _named(name: str, parameters: frozenset[str], way: tuple[str | int, ...]) -> BodyReference | None:
    if name in parameters:
        return BodyReference((*way, name), name)
    singular = name.removesuffix("s")
    if name != singular and singular in parameters:
        return BodyReference((*way, name), singular, many=True)
    return None


def with_reference(body: Any, reference: BodyReference, *identifiers: str) -> Any:
    """Return a copy of a body with another id, or several, in a reference."""
    value = list(identifiers) if reference.many else identifiers[-1]
    return _replaced(body, reference.way, value)


def _replaced(body: Any, way: tuple[str | int, ...], value: object) -> Any:
    if not way:
        return value
    step, rest = way[0], way[1:]
    if isinstance(body, list) and isinstance(step, int):
        return [_replaced(item, rest, value) if number == step else item for number, item in enumerate(body)]
    return {**body, str(step): _replaced(body.get(step), rest, value)}
