"""What the purge promises: the log goes back 30 days, and nothing is left of a deleted webhook."""

from typing import Any

import pytest

from brainstormmsp.webhooks import webhook_purge
from tests.product.webhooks.office import Office
from tests.product.webhooks.receiver import Receiver

DAY = 24 * 3600
TABLES = (
    "webhook_endpoints",
    "webhook_secrets",
    "webhook_deliveries",
    "webhook_payloads",
    "webhook_attempts",
)


def count(office: Office, table: str) -> int:
    rows: list[Any] = office.api.database.read(
        lambda transaction: transaction.connection.execute(f"SELECT * FROM {table}").fetchall()
    )
    return len(rows)


def purge(office: Office) -> None:
    purging, now = webhook_purge(office.api.database), office.api.clock.now()
    while purging.tick(now) == now:
        pass
    purging.close()


def test_deliveries_are_kept_for_30_days(office: Office, endpoint: Receiver) -> None:
    webhook = office.subscribe(endpoint.url)
    office.api.make_client("Old")
    office.work()
    office.api.clock.advance(DAY)
    office.api.make_client("New")
    office.work()
    office.api.clock.advance(29 * DAY)
    purge(office)
    assert len(office.deliveries(webhook)) == 2
    office.api.clock.advance(1)
    purge(office)
    assert len(office.deliveries(webhook)) == 1
    assert [count(office, table) for table in TABLES] == [1, 1, 1, 1, 1]


def test_nothing_is_left_of_a_deleted_webhook(
    office: Office, endpoint: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("brainstormmsp.webhooks.purge._AT_ONCE", 2)
    webhook = office.subscribe(endpoint.url)
    for number in range(5):
        office.api.make_client(f"Client {number}")
    office.work()
    purge(office)
    assert count(office, "webhook_deliveries") == 5
    office.api.delete(f"/webhooks/{webhook['id']}")
    purge(office)
    assert [count(office, table) for table in TABLES] == [0, 0, 0, 0, 0]
