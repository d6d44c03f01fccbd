import re
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table

from brainstormmsp.store import AtLeast, Contains, list_plan, tables
from brainstormmsp.store.conditions import Condition, Filter, read_filters, read_search
from brainstormmsp.store.list_plan import ListPlan, choose_plan
from brainstormmsp.store.list_statement import ListShape, list_statement
from tests.product.store.conftest import ASSETS, CLIENTS, Desk, walk


def list_columns(table: Table) -> list[list[str]]:
    """Return the columns of each index that lists are read by."""
    every = (index.columns.keys() for index in table.indexes if not index.unique)
    return [columns for columns in every if columns[0] == "organisation_id" and columns[-1] == "id"]


LISTS = [
    (table, sort, column)
    for table in (
        tables.clients,
        tables.contacts,
        tables.assets,
        tables.alerts,
        tables.tickets,
        tables.controls,
        tables.evaluations,
        tables.evidence,
        tables.remediations,
        tables.backup_jobs,
        tables.integrations,
        tables.reports,
    )
    for sort in sorted({columns[-2] for columns in list_columns(table)})
    for column in sorted(
        {None, *(columns[1] for columns in list_columns(table) if columns[-2] == sort)} - {sort, "id"},
        key=str,
    )
]


def choose(desk: Desk, table: Table, sort: str, conditions: list[Condition]) -> ListPlan:
    return desk.database.read(
        lambda transaction: choose_plan(transaction, table, desk.organisation_id, sort, conditions)
    )


def explain(
    desk: Desk,
    table: Table,
    sort: str,
    conditions: list[Condition],
    plan: ListPlan,
    *,
    descending: bool = False,
    after: bool = True,
    absent: bool = False,
) -> str:
    shapes = tuple(condition.shape(ordinal) for ordinal, condition in enumerate(conditions))
    statement = list_statement(ListShape(table, sort, descending, shapes, plan, absent, after))
    names = ("organisation_id", "limit", "after_value", "after_id")
    parameters = dict.fromkeys(
        [*names, *(shape.parameter(i) for shape in shapes for i in range(shape.count + 1))], "x"
    )
    return desk.database.read(lambda transaction: transaction.explain(statement, parameters))


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("table", "sort", "column"), LISTS, ids=str)
def test_every_page_is_a_range_of_an_index(
    desk: Desk, table: Table, sort: str, column: str | None, after: bool, descending: bool
) -> None:
    conditions = read_filters(table, {} if column is None else {column: "x"})
    plan = choose(desk, table, sort, conditions)
    assert plan == ListPlan(frozenset(range(len(conditions))), ordered=True)
    for absent in (False, True) if table.c[sort].nullable else (False,):
        explained = explain(
            desk, table, sort, conditions, plan, descending=descending, after=after, absent=absent
        )
        assert re.match(f"SEARCH {table.name} USING INDEX (ix|uq)_{table.name}_", explained)
        assert "TEMP B-TREE" not in explained
        if after:
            place = "id" if absent else rf"\({sort},id\)|number|identifier"
            assert re.search(f"({place}){'<' if descending else '>'}", explained)


@pytest.mark.parametrize("sort", ["updated_at", "-updated_at"])
def test_updated_since_is_a_bound_of_its_own_order(desk: Desk, sort: str) -> None:
    conditions = read_filters(tables.assets, {"updated_at": AtLeast("2026-11-24T18:17:13.123Z")})
    plan = ListPlan(frozenset({0}), ordered=True)
    for after in (False, True):
        explained = explain(
            desk, tables.assets, "updated_at", conditions, plan, descending=sort[0] == "-", after=after
        )
        assert "ix_assets_updated_at" in explained
        assert "TEMP B-TREE" not in explained


