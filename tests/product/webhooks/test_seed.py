"""What the demo's webhooks promise: they can be looked at, and what they say was sent fits the contract."""

from datetime import timedelta

import orjson

from brainstormmsp.command_line.seed import STORY
from brainstormmsp.store import parse_timestamp
from brainstormmsp.store.seed import seed
from tests.product.handlers.harness import NOW
from tests.product.webhooks.office import Office


def test_the_demo_has_a_webhook_that_works_and_one_that_was_given_up(office: Office) -> None:
    summary = seed(office.api.database, office.api.clock, parts=STORY)
    assert summary.made["webhooks"] == 2
    old, desk = office.api.walk("/webhooks")
    assert (desk["enabled"], old["enabled"]) == (True, False)
    assert old["disabled_reason"] == "retries_exhausted"
    delivered = office.deliveries(desk)
    assert len(delivered) > 10
    assert {delivery["status"] for delivery in delivered} == {"succeeded"}
    (given_up,) = office.deliveries(old)
    assert (given_up["status"], len(given_up["attempts"])) == ("failed", 10)
    for delivery in [*delivered, given_up]:
        assert parse_timestamp(delivery["created_at"]) <= NOW
        assert parse_timestamp(delivery["updated_at"]) <= NOW + timedelta(minutes=1)
    assert parse_timestamp(old["updated_at"]) <= NOW
    bodies = office.api.database.read(
        lambda transaction: transaction.connection.execute("SELECT body FROM webhook_payloads").fetchall()
    )
    for (body,) in bodies:
        assert office.api.contract.webhooks["ticket.updated"].violations(orjson.loads(body)) == []
