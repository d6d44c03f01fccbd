import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Table, bindparam, select

import brainstormmsp.store
from brainstormmsp.store import AtLeast, Before, Contains, Statement, tables
from brainstormmsp.store.conditions import read_filters, read_search
from brainstormmsp.store.list_plan import ListPlan
from brainstormmsp.store.list_statement import ListShape, list_statement
from brainstormmsp.store.statements import POSTGRESQL, SQLITE, Compiled, ResourceStatements


def module_statements() -> Iterator[Any]:
    for found in pkgutil.walk_packages(brainstormmsp.store.__path__, "brainstormmsp.store."):
        if "migrations" in found.name:
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, Statement):
                yield pytest.param(value, id=f"{found.name}.{name}")


def asked_for(compiled: Compiled) -> list[str]:
    """The parameters that are given; an engine may have constants of its own."""
    return [name for name in compiled.order if name not in compiled.constants]


@pytest.mark.parametrize("statement", list(module_statements()))
def test_every_statement_has_the_same_parameters_in_both_dialects(statement: Statement) -> None:
    sqlite, postgresql = statement.compiled(SQLITE), statement.compiled(POSTGRESQL)
    assert asked_for(sqlite) == asked_for(postgresql)
    assert sqlite.columns == postgresql.columns
    for compiled, mark in ((sqlite, "?"), (postgresql, "%s")):
        assert compiled.sql.count(mark) == len(compiled.order)


RESOURCE_TABLES = [
    table
    for table in tables.metadata.sorted_tables
    if {"organisation_id", "id", "updated_at"} <= set(table.c.keys())
]


@pytest.mark.parametrize("table", RESOURCE_TABLES, ids=lambda table: table.name)
def test_every_resource_has_its_statements_in_both_dialects(table: Table) -> None:
    statements = ResourceStatements(table)
    for statement in (statements.select, statements.insert, statements.delete):
        assert asked_for(statement.compiled(SQLITE)) == asked_for(statement.compiled(POSTGRESQL))
    assert statements.update(("updated_at",)) is statements.update(("updated_at",))


def test_lists_have_the_same_parameters_in_both_dialects() -> None:
    table = tables.clients
    conditions = [
        *read_filters(
            table,
            {
                "status": ["active", "disabled"],
                "tags": Contains("x"),
                "risk_score": AtLeast(1),
                "name": Before("x"),
            },
        ),
        *(read_search("harbor") or []),
    ]
    shapes = tuple(condition.shape(ordinal) for ordinal, condition in enumerate(conditions))
    for ordered in (True, False):
        for indexed in (frozenset[int](), frozenset(range(len(shapes)))):
            plan = ListPlan(indexed, ordered)
            statement = list_statement(ListShape(table, "name", True, shapes, plan, absent=False, after=True))
            assert asked_for(statement.compiled(SQLITE)) == asked_for(statement.compiled(POSTGRESQL))


def test_a_statement_is_compiled_once() -> None:
    statement = Statement(select(tables.clients))
    assert statement.compiled(SQLITE) is statement.compiled(SQLITE)


def test_parameters_are_given_by_name_and_constants_stay() -> None:
    clients = tables.clients
    statement = Statement(
        select(clients.c.id).where(clients.c.status == "active", clients.c.name == bindparam("name"))
    )
    assert statement.compiled(SQLITE).arguments({"name": "Fenwick Legal"}) == ("active", "Fenwick Legal")


def test_a_missing_parameter_is_an_error() -> None:
    statement = Statement(select(tables.clients).where(tables.clients.c.name == bindparam("name")))
    with pytest.raises(KeyError):
        statement.compiled(SQLITE).arguments({})
