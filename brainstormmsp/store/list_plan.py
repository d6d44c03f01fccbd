"""How a list's page is found: over which index, so that its cost does not grow with the organisation.

There are two ways. Either the rows come in the order of the list from an index on the sort column, with
every equality that the index also has served by it, and the rest sifts them; that is quick unless the rest
lets few rows through. Or one condition that lets few rows through brings them all, and they are sorted.
Conditions that the index of the first way does not serve are therefore counted, up to ``FEW``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Table, bindparam, func, select

from brainstormmsp.store.conditions import Condition, Shape, indexed_parameters, indexed_sql, term_sql
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import search_terms
from brainstormmsp.store.transaction import Transaction

__all__ = ["FEW", "Plan", "choose_plan"]

# Sorting this many rows and sifting a million for one in this many both take some milliseconds.
FEW = 2000


@dataclass(frozen=True, slots=True)
class Plan:
    """``indexed`` are the ordinals of the conditions that the index serves.

    ``ordered`` says whether the rows come from it in the order of the list.
    """

    indexed: frozenset[int]
    ordered: bool


def choose_plan(
    transaction: Transaction, table: Table, organisation_id: str, sort: str, conditions: list[Condition]
) -> Plan:
    """Return the quicker way to a page of the list."""
    shapes = tuple(condition.shape(ordinal) for ordinal, condition in enumerate(conditions))
    served = _served_in_order(table, sort, shapes)
    for shape, condition in zip(shapes, conditions, strict=True):
        if shape.ordinal not in served and _has_index(table, shape):
            parameters = indexed_parameters(shape, condition)
            counted = transaction.scalar(
                _count_few(table, shape), {**parameters, "organisation_id": organisation_id, "most": FEW + 1}
            )
            if counted <= FEW:
                return Plan(frozenset({shape.ordinal}), ordered=False)
    return Plan(served, ordered=True)


@lru_cache(maxsize=4096)
def _served_in_order(table: Table, sort: str, shapes: tuple[Shape, ...]) -> frozenset[int]:
    """Return the conditions that the best index in the order of the list serves as well."""
    equal = {shape.column: shape.ordinal for shape in shapes if shape.kind == "equal"}
    bound = [
        shape.ordinal for shape in shapes if shape.column == sort and shape.kind in {"at_least", "before"}
    ]
    best: tuple[str, ...] = ()
    for columns in _index_columns(table):
        leading, ordering = columns[:-2], columns[-2:]
        if ordering == (sort, "id") and set(leading) <= equal.keys() and len(leading) > len(best):
            best = leading
    return frozenset([*(equal[column] for column in best), *bound])


@lru_cache(maxsize=4096)
def _has_index(table: Table, shape: Shape) -> bool:
    return shape.kind in {"contains", "word"} or any(
        columns[0] == shape.column for columns in _index_columns(table)
    )


def _index_columns(table: Table) -> Iterable[tuple[str, ...]]:
    """Return the columns of each index after organisation_id."""
    for index in table.indexes:
        first, *others = (column.name for column in index.columns)
        if first == "organisation_id":
            yield tuple(others)


@lru_cache(maxsize=4096)
def _count_few(table: Table, shape: Shape) -> Statement:
    if shape.kind in {"contains", "word"}:
        found = select(search_terms.c.resource_id).where(*term_sql(shape, table))
    else:
        found = select(table.c.id).where(
            table.c.organisation_id == bindparam("organisation_id"), indexed_sql(shape, table)
        )
        if "deleted_at" in table.c:
            found = found.where(table.c.deleted_at.is_(None))
    return Statement(select(func.count()).select_from(found.limit(bindparam("most")).subquery()))
