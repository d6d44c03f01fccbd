"""Makes data small enough: long texts and lists lose their ends, the largest first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

__all__ = ["shorten"]

# Shorter texts are names, identifiers and the like, which would be broken rather than shortened.
_KEPT_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class _Part:
    """A text or list within the data; ``size`` is its own, in bytes, without long texts inside of it."""

    value: str | list[Any]
    size: int
    put: Callable[[Any], None]


def shorten(data: dict[str, Any], limit: int) -> dict[str, Any] | None:
    """Return the data in at most ``limit`` bytes of JSON, ``None`` when no cut makes it that small.

    Texts keep their first 200 characters at least; lists may become empty.
    """
    if _size(data) <= limit:
        return data
    shortened: dict[str, Any] = orjson.loads(orjson.dumps(data))
    while (excess := _size(shortened) - limit) > 0:
        largest = max(_parts(shortened), key=lambda part: part.size, default=None)
        if largest is None:
            return None
        if isinstance(largest.value, str):
            largest.put(_cut_text(largest.value, excess))
        else:
            largest.put(_cut_list(largest.value, excess))
    return shortened


def _parts(container: dict[str, Any] | list[Any]) -> Iterator[_Part]:
    """Yield everything in an object or list that can be cut."""
    entries = container.items() if isinstance(container, dict) else enumerate(container)
    for key, value in list(entries):

        def put(cut: Any, key: Any = key) -> None:
            container[key] = cut

        if isinstance(value, str) and len(value) > _KEPT_CHARACTERS:
            yield _Part(value, _size(value), put)
        elif isinstance(value, dict):
            yield from _parts(value)
        elif isinstance(value, list) and value:
            inside = list(_parts(value))
            yield from inside
            yield _Part(value, _size(value) - sum(part.size for part in inside), put)


def _cut_text(text: str, excess: int) -> str:
    """Return the longest beginning that is ``excess`` bytes shorter as JSON, 200 characters at least."""
    wanted = _size(text) - excess
    low, high = _KEPT_CHARACTERS, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _size(text[:middle]) <= wanted:
            low = middle
        else:
            high = middle - 1
    return text[:low]


def _cut_list(items: list[Any], excess: int) -> list[Any]:
    kept = list(items)
    while kept and excess > 0:
        excess -= _size(kept.pop()) + 1
    return kept


def _size(value: object) -> int:
    return len(orjson.dumps(value))
