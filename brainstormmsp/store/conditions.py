"""Filters of lists: the values that a handler passes, and their SQL.

A condition can be written in two ways: so that an index serves it, and so that it only sifts the rows that
another index brings. Which one is used is decided by the list's plan and not by the engine's guesses, so
the sifting form hides its column from the engine's planner.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Table, bindparam, func, literal, or_, select

from brainstormmsp.store.search import SEARCH, words
from brainstormmsp.store.tables import external_references, search_terms
from contractfirst.timestamps import normalise_timestamp

__all__ = [
    "AtLeast",
    "Before",
    "Condition",
    "Contains",
    "Every",
    "Filter",
    "HasReference",
    "Shape",
    "indexed_parameters",
    "indexed_sql",
    "read_filters",
    "read_search",
    "reference_sql",
    "sifting_parameters",
    "sifting_sql",
    "term_sql",
]

Scalar = str | int | bool

# Greater than every character that a word can contain.
_AFTER_EVERY_WORD = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The column is this value or greater; for times, at or after."""

    value: str | int | None


@dataclass(frozen=True, slots=True)
class Before:
    """The column is less than this value; for times, before.

    A value that is ``moving``, like the time now, may differ from page to page.
    """

    value: str | int | None
    moving: bool = False


@dataclass(frozen=True, slots=True)
class HasReference:
    """The column, a list of external references, has this one, written ``system:id``."""

    value: str | None


@dataclass(frozen=True, slots=True)
class Contains:
    """The column, a list of strings, has this member, or one of these (and is one of its ``members``)."""

    value: str | Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Every:
    """The column meets all of these filters."""

    filters: Sequence["Filter"]


Filter = Every | Scalar | Sequence[Scalar] | AtLeast | Before | Contains | HasReference | None


