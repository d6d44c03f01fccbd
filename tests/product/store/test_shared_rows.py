"""What rows that every organisation shares promise."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brainstormmsp.store import AtLeast, Before, Contains, Resource, SharedRows, tables
from brainstormmsp.store.search import search_text, words
from brainstormmsp.store.shared_rows import in_order
from contractfirst.cursors import CursorPosition
from tests.product.store.conftest import Desk, walk

EARLY, LATE = "2026-01-05T00:00:00.000Z", "2026-06-05T00:00:00.000Z"


def row(number: int, **changes: Any) -> dict[str, Any]:
    blank: dict[str, Any] = dict.fromkeys(str(column.name) for column in tables.clients.c)
    name = changes.get("name", f"Shared {number}")
    return {
        **blank,
        "id": f"00000000-0000-7000-8000-{number:012}",
        "name": name,
        "domains": "[]",
        "status": "active",
        "tags": '["legal"]',
        "external_refs": "[]",
        "risk_score": number,
        "search_text": search_text(words([name])),
        "created_at": EARLY,
        "updated_at": EARLY,
        **changes,
    }


def sharing(*rows: dict[str, Any]) -> Resource[Any]:
    return Resource[Any](
        tables.clients,
        singular="client",
        searched=("name",),
        members=("tags",),
        shared=SharedRows(rows),
    )


def names(desk: Desk, clients: Resource[Any], **arguments: Any) -> list[str]:
    return [found["name"] for found in walk(desk, clients, **arguments)]


def test_a_shared_row_is_found_by_every_organisation(desk: Desk) -> None:
    clients = sharing(row(1))
    found = desk.read(lambda scope: clients.get(scope, row(1)["id"]))
    assert (found["name"], found["tags"], found["notes"]) == ("Shared 1", ["legal"], None)
    assert "organisation_id" not in found


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize("sort", ["name", "-name", "created_at", "-created_at", "risk_score", "-risk_score"])
def test_shared_rows_are_listed_among_the_organisations_own(desk: Desk, sort: str, limit: int) -> None:
    clients = sharing(row(1, name="Cedar"), row(2, name="Alder"), row(3, name="Fir", created_at=LATE))
    for name in ("Beech", "Elm", "Alder"):
        desk.write(lambda scope, name=name: clients.insert(scope, {"name": name}))  # type: ignore[misc]  # bound now
    found = walk(desk, clients, sort=sort, limit=limit)
    column = sort.removeprefix("-")
    expected = sorted(found, key=lambda each: (each[column], each["id"]), reverse=sort.startswith("-"))
    assert found == expected
    assert sorted(each["name"] for each in found) == ["Alder", "Alder", "Beech", "Cedar", "Elm", "Fir"]


def test_filters_and_search_judge_shared_rows_as_they_do_stored_ones(desk: Desk) -> None:
    bodies: list[dict[str, Any]] = [
        {"name": "Harbor Dental", "status": "active", "tags": ["legal", "x_y"]},
        {"name": "Harbor Legal", "status": "onboarding", "tags": ["legal"]},
        {"name": "Ridge", "status": "disabled", "tags": []},
    ]
    stored = sharing()
    for body in bodies:
        desk.write(lambda scope, body=body: stored.insert(scope, body))  # type: ignore[misc]  # bound now
    shared = [
        row(number, **{**body, "tags": str(body["tags"]).replace("'", '"')})
        for number, body in enumerate(bodies)
    ]
    both = sharing(*shared)
    questions: list[dict[str, Any]] = [
        {"filters": {"status": "active"}},
        {"filters": {"status": ["onboarding", "disabled"]}},
        {"filters": {"tags": Contains("x_y")}},
        {"filters": {"tags": Contains(["x_y", "legal"])}},
        {"filters": {"tags": Contains(["medical"])}},
        {"filters": {"name": AtLeast("Harbor L")}},
        {"filters": {"name": Before("Harbor L")}},
        {"search": "harb"},
        {"search": "har leg"},
        {"search": "none"},
    ]
    for question in questions:
        alone = names(desk, stored, sort="name", **question)
        assert names(desk, both, sort="name", limit=2, **question) == sorted([*alone, *alone])
    assert names(desk, both, updated_since=LATE) == [body["name"] for body in bodies]


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.tuples(st.none() | st.sampled_from("abc"), st.integers(0, 9)), unique_by=lambda pair: pair[1]
    ),
    st.booleans(),
    st.integers(0, 10),
)
def test_pages_of_shared_rows_visit_each_once(
    pairs: list[tuple[str | None, int]], descending: bool, size: int
) -> None:
    rows = SharedRows(row(number, notes=notes) for notes, number in pairs)
    visited: list[dict[str, Any]] = []
    position = None
    while page := in_order(rows.behind("notes", descending, [], position), "notes", descending)[: size + 1]:
        visited += page
        position = CursorPosition(page[-1]["notes"], page[-1]["id"])
    assert visited == in_order(rows.behind("notes", descending, [], None), "notes", descending)
    assert len(visited) == len(pairs)
    if not descending:
        absent = [each["notes"] is None for each in visited]
        assert absent == sorted(absent, reverse=True)
