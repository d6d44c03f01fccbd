"""The statement that reads one page of a list; one per shape, compiled once."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Table, asc, bindparam, desc, func, select, tuple_

from brainstormmsp.store.conditions import Shape, indexed_sql, sifting_sql
from brainstormmsp.store.list_plan import ListPlan
from brainstormmsp.store.statements import Statement

__all__ = ["ListShape", "count_statement", "list_statement"]


@dataclass(frozen=True, slots=True)
class ListShape:
    """The properties of a list that determine the SQL of a page.

    Rows without a value in the sort column are read by a statement of their own (``absent``), so that either
    is a range over an index, and engines need not agree on where they belong. ``after`` says whether the page
    starts behind a row; ``deleted`` whether the rows are deleted ones.
    """

    table: Table
    sort: str
    descending: bool
    conditions: tuple[Shape, ...]
    plan: ListPlan
    absent: bool
    after: bool
    deleted: bool = False


@lru_cache(maxsize=2048)
def list_statement(shape: ListShape) -> Statement:
    """Return the statement.

    Its parameters are organisation_id, limit, after_value and after_id, and those of the conditions.
    """
    table = shape.table
    identifier: ColumnElement[str] = table.c.id
    key: ColumnElement[object] = table.c[shape.sort]
    if not shape.plan.ordered:
        # The rows come from another index: prevent the engine from choosing this one.
        identifier, key = func.coalesce(identifier, identifier), func.coalesce(key, key)
    query = select(table).where(*_conditions(shape))
    direction = desc if shape.descending else asc
    if table.c[shape.sort].nullable:
        query = query.where(key.is_(None) if shape.absent else key.is_not(None))
    if shape.absent:
        place, mark = tuple_(identifier), tuple_(bindparam("after_id"))
        query = query.order_by(direction(identifier))
    else:
        place, mark = tuple_(key, identifier), tuple_(bindparam("after_value"), bindparam("after_id"))
        query = query.order_by(direction(key), direction(identifier))
    if shape.after:
        query = query.where(place < mark if shape.descending else place > mark)
    return Statement(query.limit(bindparam("limit")))


@lru_cache(maxsize=1024)
def count_statement(shape: ListShape) -> Statement:
    """Return the statement that counts the rows on all pages; its parameters are those of the conditions."""
    return Statement(select(func.count()).select_from(shape.table).where(*_conditions(shape)))


def _conditions(shape: ListShape) -> list[ColumnElement[bool]]:
    table = shape.table
    found = [table.c.organisation_id == bindparam("organisation_id")]
    if shape.deleted:
        since: ColumnElement[str] = bindparam("deleted_since")
        # A deletion is the last change, so the bound of updated_at, which the index has, says no more.
        found += [table.c.deleted_at.is_not(None), table.c.deleted_at >= since, table.c.updated_at >= since]
    elif "deleted_at" in table.c:
        found.append(table.c.deleted_at.is_(None))
    for condition in shape.conditions:
        served = condition.ordinal in shape.plan.indexed and not _implied(shape, condition)
        found.append((indexed_sql if served else sifting_sql)(condition, table))
    return found


def _implied(shape: ListShape, condition: Shape) -> bool:
    """Return whether starting behind a row says more than the condition does.

    An engine that had to choose between the two as the start of its range could choose the wrong one.
    """
    return (
        shape.after
        and condition.column == shape.sort
        and condition.kind == ("before" if shape.descending else "at_least")
    )
