"""The plan of a list's page: which index to use, so that its cost does not grow with the organisation.

There are two ways. Either the rows come in the order of the list from an index on the sort column, with
every equality that the index also has served by it, and the rest sifts them; that is quick unless the rest
lets few rows through. Or one condition that lets few rows through brings them all, and they are sorted.
Conditions that the index of the first way does not serve are therefore counted, up to ``FEW``. Where several
indexes are in the order of the list, the one whose equality lets fewest rows through leaves least to be
sifted; they are counted up to ``SEVERAL``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Table, bindparam, func, select

from brainstormmsp.store.conditions import (
    Condition,
    Shape,
    indexed_parameters,
    indexed_sql,
    reference_sql,
    term_sql,
)
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import external_references, search_terms
from brainstormmsp.store.transaction import Transaction

__all__ = ["DELETED_PLAN", "FEW", "SEVERAL", "ListPlan", "choose_plan"]

# Sorting this many rows and sifting a million for one in this many both take some milliseconds.
FEW = 2000
# Counting stops here; counting this many rows takes half a millisecond.
SEVERAL = 10_000


@dataclass(frozen=True, slots=True)
class ListPlan:
    """``indexed`` are the ordinals of the conditions that the index serves.

    ``ordered`` says whether the rows come from it in the order of the list.
    """

    indexed: frozenset[int]
    ordered: bool


# The deleted rows of the latest months are read by an index of their own, filtered and sorted.
DELETED_PLAN = ListPlan(frozenset(), ordered=False)


def choose_plan(
    transaction: Transaction, table: Table, organisation_id: str, sort: str, conditions: list[Condition]
) -> ListPlan:
    """Return the cheaper plan for a page of the list."""
    shapes = tuple(condition.shape(ordinal) for ordinal, condition in enumerate(conditions))

    def counted(ordinal: int, most: int) -> int:
        parameters = indexed_parameters(shapes[ordinal], conditions[ordinal])
        count: int = transaction.scalar(
            _count(table, shapes[ordinal]),
            {**parameters, "organisation_id": organisation_id, "most": most + 1},
        )
        return count

    served, *others = _served_in_order(table, sort, shapes)
    if others:
        served = min(
            (served, *others), key=lambda each: min(counted(ordinal, SEVERAL) for ordinal in each.equal)
        )
    indexed = served.equal | served.bound
    for shape in shapes:
        if shape.ordinal not in indexed and _has_index(table, shape) and counted(shape.ordinal, FEW) <= FEW:
            return ListPlan(frozenset({shape.ordinal}), ordered=False)
    return ListPlan(indexed, ordered=True)


@dataclass(frozen=True, slots=True)
class _Served:
    """The conditions that an index in the order of the list serves: equalities, and bounds of the sort."""

    equal: frozenset[int]
    bound: frozenset[int]


@lru_cache(maxsize=4096)
def _served_in_order(table: Table, sort: str, shapes: tuple[Shape, ...]) -> tuple[_Served, ...]:
    """Return what the best indexes in the order of the list serve: those with most equalities."""
    equal = {shape.column: shape.ordinal for shape in shapes if shape.kind == "equal"}
    bound = frozenset(
        shape.ordinal for shape in shapes if shape.column == sort and shape.kind in {"at_least", "before"}
    )
    leading = {columns[:-2] for columns in _index_columns(table) if columns[-2:] == (sort, "id")}
    usable = [columns for columns in sorted(leading) if set(columns) <= equal.keys()]
    most = max(map(len, usable), default=0)
    best = [columns for columns in usable if len(columns) == most] or [()]
    return tuple(_Served(frozenset(equal[column] for column in columns), bound) for columns in best)


@lru_cache(maxsize=4096)
def _has_index(table: Table, shape: Shape) -> bool:
    return shape.kind in {"contains", "word", "reference"} or any(
        columns[0] == shape.column for columns in _index_columns(table)
    )


def _index_columns(table: Table) -> Iterable[tuple[str, ...]]:
    """Return the columns of each index after organisation_id."""
    for index in table.indexes:
        first, *others = (column.name for column in index.columns)
        if first == "organisation_id":
            yield tuple(others)


@lru_cache(maxsize=4096)
def _count(table: Table, shape: Shape) -> Statement:
    if shape.kind in {"contains", "word"}:
        found = select(search_terms.c.resource_id).where(*term_sql(shape, table))
    elif shape.kind == "reference":
        found = select(external_references.c.resource_id).where(*reference_sql(shape, table))
    else:
        found = select(table.c.id).where(
            table.c.organisation_id == bindparam("organisation_id"), indexed_sql(shape, table)
        )
        if "deleted_at" in table.c:
            found = found.where(table.c.deleted_at.is_(None))
    return Statement(select(func.count()).select_from(found.limit(bindparam("most")).subquery()))
