"""Read-only rows that all organisations share, held in memory and listed among their own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson

from brainstormmsp.store.conditions import Condition
from contractfirst.cursors import CursorPosition

__all__ = ["SharedRows", "in_order"]

Row = dict[str, Any]


class SharedRows:
    """Rows as the table would store them, without ``organisation_id``."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._by_id = {row["id"]: dict(row) for row in rows}

    def find(self, resource_id: str) -> Row | None:
        """Return a row, or ``None``."""
        return self._by_id.get(resource_id)

    def behind(
        self, sort: str, descending: bool, conditions: Sequence[Condition], position: CursorPosition | None
    ) -> list[Row]:
        """Return the rows that meet every condition, from the start or behind a position, in no order."""
        place = None if position is None else _key(position.value, position.id)
        return [
            row
            for row in self._by_id.values()
            if (place is None or _is_behind(_key(row[sort], row["id"]), place, descending))
            and all(_JUDGES[condition.kind](row[condition.column], condition) for condition in conditions)
        ]


def in_order(rows: Iterable[Row], sort: str, descending: bool) -> list[Row]:
    """Return rows in the order of a list: those without a value first, equals by their ids."""
    return sorted(rows, key=lambda row: _key(row[sort], row["id"]), reverse=descending)


def _key(value: Any, resource_id: str) -> tuple[bool, Any, str]:
    return (value is not None, value, resource_id)


def _is_behind(key: tuple[bool, Any, str], place: tuple[bool, Any, str], descending: bool) -> bool:
    return key < place if descending else key > place


def _contains(value: Any, condition: Condition) -> bool:
    return not set(condition.values).isdisjoint(orjson.loads(value))


def _has_word(value: Any, condition: Condition) -> bool:
    return any(word.startswith(str(condition.values[0])) for word in value.split())


_JUDGES: dict[str, Callable[[Any, Condition], bool]] = {
    "equal": lambda value, condition: value == condition.values[0],
    "any_of": lambda value, condition: value in condition.values,
    "at_least": lambda value, condition: value is not None and value >= condition.values[0],
    "before": lambda value, condition: value is not None and value < condition.values[0],
    "contains": _contains,
    "word": _has_word,
}