@dataclass(frozen=True, slots=True)
class Shape:
    """The part of a condition that determines its SQL; ``ordinal`` is its index among the conditions."""

    ordinal: int
    kind: str
    column: str
    count: int

    def parameter(self, position: int = 0) -> str:
        return f"condition_{self.ordinal}_{position}"


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison of one column.

    ``kind`` is equal, any_of, at_least, before, contains, reference or word.
    """

    kind: str
    column: str
    values: tuple[Scalar, ...]
    moving: bool = False

    @property
    def argument(self) -> list[object]:
        """The condition as an argument of the list, the same on each of its pages."""
        return [self.kind, self.column, [] if self.moving else self.values]

    def shape(self, ordinal: int) -> Shape:
        return Shape(ordinal, self.kind, self.column, len(self.values))


def read_filters(table: Table, filters: Mapping[str, Filter]) -> list[Condition]:
    """Return the conditions of the filters in a fixed order; ``None`` is no filter.

    Raises:
        ValueError: a value of a time column is not an RFC 3339 timestamp.
    """
    found = (
        _read_filter(table, column, each) for column in sorted(filters) for each in _each(filters[column])
    )
    return [condition for condition in found if condition is not None]


def read_search(search: str | None) -> list[Condition] | None:
    """Return one condition per word; ``None`` if the search has no word and so finds nothing."""
    if search is None:
        return []
    found = words([search])
    return [Condition("word", "search_text", (word,)) for word in found] or None


def _each(given: Filter) -> Sequence[Filter]:
    return given.filters if isinstance(given, Every) else [given]


def _read_filter(table: Table, column: str, given: Filter) -> Condition | None:
    match given:
        case None | AtLeast(None) | Before(None) | Contains(None) | HasReference(None):
            return None
        case Contains(value):
            assert value is not None
            members = (value,) if isinstance(value, str) else tuple(sorted(set(value)))
            return Condition("contains", column, members)
        case HasReference(value):
            assert value is not None
            system, _, external_id = value.partition(":")
            return Condition("reference", column, (system, external_id))
        case AtLeast(value):
            assert value is not None
            return Condition("at_least", column, (_stored(table, column, value),))
        case Before(value, moving):
            assert value is not None
            return Condition("before", column, (_stored(table, column, value),), moving)
        case str() | int():
            return Condition("equal", column, (_stored(table, column, given),))
        case Sequence():
            values = tuple(sorted({_stored(table, column, value) for value in given}, key=str))
            return Condition("equal" if len(values) == 1 else "any_of", column, values)
        case _:
            raise TypeError(f"{column} cannot be filtered by {type(given).__name__}")


def _stored(table: Table, column: str, value: Scalar) -> Scalar:
    if table.c[column].info.get("stored") == "timestamp":
        return normalise_timestamp(str(value))
    return int(value) if isinstance(value, bool) else value


def indexed_sql(shape: Shape, table: Table) -> ColumnElement[bool]:
    """Return SQL of the condition that uses an index."""
    if shape.kind in {"contains", "word"}:
        return table.c.id.in_(select(search_terms.c.resource_id).where(*term_sql(shape, table)))
    if shape.kind == "reference":
        return table.c.id.in_(select(external_references.c.resource_id).where(*reference_sql(shape, table)))
    return _COMPARISONS[shape.kind](table.c[shape.column], shape)


def sifting_sql(shape: Shape, table: Table) -> ColumnElement[bool]:
    """Return SQL of the condition that uses no index."""
    column = table.c[shape.column]
    if shape.kind in {"contains", "word", "reference"}:
        names = [shape.parameter(position) for position in range(shape.count)]
        return or_(*(column.like(bindparam(name), escape="/") for name in names))
    return _COMPARISONS[shape.kind](func.coalesce(column, column), shape)


def term_sql(shape: Shape, table: Table) -> list[ColumnElement[bool]]:
    """Return SQL that selects the rows of ``search_terms`` for the condition."""
    place: list[ColumnElement[bool]] = [
        search_terms.c.organisation_id == bindparam("organisation_id"),
        search_terms.c.resource == literal(table.name),
        search_terms.c.field == literal(SEARCH if shape.kind == "word" else shape.column),
    ]
    if shape.kind == "contains":
        return [*place, _any_of(search_terms.c.term, shape)]
    return [
        *place,
        search_terms.c.term >= bindparam(shape.parameter(0)),
        search_terms.c.term < bindparam(shape.parameter(1)),
    ]


def reference_sql(shape: Shape, table: Table) -> list[ColumnElement[bool]]:
    """Return which rows of ``external_references`` the condition asks for."""
    return [
        external_references.c.organisation_id == bindparam("organisation_id"),
        external_references.c.resource == literal(table.name),
        external_references.c.system == bindparam(shape.parameter(0)),
        external_references.c.external_id == bindparam(shape.parameter(1)),
    ]


def indexed_parameters(shape: Shape, condition: Condition) -> dict[str, object]:
    """Return the parameters of ``indexed_sql``, ``term_sql`` and ``reference_sql``."""
    values = condition.values
    if condition.kind == "word":
        values = (values[0], f"{values[0]}{_AFTER_EVERY_WORD}")
    return {shape.parameter(position): value for position, value in enumerate(values)}


def sifting_parameters(shape: Shape, condition: Condition) -> dict[str, object]:
    """Return the parameters of ``sifting_sql``."""
    if condition.kind == "word":
        return {shape.parameter(): f"% {condition.values[0]}%"}
    if condition.kind == "contains":
        members = (orjson.dumps(value).decode() for value in condition.values)
        return {shape.parameter(position): f"%{_escaped(member)}%" for position, member in enumerate(members)}
    if condition.kind == "reference":
        system, external_id = condition.values
        # Members of an object come in the order in which they were sent.
        orders = ({"system": system, "id": external_id}, {"id": external_id, "system": system})
        return {
            shape.parameter(position): f"%{_escaped(orjson.dumps(reference).decode())}%"
            for position, reference in enumerate(orders)
        }
    return indexed_parameters(shape, condition)


def _escaped(text: str) -> str:
    for special in "/%_":
        text = text.replace(special, f"/{special}")
    return text


def _any_of(operand: ColumnElement[Any], shape: Shape) -> ColumnElement[bool]:
    return operand.in_([bindparam(shape.parameter(position)) for position in range(shape.count)])


_COMPARISONS: dict[str, Callable[[ColumnElement[object], Shape], ColumnElement[bool]]] = {
    "equal": lambda operand, shape: operand == bindparam(shape.parameter()),
    "any_of": _any_of,
    "at_least": lambda operand, shape: operand >= bindparam(shape.parameter()),
    "before": lambda operand, shape: operand < bindparam(shape.parameter()),
}
