"""Pages of a query, each beginning after the last row of the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select

from contractfirst.contract.problems import BadRequest, Violation
from contractfirst.cursors import CursorMismatch, CursorPosition, decode_cursor, encode_cursor, fingerprint

__all__ = ["CursorPage", "read_cursor_page"]


@dataclass(frozen=True, slots=True)
class CursorPage:
    """Rows, and the cursor of the next page; ``None`` on the last one."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    next_cursor: str | None


def read_cursor_page(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    order_by: ColumnElement[str],
    *,
    limit: int,
    cursor: str | None,
    key: bytes,
    arguments: object = None,
) -> CursorPage:
    """Return up to ``limit`` rows in the order of a unique column, which the query selects.

    Rows that are inserted or deleted meanwhile move no other row to another page. ``key`` (up to 64 bytes)
    protects cursors against forgery; ``arguments`` (JSON-ready) are the list's other parameters, for which
    alone a cursor is valid.

    Raises:
        BadRequest: the cursor is not of this list.
    """
    made_for = fingerprint(arguments)
    if cursor is not None:
        query = query.where(order_by > _position(key, made_for, cursor).id)
    rows = connection.execute(query.order_by(order_by).limit(limit + 1)).all()
    if len(rows) <= limit:
        return CursorPage(rows, None)
    last = rows[limit - 1]._mapping[order_by]
    return CursorPage(rows[:limit], encode_cursor(key, made_for, CursorPosition(None, last)))


def _position(key: bytes, arguments: str, cursor: str) -> CursorPosition:
    try:
        return decode_cursor(key, arguments, cursor)
    except CursorMismatch as error:
        detail = "Send the next_cursor of the page before, with all arguments but limit unchanged."
        violation = Violation("cursor", detail, parameter="cursor")
        raise BadRequest("The parameter cursor is not valid.", errors=[violation]) from error
