"""What the pages of a list return while others write, by sort order (the contract's section Lists)."""

from collections import Counter
from typing import Any

import pytest

from tests.product.store.conftest import CLIENTS, Desk, walk

NAMES = ["alder", "birch", "cedar", "dogwood", "elm", "fir"]


def rename(desk: Desk, client: dict[str, Any], name: str) -> None:
    desk.write(lambda scope: CLIENTS.update(scope, client["id"], name=name))


def walk_with_changes(desk: Desk, sort: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what the pages had and what there was before; the clock stands still."""
    made = [desk.client(name) for name in NAMES]
    changes = iter([(made[0], "zelkova"), (made[5], "acacia"), (made[1], "birch two"), (made[0], "alder")])

    def meanwhile() -> None:
        client, name = next(changes, (None, ""))
        if client is not None:
            rename(desk, client, name)

    return walk(desk, CLIENTS, meanwhile, sort=sort, limit=1), made


@pytest.mark.parametrize("sort", ["created_at", "-created_at"])
def test_in_the_order_of_creation_every_item_comes_exactly_once(desk: Desk, sort: str) -> None:
    walked, made = walk_with_changes(desk, sort)
    assert Counter(client["id"] for client in walked) == Counter(client["id"] for client in made)


def test_by_updated_at_no_change_is_missed_within_one_millisecond(desk: Desk) -> None:
    walked, made = walk_with_changes(desk, "updated_at")
    latest = {client["id"]: client for client in walked}
    assert latest == {client["id"]: client for client in walk(desk, CLIENTS)}
    assert len(latest) == len(made)


@pytest.mark.parametrize("sort", ["name", "-name", "-updated_at", "risk_score"])
def test_in_other_orders_what_keeps_its_key_comes_exactly_once(desk: Desk, sort: str) -> None:
    walked, made = walk_with_changes(desk, sort)
    counts = Counter(client["id"] for client in walked)
    assert [counts[client["id"]] for client in made[2:5]] == [1, 1, 1]


def test_a_later_change_has_a_later_time_when_the_clock_is_set_back(desk: Desk) -> None:
    first, second = desk.client("alder"), desk.client("birch")
    assert first["updated_at"] < second["updated_at"]
    desk.clock.advance(-10)
    rename(desk, first, "cedar")
    third = desk.client("dogwood")
    times = [client["updated_at"] for client in walk(desk, CLIENTS, sort="updated_at")]
    assert times == sorted(set(times))
    assert [client["id"] for client in walk(desk, CLIENTS, sort="updated_at")] == [
        second["id"],
        first["id"],
        third["id"],
    ]


def test_changes_of_one_transaction_share_their_time(desk: Desk) -> None:
    desk.client("alder")
    one, other = desk.write(
        lambda scope: [CLIENTS.insert(scope, {"name": name}) for name in ("birch", "cedar")]
    )
    assert one["updated_at"] == other["updated_at"]
