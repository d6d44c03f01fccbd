"""Where a request names things: members of its body and query parameters called like a path's parameter."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Reference", "references", "with_reference"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a body that names a thing: the way to it, and the path parameter that it is called like.

    ``many`` says that it is a list of ids.
    """

    way: tuple[str | int, ...]
    parameter: str
    many: bool = False

    def __str__(self) -> str:
        return "/".join("*" if isinstance(step, int) else step for step in self.way)


def references(body: object, parameters: frozenset[str], allowed: Iterable[str] = ()) -> list[Reference]:
    """Return every reference in a body, and at its top those of ``allowed`` members that it could have."""
    found = list(_found(body, parameters, ()))
    have = {each.way for each in found}
    for name in allowed:
        reference = _named(name, parameters, ())
        if reference is not None and reference.way not in have and isinstance(body, Mapping):
            found.append(reference)
    return found


def _named(name: str, parameters: frozenset[str], way: tuple[str | int, ...]) -> Reference | None:
    if name in parameters:
        return Reference((*way, name), name)
    singular = name.removesuffix("s")
    if name != singular and singular in parameters:
        return Reference((*way, name), singular, many=True)
    return None


def _found(value: object, parameters: frozenset[str], way: tuple[str | int, ...]) -> Iterator[Reference]:
    if isinstance(value, Mapping):
        for name, member in value.items():
            reference = _named(name, parameters, way)
            if reference is not None and isinstance(member, list if reference.many else str):
                yield reference
            else:
                yield from _found(member, parameters, (*way, name))
    elif isinstance(value, list) and value:
        yield from _found(value[0], parameters, (*way, 0))


def with_reference(body: Any, reference: Reference, identifier: str) -> Any:
    """Return a copy of a body in which a reference leads to another thing."""
    value = [identifier] if reference.many else identifier
    return _replaced(body, reference.way, value)


def _replaced(body: Any, way: tuple[str | int, ...], value: object) -> Any:
    if not way:
        return value
    step, rest = way[0], way[1:]
    if isinstance(body, list) and isinstance(step, int):
        return [_replaced(item, rest, value) if number == step else item for number, item in enumerate(body)]
    return {**body, str(step): _replaced(body.get(step), rest, value)}
