"""What shares promise: nobody takes the place of others."""

from brainstormmsp.store.webhook_queue import ClaimedDelivery, DueWebhook
from brainstormmsp.webhooks.fairness import DeliveryShares, grant

SHARES = DeliveryShares(together=10, organisation=6, webhook=3)


def due(organisation: str, webhook: str, at: str = "2026-11-24T09:30:00.000Z") -> DueWebhook:
    return DueWebhook(organisation, webhook, at)


def flying(organisation: str, webhook: str) -> ClaimedDelivery:
    return ClaimedDelivery(organisation, "d", webhook, "e", "client.created", False, 1, "", "", (), "lease")


def granted(webhooks: list[DueWebhook], in_flight: list[ClaimedDelivery]) -> dict[str, int]:
    return {webhook.id: count for webhook, count in grant(webhooks, in_flight, SHARES).items()}


def test_a_webhook_has_its_share_and_no_more() -> None:
    assert granted([due("a", "1")], []) == {"1": 3}
    assert granted([due("a", "1")], [flying("a", "1")] * 2) == {"1": 1}
    assert granted([due("a", "1")], [flying("a", "1")] * 3) == {}


def test_an_organisation_has_its_share_and_no_more() -> None:
    assert granted([due("a", str(number)) for number in range(4)], [flying("a", "x")] * 3) == {
        "0": 1,
        "1": 1,
        "2": 1,
    }


def test_room_is_dealt_one_by_one() -> None:
    webhooks = [due(str(number), str(number)) for number in range(8)]
    found = granted(webhooks, [])
    assert sum(found.values()) == 10
    assert set(found.values()) == {1, 2}


def test_who_has_least_in_flight_and_waits_longest_comes_first() -> None:
    in_flight = [flying("busy", "x")] * 3 + [flying("idle", "y")] * 6
    webhooks = [due("busy", "1"), due("new", "2", "2026-11-24T09:31:00.000Z"), due("new", "3")]
    assert list(granted(webhooks, in_flight)) == ["3"]
