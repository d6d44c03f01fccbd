"""Who may have attempts in flight: every endpoint a few, every organisation some, all together many.

So an endpoint that never answers holds up nobody but itself.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from brainstormmsp.store.webhook_queue import ClaimedDelivery, DueWebhook

__all__ = ["DeliveryShares", "grant"]


@dataclass(frozen=True, slots=True)
class DeliveryShares:
    """How many attempts may be in flight at once."""

    together: int = 64
    organisation: int = 24
    webhook: int = 4


def grant(
    due: Sequence[DueWebhook], in_flight: Iterable[ClaimedDelivery], shares: DeliveryShares
) -> dict[DueWebhook, int]:
    """Return how many deliveries of each webhook to attempt now.

    One each in turn; whose organisation and webhook have the least in flight, then who waits longest, comes
    first.
    """
    organisations: Counter[str] = Counter()
    webhooks: Counter[str] = Counter()
    for delivery in in_flight:
        organisations[delivery.organisation_id] += 1
        webhooks[delivery.webhook_id] += 1
    room = shares.together - organisations.total()
    turns = sorted(
        due,
        key=lambda each: (organisations[each.organisation_id], webhooks[each.id], each.available_at, each.id),
    )
    granted: dict[DueWebhook, int] = {}
    for _ in range(shares.webhook):
        for each in turns:
            if (
                room > 0
                and webhooks[each.id] < shares.webhook
                and organisations[each.organisation_id] < shares.organisation
            ):
                granted[each] = granted.get(each, 0) + 1
                webhooks[each.id] += 1
                organisations[each.organisation_id] += 1
                room -= 1
    return granted
