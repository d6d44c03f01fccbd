"""Who may have attempts in flight: every endpoint a few, every organisation some, all together many.

An endpoint whose last attempt did not succeed, or that has had none yet, has one attempt in flight, and
all of these together have half of an organisation's places and half of all: however many endpoints do not
answer, those that do are not held up.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from brainstormmsp.store.webhook_queue import ClaimedDelivery, DueWebhook

__all__ = ["DeliveryShares", "grant"]


@dataclass(frozen=True, slots=True)
class DeliveryShares:
    """How many attempts may be in flight at once; ``mass`` is for those of a webhook's mass work."""

    together: int = 128
    organisation: int = 64
    webhook: int = 4
    mass: int = 2


@dataclass(slots=True)
class _Places:
    """The places that are taken."""

    shares: DeliveryShares
    answering: Collection[str]
    organisations: Counter[str] = field(default_factory=Counter)
    webhooks: Counter[str] = field(default_factory=Counter)
    mass: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)

    def take(self, organisation_id: str, webhook_id: str, mass: bool) -> None:
        self.organisations[organisation_id] += 1
        self.webhooks[webhook_id] += 1
        self.mass[webhook_id] += mass
        self.silent[organisation_id] += webhook_id not in self.answering

    def free_for(self, due: DueWebhook) -> bool:
        shares = self.shares
        return (
            self.organisations.total() < shares.together
            and self.organisations[due.organisation_id] < shares.organisation
            and self.webhooks[due.id] < (shares.webhook if due.id in self.answering else 1)
            and (not due.mass or self.mass[due.id] < shares.mass)
            and (due.id in self.answering or self._free_for_silent(due.organisation_id))
        )

    def _free_for_silent(self, organisation_id: str) -> bool:
        return (
            self.silent.total() < (self.shares.together + 1) // 2
            and self.silent[organisation_id] < (self.shares.organisation + 1) // 2
        )


def grant(
    due: Sequence[DueWebhook],
    in_flight: Iterable[ClaimedDelivery],
    shares: DeliveryShares,
    answering: Collection[str] = (),
) -> dict[DueWebhook, int]:
    """Return how many deliveries of each webhook to attempt now.

    ``answering`` has the ids of the webhooks whose last attempt succeeded. Deliveries are granted one each in
    turn; whose organisation has the least in flight comes first, then what is not mass work, then whose
    webhook has the least in flight, then who waits longest.
    """
    places = _Places(shares, answering)
    for delivery in in_flight:
        places.take(delivery.organisation_id, delivery.webhook_id, delivery.mass)
    turns = sorted(
        due,
        key=lambda each: (
            places.organisations[each.organisation_id],
            each.mass,
            places.webhooks[each.id],
            each.available_at,
            each.id,
        ),
    )
    granted: dict[DueWebhook, int] = {}
    for _ in range(shares.webhook):
        for each in turns:
            if places.free_for(each):
                granted[each] = granted.get(each, 0) + 1
                places.take(each.organisation_id, each.id, each.mass)
    return granted
