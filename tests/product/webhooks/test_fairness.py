"""Nobody takes the place of others."""

from brainstormmsp.store.webhook_queue import ClaimedDelivery, DueWebhook
from brainstormmsp.webhooks.fairness import DeliveryShares, grant

SHARES = DeliveryShares(together=10, organisation=6, webhook=3, mass=2)
AT = "2026-11-24T09:30:00.000Z"
EVERYBODY = frozenset("0123456789xy")


def due(organisation: str, webhook: str, at: str = AT, mass: bool = False) -> DueWebhook:
    return DueWebhook(organisation, webhook, at, mass)


def flying(organisation: str, webhook: str, mass: bool = False) -> ClaimedDelivery:
    return ClaimedDelivery(
        organisation, "d", webhook, "e", "client.created", False, 1, "", "", (), "lease", mass
    )


def granted(
    webhooks: list[DueWebhook],
    in_flight: list[ClaimedDelivery],
    answering: frozenset[str] = EVERYBODY,
    shares: DeliveryShares = SHARES,
) -> dict[str, int]:
    return {webhook.id: count for webhook, count in grant(webhooks, in_flight, shares, answering).items()}


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


def test_a_webhook_that_has_not_answered_has_one_attempt_in_flight() -> None:
    assert granted([due("a", "1")], [], frozenset()) == {"1": 1}
    assert granted([due("a", "1")], [flying("a", "1")], frozenset()) == {}


def test_silent_webhooks_leave_half_of_the_places_to_those_that_answer() -> None:
    silent = [due("a", f"silent-{number}", "2026-11-01T00:00:00.000Z") for number in range(30)]
    found = granted([*silent, due("a", "1")], [])
    assert found.pop("1") == 3
    assert len(found) == 3
    in_flight = [flying("a", f"silent-{number}") for number in range(3)]
    assert granted([*silent[3:], due("a", "1")], in_flight) == {"1": 3}


def test_silent_webhooks_of_many_organisations_leave_half_of_all_places() -> None:
    silent = [due(str(number), f"silent-{number}") for number in range(20)]
    found = granted([*silent, due("good", "1")], [])
    assert found.pop("1") == 3
    assert len(found) == 5


def test_mass_work_leaves_places_and_comes_after_the_rest() -> None:
    assert granted([due("a", "1", mass=True)], []) == {"1": 2}
    small = DeliveryShares(together=1, organisation=1, webhook=1, mass=1)
    webhooks = [due("a", "1", "2026-11-01T00:00:00.000Z", mass=True), due("a", "2")]
    assert granted(webhooks, [], shares=small) == {"2": 1}