def test_few_matches_are_found_by_their_own_index_and_sorted(desk: Desk) -> None:
    for number in range(30):
        desk.client(f"Client {number}", tags=["rare"] if number == 7 else [])
    cases: list[tuple[dict[str, Filter], str]] = [
        ({"tags": Contains("rare")}, "search_terms"),
        ({"status": ["disabled", "archived"]}, "ix_clients_status_created_at"),
    ]
    for given_, index in cases:
        conditions = read_filters(tables.clients, given_)
        plan = choose(desk, tables.clients, "name", conditions)
        assert plan == ListPlan(frozenset({0}), ordered=False)
        assert index in explain(desk, tables.clients, "name", conditions, plan)


def test_many_matches_are_sifted_in_the_order_of_the_list(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_plan, "FEW", 10)
    for number in range(30):
        desk.client(f"Client {number}", tags=["common"])
    for conditions in (
        read_filters(tables.clients, {"tags": Contains("common")}),
        read_filters(tables.clients, {"status": ["active", "disabled"]}),
        read_search("client") or [],
    ):
        plan = choose(desk, tables.clients, "name", conditions)
        assert plan == ListPlan(frozenset(), ordered=True)
        assert "ix_clients_name" in explain(desk, tables.clients, "name", conditions, plan)


@pytest.mark.parametrize("rare", ["status", "type"])
def test_of_two_filters_the_index_of_the_rarer_serves(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, rare: str
) -> None:
    monkeypatch.setattr(list_plan, "FEW", 0)
    client = desk.client()
    for number in range(12):
        found = {"type": "cloud", "status": "inactive", rare: ["server", "active"][rare == "status"]}
        if number < 3:
            found = {"type": "server", "status": "active", rare: ["cloud", "inactive"][rare == "status"]}
        body = {"client_id": client["id"], "hostname": f"host-{number}", **found}
        desk.write(partial(ASSETS.insert, body=body))
    conditions = read_filters(tables.assets, {"type": "cloud", "status": "inactive"})
    plan = choose(desk, tables.assets, "created_at", conditions)
    (served,) = plan.indexed
    assert (conditions[served].column, plan.ordered) == (rare, True)
    assert f"ix_assets_{rare}_created_at" in explain(desk, tables.assets, "created_at", conditions, plan)


tags = st.lists(st.sampled_from(["a", "b", "c"]), unique=True)
rows = st.lists(
    st.tuples(st.sampled_from(["active", "onboarding", "disabled"]), tags, st.sampled_from(["red", "blue"])),
    max_size=15,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    rows=rows,
    few=st.sampled_from([0, 2, 1000]),
    status=st.one_of(st.none(), st.lists(st.sampled_from(["active", "disabled"]), min_size=1, unique=True)),
    tag=st.one_of(st.none(), st.sampled_from(["a", "c"])),
    word=st.one_of(st.none(), st.sampled_from(["red", "bl", "client r"])),
    sort=st.sampled_from(["created_at", "-created_at", "name", "-updated_at"]),
)
def test_every_plan_finds_the_same_rows(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    rows: list[tuple[str, list[str], str]],
    few: int,
    status: list[str] | None,
    tag: str | None,
    word: str | None,
    sort: str,
) -> None:
    monkeypatch.setattr(list_plan, "FEW", few)
    batch = desk.ids.new()
    made = [
        desk.client(f"Client {colour} {batch} {number}", status=row_status, tags=row_tags)
        for number, (row_status, row_tags, colour) in enumerate(rows)
    ]
    expected = {
        client["id"]
        for client, (row_status, row_tags, colour) in zip(made, rows, strict=True)
        if (status is None or row_status in status)
        and (tag is None or tag in row_tags)
        and (word is None or colour.startswith(word.removeprefix("client ")))
    }
    found = walk(
        desk,
        CLIENTS,
        filters={"status": status, "tags": Contains(tag)},
        search=f"{word or ''} {batch}",
        sort=sort,
        limit=4,
    )
    assert {client["id"] for client in found} == expected
    assert len(found) == len(expected)
    key = sort.removeprefix("-")
    places = [(client[key], client["id"]) for client in found]
    assert places == sorted(places, reverse=sort.startswith("-"))
