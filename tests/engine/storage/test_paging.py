"""Pages: every row exactly once, also while others write."""

import pytest
from sqlalchemy import delete, insert, select

from contractfirst.contract.problems import BadRequest
from contractfirst.storage import CursorPage, read_cursor_page
from tests.engine.storage.conftest import Fixture, books

KEY = b"k" * 32


def page(fixture: Fixture, limit: int, cursor: str | None = None, arguments: object = None) -> CursorPage:
    with fixture.database.read() as connection:
        return read_cursor_page(
            connection,
            select(books),
            books.c.title,
            limit=limit,
            cursor=cursor,
            key=KEY,
            arguments=arguments,
        )


def add(fixture: Fixture, *titles: str) -> None:
    with fixture.database.write() as connection:
        connection.execute(insert(books), [{"title": title} for title in titles])


def test_pages_visit_every_row_once(fixture: Fixture) -> None:
    add(fixture, *"abcde")
    seen: list[str] = []
    cursor = None
    while True:
        found = page(fixture, 2, cursor)
        seen += [row.title for row in found.rows]
        cursor = found.next_cursor
        if cursor is None:
            break
    assert seen == list("abcde")


def test_a_full_last_page_has_no_next_one(fixture: Fixture) -> None:
    add(fixture, "a", "b")
    assert page(fixture, 2).next_cursor is None
    assert page(fixture, 1).next_cursor is not None


def test_rows_that_come_and_go_move_no_other_row(fixture: Fixture) -> None:
    add(fixture, "b", "c", "d", "e")
    first = page(fixture, 2)
    add(fixture, "a")
    with fixture.database.write() as connection:
        connection.execute(delete(books).where(books.c.title == "c"))
    assert [row.title for row in page(fixture, 2, first.next_cursor).rows] == ["d", "e"]


def test_a_cursor_is_valid_for_its_arguments_alone(fixture: Fixture) -> None:
    add(fixture, "a", "b")
    cursor = page(fixture, 1, arguments=["x"]).next_cursor
    assert [row.title for row in page(fixture, 1, cursor, ["x"]).rows] == ["b"]
    for wrong, arguments in ((cursor, ["y"]), ("forged", ["x"])):
        with pytest.raises(BadRequest) as refusal:
            page(fixture, 1, wrong, arguments)
        assert [violation.parameter for violation in refusal.value.errors] == ["cursor"]
