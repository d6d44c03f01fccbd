"""What the demo data promises, seen through the API and in the store."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from brainstormmsp.store import Database
from brainstormmsp.store.encryption import Encryption
from brainstormmsp.store.seed import Summary, seed
from contractfirst.clock import ManualClock
from tests.product.handlers.harness import NOW, Api


def dump(database: Database) -> list[str]:
    def lines(connection: object) -> Iterable[str]:
        return connection.iterdump()  # type: ignore[attr-defined, no-any-return]  # sqlite3's own

    return database.read(
        lambda transaction: [
            line
            for line in lines(transaction.connection)
            if "INSERT INTO" in line and '"keyring"' not in line and '"sqlite_' not in line
        ]
    )


def seeded(path: Path, random_seed: int = 1) -> tuple[list[str], Summary]:
    database = Database.open(f"sqlite:///{path}", Encryption([b"a secret of tests"]))
    try:
        summary = seed(database, ManualClock(NOW), random_seed)
        return dump(database), summary
    finally:
        database.close()


def test_the_same_seed_makes_the_same_data(tmp_path: Path) -> None:
    first, _ = seeded(tmp_path / "first.db")
    second, _ = seeded(tmp_path / "second.db")
    other, _ = seeded(tmp_path / "other.db", random_seed=2)
    assert first == second
    assert first != other


def test_seeding_twice_says_so_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    first, made = seeded(path)
    again, nothing = seeded(path)
    assert again == first
    assert nothing.made == {}
    assert "120 clients" in str(made)
    assert "already" in str(nothing)


def test_a_story_that_fails_half_way_leaves_nothing(api: Api) -> None:
    def fail(_story: object) -> dict[str, int]:
        raise ArithmeticError

    before = dump(api.database)
    with pytest.raises(ArithmeticError):
        seed(api.database, api.clock, parts=(fail,))
    assert dump(api.database) == before


@pytest.mark.parametrize(
    ("path", "least"),
    [("/clients", 100), ("/contacts", 250), ("/assets", 700), ("/alerts", 500), ("/tickets", 400)],
)
def test_everything_seeded_is_what_the_contract_documents(api: Api, path: str, least: int) -> None:
    seed(api.database, api.clock)
    rows = api.walk(path, limit=100)
    assert len(rows) >= least
    now = api.clock.now().isoformat().replace("+00:00", "Z")
    assert all(row["created_at"] <= row["updated_at"] <= now for row in rows)
    # The server holds each response against the contract before it sends it.
    for row in rows[:: len(rows) // 20]:
        assert api.get(f"{path}/{row['id']}").status_code == 200


def test_tickets_are_numbered_in_the_order_of_their_creation(api: Api) -> None:
    seed(api.database, api.clock)
    assert api.walk("/tickets", limit=100) == api.walk("/tickets", limit=100, sort="number")
    assert any(api.get(f"/tickets/{row['id']}").json()["notes"] for row in api.walk("/tickets")[:20])


def test_nothing_is_sent_for_what_was_seeded(api: Api) -> None:
    seed(api.database, api.clock)
    assert api.events() == []
