"""Keyset pagination: each page is the range of an index behind the last row of the previous page.

In the order of creation a walk visits every item exactly once that is not deleted meanwhile, whatever others
write; by ``updated_at`` ascending it misses no change (see ``change_times``); in any other order it visits
exactly once what keeps its value meanwhile.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Table

from brainstormmsp.store.conditions import (
    AtLeast,
    Condition,
    Filter,
    indexed_parameters,
    read_filters,
    read_search,
    sifting_parameters,
)
from brainstormmsp.store.keyring import CURSOR_KEY, random_key
from brainstormmsp.store.list_plan import choose_plan
from brainstormmsp.store.list_statement import ListShape, list_statement
from brainstormmsp.store.shared_rows import SharedRows, in_order
from brainstormmsp.store.transaction import Transaction
from contractfirst.contract.problems import BadRequest, Violation
from contractfirst.cursors import CursorMismatch, CursorPosition, decode_cursor, encode_cursor, fingerprint

__all__ = ["ListQuery", "Page", "read_page", "read_shared_page"]

Item = TypeVar("Item")
Mapped = TypeVar("Mapped")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The arguments of a list.

    ``sort`` is a column's name, with ``-`` before it for the other direction; rows without a value in it
    come before all others. ``filters`` maps a column to a value, several values of which any will do, or
    ``AtLeast``, ``Before``, ``Contains``; ``None`` is no filter. ``updated_since`` is an RFC 3339 timestamp.
    Each word of ``search`` is the beginning of one of the row's.
    """

    filters: Mapping[str, Filter] = field(default_factory=dict)
    sort: str = "created_at"
    updated_since: str | None = None
    search: str | None = None
    limit: int = 25
    cursor: str | None = None

    @property
    def column(self) -> str:
        """The sort column."""
        return self.sort.removeprefix("-")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """The rows of one page, and the cursor of the next page; ``None`` on the last one."""

    rows: list[Item]
    next_cursor: str | None

    def map(self, function: Callable[[Item], Mapped]) -> "Page[Mapped]":
        """Return the page with ``function`` applied to each row."""
        return Page([function(item) for item in self.rows], self.next_cursor)


def read_page(
    transaction: Transaction,
    table: Table,
    organisation_id: str,
    query: ListQuery,
    shared: SharedRows | None = None,
) -> Page[dict[str, Any]]:
    """Return one page of an organisation's rows, and of the ``shared`` ones among them.

    Raises:
        BadRequest: the cursor was not made for these arguments, or a timestamp is none.
    """

    def rows(conditions: list[Condition], position: CursorPosition | None) -> list[dict[str, Any]]:
        own = _Walk(transaction, table, organisation_id, query, conditions).rows(position)
        if shared is None:
            return own
        descending = query.sort.startswith("-")
        both = [*own, *shared.behind(query.column, descending, conditions, position)]
        return in_order(both, query.column, descending)

    return _page(transaction, table, organisation_id, query, rows)


def read_shared_page(
    transaction: Transaction, table: Table, organisation_id: str, query: ListQuery, shared: SharedRows
) -> Page[dict[str, Any]]:
    """Return one page of rows that are nowhere but in memory; ``table`` says what their columns are.

    Raises:
        BadRequest: as ``read_page``.
    """

    def rows(conditions: list[Condition], position: CursorPosition | None) -> list[dict[str, Any]]:
        descending = query.sort.startswith("-")
        found = shared.behind(query.column, descending, conditions, position)
        return in_order(found, query.column, descending)

    return _page(transaction, table, organisation_id, query, rows)


