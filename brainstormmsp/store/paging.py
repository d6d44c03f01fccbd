"""Keyset pagination: each page is the range of an index behind the last row of the previous page.

In the order of creation a walk visits every item exactly once that is not deleted meanwhile, whatever others
write; by ``updated_at`` ascending it misses no change (see ``change_times``); in any other order it visits
exactly once what keeps its value meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Table

from brainstormmsp.store.conditions import Condition, indexed_parameters, sifting_parameters
from brainstormmsp.store.keyring import CURSOR_KEY, random_key
from brainstormmsp.store.list_plan import DELETED_PLAN, choose_plan
from brainstormmsp.store.list_query import ListQuery, invalid_parameter
from brainstormmsp.store.list_statement import ListShape, count_statement, list_statement
from brainstormmsp.store.shared_rows import SharedRows, in_order
from brainstormmsp.store.transaction import Transaction
from contractfirst.contract.problems import BadRequest
from contractfirst.cursors import CursorMismatch, CursorPosition, decode_cursor, encode_cursor, fingerprint

__all__ = ["Page", "read_page", "read_shared_page"]

Item = TypeVar("Item")
Mapped = TypeVar("Mapped")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """The rows of one page, and the cursor of the next page; ``None`` on the last one.

    ``total`` is the number of rows on all pages, if the query asks for it.
    """

    rows: list[Item]
    next_cursor: str | None
    total: int | None = None

    def map(self, function: Callable[[Item], Mapped]) -> "Page[Mapped]":
        """Return the page with ``function`` applied to each row."""
        return Page([function(item) for item in self.rows], self.next_cursor, self.total)


class _Source(Protocol):
    """Where rows of a list come from."""

    def rows(self, position: CursorPosition | None) -> list[dict[str, Any]]:
        """Return rows behind a position, from the start without one: one more than a page, if there are."""

    def count(self) -> int:
        """Return the number of rows."""


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

    def sources(conditions: list[Condition]) -> list[_Source]:
        found: list[_Source] = [_Walk(transaction, table, organisation_id, query, conditions)]
        if query.deleted_since is not None:
            found.append(_Walk(transaction, table, organisation_id, query, conditions, deleted=True))
        if shared is not None:
            found.append(_Shared(shared, query, conditions))
        return found

    return _page(transaction, table, organisation_id, query, sources)


def read_shared_page(
    transaction: Transaction, table: Table, organisation_id: str, query: ListQuery, shared: SharedRows
) -> Page[dict[str, Any]]:
    """Return one page of rows that are nowhere but in memory; ``table`` says what their columns are.

    Raises:
        BadRequest: as ``read_page``.
    """

    def sources(conditions: list[Condition]) -> list[_Source]:
        return [_Shared(shared, query, conditions)]

    return _page(transaction, table, organisation_id, query, sources)


def _page(
    transaction: Transaction,
    table: Table,
    organisation_id: str,
    query: ListQuery,
    sources_of: Callable[[list[Condition]], list[_Source]],
) -> Page[dict[str, Any]]:
    conditions = query.conditions(table)
    if conditions is None:
        # What finds nothing has one page, so that no cursor was made for it.
        if query.cursor is not None:
            raise _wrong_cursor()
        return Page([], None, 0 if query.include_total else None)
    key = random_key(transaction, CURSOR_KEY)
    arguments = fingerprint(
        [
            table.name,
            organisation_id,
            query.sort,
            query.deleted_since is not None,
            query.include_total,
            [condition.argument for condition in conditions],
        ]
    )
    position = None if query.cursor is None else _position(key, arguments, query.cursor)
    sources = sources_of(conditions)
    rows = [row for source in sources for row in source.rows(position)]
    if len(sources) > 1:
        rows = in_order(rows, query.column, query.descending)
    total = sum(source.count() for source in sources) if query.include_total else None
    if len(rows) <= query.limit:
        return Page(rows, None, total)
    rows = rows[: query.limit]
    last = rows[-1]
    next_cursor = encode_cursor(key, arguments, CursorPosition(last[query.column], last["id"]))
    return Page(rows, next_cursor, total)


def _position(key: bytes, arguments: str, cursor: str) -> CursorPosition:
    try:
        return decode_cursor(key, arguments, cursor)
    except CursorMismatch as error:
        raise _wrong_cursor() from error


def _wrong_cursor() -> BadRequest:
    return invalid_parameter(
        "cursor",
        "cursor",
        "Must be the next_cursor of the previous page, with all arguments except limit unchanged.",
    )


class _Shared:
    """Rows in memory as a source."""

    def __init__(self, shared: SharedRows, query: ListQuery, conditions: list[Condition]) -> None:
        self._shared = shared
        self._query = query
        self._conditions = conditions

    def rows(self, position: CursorPosition | None) -> list[dict[str, Any]]:
        query = self._query
        found = self._shared.behind(query.column, query.descending, self._conditions, position)
        return in_order(found, query.column, query.descending)

    def count(self) -> int:
        return len(self.rows(None))


class _Walk:
    """One page being read: the statements that it takes and their parameters."""

    def __init__(
        self,
        transaction: Transaction,
        table: Table,
        organisation_id: str,
        query: ListQuery,
        conditions: list[Condition],
        *,
        deleted: bool = False,
    ) -> None:
        self._transaction = transaction
        self._table = table
        self._deleted = deleted
        self._descending = query.descending
        self._sort = query.column
        # One row more than the page holds shows whether there is another page.
        self._wanted = query.limit + 1
        self._plan = (
            DELETED_PLAN
            if deleted
            else choose_plan(transaction, table, organisation_id, self._sort, conditions)
        )
        self._shapes = tuple(condition.shape(ordinal) for ordinal, condition in enumerate(conditions))
        self._parameters: dict[str, object] = {"organisation_id": organisation_id}
        if deleted:
            self._parameters["deleted_since"] = query.deleted_since
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

    def count(self) -> int:
        """Return the number of rows on all pages."""
        statement = count_statement(self._shape(absent=False, after=False))
        return int(self._transaction.scalar(statement, self._parameters))

    def _part(self, position: CursorPosition | None, *, absent: bool, wanted: int) -> list[dict[str, Any]]:
        parameters = {**self._parameters, "limit": wanted}
        if position is not None:
            parameters |= {"after_value": position.value, "after_id": position.id}
        shape = self._shape(absent=absent, after=position is not None)
        return self._transaction.all(list_statement(shape), parameters)

    def _shape(self, *, absent: bool, after: bool) -> ListShape:
        return ListShape(
            table=self._table,
            sort=self._sort,
            descending=self._descending,
            conditions=self._shapes,
            plan=self._plan,
            absent=absent,
            after=after,
            deleted=self._deleted,
        )
