from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brainstormmsp.store import AtLeast, Before, Contains
from brainstormmsp.store.conditions import Filter
from contractfirst.contract.problems import BadRequest
from tests.product.store.conftest import ALERTS, ASSETS, CLIENTS, TICKETS, Desk, WorkScope, walk

START = "2026-11-24T18:17:13.123Z"


def make_assets(
    desk: Desk, client_id: str, assets: list[tuple[str, str, dict[str, Any]]]
) -> list[dict[str, Any]]:
    def insert(scope: WorkScope) -> list[dict[str, Any]]:
        return [
            ASSETS.insert(
                scope,
                {"client_id": client_id, "type": "server", "hostname": hostname, **rest},
                created_at=created_at,
                updated_at=created_at,
            )
            for hostname, created_at, rest in assets
        ]

    return desk.write(insert)


# Few distinct values, so that the sort column often repeats and the id decides.
moments = st.integers(0, 3).map(lambda second: f"2026-11-24T18:17:1{second}.000Z")
seen = st.one_of(st.none(), moments)
assets_strategy = st.lists(
    st.tuples(st.sampled_from(["alpha", "beta", "Gamma"]), moments, seen), min_size=0, max_size=30
)
sorts = st.sampled_from(["created_at", "updated_at", "hostname", "last_seen_at"])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(assets=assets_strategy, sort=sorts, descending=st.booleans(), limit=st.integers(1, 7), data=st.data())
def test_a_walk_visits_every_item_once_in_order_also_while_others_write(
    desk: Desk,
    assets: list[tuple[str, str, dict[str, Any]]],
    sort: str,
    descending: bool,
    limit: int,
    data: st.DataObject,
) -> None:
    client = desk.client(f"Client {desk.ids.new()}")
    made = make_assets(
        desk,
        client["id"],
        [(hostname, created, {"last_seen_at": last} if last else {}) for hostname, created, last in assets],
    )

    def meanwhile() -> None:
        hostname, created, last = data.draw(st.tuples(st.sampled_from(["alpha", "delta"]), moments, seen))
        make_assets(desk, client["id"], [(hostname, created, {"last_seen_at": last} if last else {})])

    walked = walk(
        desk,
        ASSETS,
        meanwhile,
        sort=f"-{sort}" if descending else sort,
        limit=limit,
        filters={"client_id": client["id"]},
    )
    ids = [asset["id"] for asset in walked]
    before = {asset["id"] for asset in made}
    assert len(ids) == len(set(ids))
    assert before <= set(ids)

    def place(asset: dict[str, Any]) -> tuple[bool, str, str]:
        value = asset.get(sort)
        return (value is not None, value or "", asset["id"])

    assert walked == sorted(walked, key=place, reverse=descending)


def test_the_last_page_has_no_cursor(desk: Desk) -> None:
    for number in range(4):
        desk.client(f"Client {number}")
    page = desk.read(lambda scope: CLIENTS.page(scope, limit=4))
    assert len(page.rows) == 4
    assert page.next_cursor is None
    assert desk.read(lambda scope: CLIENTS.page(scope, limit=3)).next_cursor is not None


def test_an_empty_list_is_one_empty_page(desk: Desk) -> None:
    page = desk.read(lambda scope: CLIENTS.page(scope))
    assert (page.rows, page.next_cursor) == ([], None)


def test_a_list_holds_the_organisation_alone(desk: Desk, other_desk: Desk) -> None:
    desk.client("Ours")
    other_desk.client("Theirs")
    assert [client["name"] for client in walk(desk, CLIENTS)] == ["Ours"]
    assert walk(desk, CLIENTS, search="theirs") == []


@pytest.fixture
def cursor(desk: Desk) -> str | None:
    for number in range(5):
        desk.client(f"Client {number}")
    return desk.read(lambda scope: CLIENTS.page(scope, limit=2, sort="name")).next_cursor


def test_a_cursor_goes_on_with_another_limit(desk: Desk, cursor: str) -> None:
    page = desk.read(lambda scope: CLIENTS.page(scope, limit=100, sort="name", cursor=cursor))
    assert [client["name"] for client in page.rows] == ["Client 2", "Client 3", "Client 4"]


@pytest.mark.parametrize(
    "changed",
    [
        {"sort": "-name"},
        {"sort": "created_at"},
        {"search": "client"},
        {"search": "!"},
        {"updated_since": START},
        {"filters": {"status": "active"}},
        {"filters": {"tags": Contains("x")}},
    ],
)
def test_a_cursor_with_changed_arguments_is_refused(desk: Desk, cursor: str, changed: dict[str, Any]) -> None:
    with pytest.raises(BadRequest) as refused:
        desk.read(lambda scope: CLIENTS.page(scope, cursor=cursor, **{"sort": "name", **changed}))
    (violation,) = refused.value.errors
    assert (violation.parameter, violation.code) == ("cursor", "cursor")


def test_a_cursor_of_another_organisation_or_list_is_refused(
    desk: Desk, other_desk: Desk, cursor: str
) -> None:
    with pytest.raises(BadRequest):
        other_desk.read(lambda scope: CLIENTS.page(scope, sort="name", cursor=cursor))
    with pytest.raises(BadRequest):
        desk.read(lambda scope: ASSETS.page(scope, cursor=cursor))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, derandomize=True)
@given(data=st.data())
def test_a_cursor_that_was_tampered_with_is_refused(desk: Desk, cursor: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(cursor) - 1))
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    character = data.draw(st.sampled_from([each for each in alphabet if each != cursor[position]]))
    tampered = cursor[:position] + character + cursor[position + 1 :]
    with pytest.raises(BadRequest):
        desk.read(lambda scope: CLIENTS.page(scope, sort="name", cursor=tampered))