def _page(
    transaction: Transaction,
    table: Table,
    organisation_id: str,
    query: ListQuery,
    rows_behind: Callable[[list[Condition], CursorPosition | None], list[dict[str, Any]]],
) -> Page[dict[str, Any]]:
    """Return a page of what ``rows_behind`` returns: rows from a position on, one more at least than fit."""
    conditions = _conditions(table, query)
    if conditions is None:
        # What finds nothing has one page, so that no cursor was made for it.
        if query.cursor is not None:
            raise _cursor_refusal()
        return Page([], None)
    key = random_key(transaction, CURSOR_KEY)
    arguments = fingerprint(
        [
            table.name,
            organisation_id,
            query.sort,
            [[condition.kind, condition.column, condition.values] for condition in conditions],
        ]
    )
    position = None if query.cursor is None else _position(key, arguments, query.cursor)
    rows = rows_behind(conditions, position)
    if len(rows) <= query.limit:
        return Page(rows, None)
    rows = rows[: query.limit]
    last = rows[-1]
    return Page(rows, encode_cursor(key, arguments, CursorPosition(last[query.column], last["id"])))


def _conditions(table: Table, query: ListQuery) -> list[Condition] | None:
    search = read_search(query.search)
    if search is None:
        return None
    try:
        since = read_filters(table, {"updated_at": AtLeast(query.updated_since)})
    except ValueError as error:
        raise _refusal("updated_since", "format", "Must be an RFC 3339 timestamp.") from error
    return [*read_filters(table, query.filters), *since, *search]


def _position(key: bytes, arguments: str, cursor: str) -> CursorPosition:
    try:
        return decode_cursor(key, arguments, cursor)
    except CursorMismatch as error:
        raise _cursor_refusal() from error


def _cursor_refusal() -> BadRequest:
    return _refusal(
        "cursor",
        "cursor",
        "Must be the next_cursor of the previous page, with all arguments except limit unchanged.",
    )


def _refusal(parameter: str, code: str, detail: str) -> BadRequest:
    return BadRequest(
        f"The parameter {parameter} is not valid.",
        errors=[Violation(parameter=parameter, code=code, detail=detail)],
    )


class _Walk:
    """One page being read: the statements that it takes and their parameters."""

    def __init__(
        self,
        transaction: Transaction,
        table: Table,
        organisation_id: str,
        query: ListQuery,
        conditions: list[Condition],
    ) -> None:
        self._transaction = transaction
        self._table = table
        self._descending = query.sort.startswith("-")
        self._sort = query.column
        # One row more than the page holds shows whether there is another page.
        self._wanted = query.limit + 1
        self._plan = choose_plan(transaction, table, organisation_id, self._sort, conditions)
        self._shapes = tuple(condition.shape(ordinal) for ordinal, condition in enumerate(conditions))
        self._parameters: dict[str, object] = {"organisation_id": organisation_id}
        for shape, condition in zip(self._shapes, conditions, strict=True):
            served = shape.ordinal in self._plan.indexed
            read = indexed_parameters if served else sifting_parameters
            self._parameters.update(read(shape, condition))

    def rows(self, position: CursorPosition | None) -> list[dict[str, Any]]:
        """Return the rows behind a position, from the start without one, and one row too many."""
        rows: list[dict[str, Any]] = []
        for absent in self._parts():
            if position is not None and absent is not (position.value is None):
                # The page before ended in the other part: this one lies behind it, or was read already.
                if absent is not self._descending:
                    continue
                position = None
            rows += self._part(position, absent=absent, wanted=self._wanted - len(rows))
            position = None
            if len(rows) == self._wanted:
                break
        return rows

    def _parts(self) -> tuple[bool, ...]:
        """Return whether each part of the list, in its order, has the rows without a value to sort by."""
        if not self._table.c[self._sort].nullable:
            return (False,)
        return (False, True) if self._descending else (True, False)

    def _part(self, position: CursorPosition | None, *, absent: bool, wanted: int) -> list[dict[str, Any]]:
        shape = ListShape(
            table=self._table,
            sort=self._sort,
            descending=self._descending,
            conditions=self._shapes,
            plan=self._plan,
            absent=absent,
            after=position is not None,
        )
        parameters = {**self._parameters, "limit": wanted}
        if position is not None:
            parameters |= {"after_value": position.value, "after_id": position.id}
        return self._transaction.all(list_statement(shape), parameters)