@pytest.mark.parametrize("nonsense", ["", "x", "WzEsImFiYyJd", "====", "é", "A" * 1024])
def test_what_is_no_cursor_is_refused(desk: Desk, nonsense: str) -> None:
    with pytest.raises(BadRequest):
        desk.read(lambda scope: CLIENTS.page(scope, cursor=nonsense))


def test_a_cursor_survives_the_deletion_of_its_row(desk: Desk, cursor: str) -> None:
    client = desk.read(lambda scope: CLIENTS.page(scope, limit=2, sort="name")).rows[-1]
    desk.write(lambda scope: CLIENTS.delete(scope, client["id"]))
    page = desk.read(lambda scope: CLIENTS.page(scope, sort="name", cursor=cursor))
    assert page.rows[0]["name"] == "Client 2"


def test_filters_narrow_together(desk: Desk) -> None:
    desk.client("A", status="active", tags=["x", "y"])
    desk.client("B", status="onboarding", tags=["x"])
    desk.client("C", status="disabled", tags=["y"])

    def names(**filters: Filter) -> list[str]:
        return [client["name"] for client in walk(desk, CLIENTS, filters=filters)]

    assert names(status="active") == ["A"]
    assert names(status=["active", "disabled"]) == ["A", "C"]
    assert names(status=["disabled"]) == ["C"]
    assert names(status=None) == ["A", "B", "C"]
    assert names(tags=Contains("x")) == ["A", "B"]
    assert names(tags=Contains("x"), status="onboarding") == ["B"]
    assert names(tags=Contains(None)) == ["A", "B", "C"]
    assert names(tags=Contains("%")) == []


def test_updated_since_is_inclusive_and_any_spelling_of_a_time(desk: Desk) -> None:
    old = desk.client("Old")
    desk.clock.advance(10)
    new = desk.client("New")
    since = new["updated_at"]

    def names(value: str, sort: str = "created_at") -> list[str]:
        return [c["name"] for c in walk(desk, CLIENTS, updated_since=value, sort=sort, limit=1)]

    assert names(since) == ["New"]
    assert names(since.replace("Z", "+00:00")) == ["New"]
    assert names(old["updated_at"], "-updated_at") == ["New", "Old"]
    assert names(old["updated_at"], "updated_at") == ["Old", "New"]
    with pytest.raises(BadRequest) as refused:
        names("0000-01-01T00:00:00Z")
    assert refused.value.errors[0].parameter == "updated_since"


def test_ranges_narrow(desk: Desk) -> None:
    for seconds in range(3):
        desk.clock.advance(1)
        desk.client(f"Client {seconds}")
    middle = desk.read(lambda scope: CLIENTS.page(scope)).rows[1]["created_at"]

    def names(**filters: Filter) -> list[str]:
        return [client["name"] for client in walk(desk, CLIENTS, filters=filters, limit=1)]

    assert names(created_at=AtLeast(middle)) == ["Client 1", "Client 2"]
    assert names(created_at=Before(middle)) == ["Client 0"]
    assert names(risk_score=AtLeast(1)) == []


def test_search_finds_the_beginnings_of_words_whatever_case_and_accents(desk: Desk) -> None:
    desk.client("Härbor Dental", domains=["harbordental.example"])
    desk.client("Harbor Legal")

    def names(search: str) -> list[str]:
        return [client["name"] for client in walk(desk, CLIENTS, search=search, sort="name")]

    assert names("HARB") == ["Harbor Legal", "Härbor Dental"]
    assert names("dent harb") == ["Härbor Dental"]
    assert names("arbor") == []
    assert names("harbordental.ex") == ["Härbor Dental"]
    assert names("%") == []
    assert names("harbor_legal") == ["Harbor Legal"]


def test_search_follows_changes(desk: Desk) -> None:
    client = desk.client("Harbor Dental", tags=["old"])
    desk.write(lambda scope: CLIENTS.replace(scope, client["id"], {"name": "Fenwick Legal", "tags": ["new"]}))
    assert walk(desk, CLIENTS, search="harbor") == []
    assert len(walk(desk, CLIENTS, search="fenwick")) == 1
    assert walk(desk, CLIENTS, filters={"tags": Contains("old")}) == []
    assert len(walk(desk, CLIENTS, filters={"tags": Contains("new")})) == 1
    desk.write(lambda scope: CLIENTS.delete(scope, client["id"]))
    assert walk(desk, CLIENTS, search="fenwick") == []


def test_rows_without_a_value_are_found_by_no_filter_on_it(desk: Desk) -> None:
    client = desk.client()

    def insert(scope: WorkScope) -> None:
        ALERTS.insert(
            scope,
            {},
            client_id=client["id"],
            title="Impossible travel",
            severity="high",
            source="entra_id",
            raised_at=START,
        )
        TICKETS.insert(scope, {"client_id": client["id"], "subject": "Disk"}, number=1)

    desk.write(insert)
    assert walk(desk, ALERTS, filters={"asset_id": client["id"]}) == []
    assert len(walk(desk, ALERTS, filters={"severity": ["high", "critical"]}, sort="-raised_at")) == 1
    assert walk(desk, TICKETS)[0]["contact_id"] is None


def test_a_walk_takes_every_item_once_when_the_clock_stands_still(desk: Desk) -> None:
    for number in range(20):
        desk.client(f"Client {number}")
    desk.clock.advance(timedelta(days=1).total_seconds())
    names = [client["name"] for client in walk(desk, CLIENTS, limit=3, sort="-updated_at")]
    assert sorted(names) == sorted({f"Client {number}" for number in range(20)})
