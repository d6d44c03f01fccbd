"""The order of events: what a receiver sorts them by."""

from collections import defaultdict
from itertools import pairwise

from contractfirst.contract import Webhook, shape
from contractfirst_conformance.areas.webhook_event_run import event_run_of, sent
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.receiver import Arrival

_SEQUENCE = "sequence"


@check(
    "WH-14",
    area="webhooks",
    title="The sequence of events grows with every change of a resource",
    source="webhooks",
    needs=[Need.FULL, Need.WEBHOOK_RECEIVER],
    stage=Stage.FRESH,
)
def sequences_grow(context: CheckContext) -> None:
    """Of two events about a resource, the one with the later `updated_at` has the larger `data.sequence`.

    Events may arrive in any order, so a receiver can tell the later state only by this number. Skipped if the
    contract documents no `sequence` in the data of its events.
    """
    if not any(_documents_sequence(each) for each in context.client.contract.webhooks.values()):
        context.skip("the contract documents no sequence in the data of events")
    sent(context)
    run = event_run_of(context)
    events: dict[object, dict[str, Arrival]] = defaultdict(dict)
    for hook in run.witnesses.values():
        for arrival in hook.endpoint.arrivals:
            if arrival.data.get("id") is not None and isinstance(arrival.data.get("updated_at"), str):
                events[arrival.data["id"]][arrival.id] = arrival
    for arrivals in events.values():
        ordered = sorted(arrivals.values(), key=lambda each: str(each.data["updated_at"]))
        for earlier, later in pairwise(ordered):
            before, after = earlier.data.get(_SEQUENCE), later.data.get(_SEQUENCE)
            context.expect(
                isinstance(before, int)
                and isinstance(after, int)
                and (before < after or earlier.data["updated_at"] == later.data["updated_at"])
                and before != after,
                f"An event has the sequence {before}, and one about a later change {after}.",
                earlier.exchange,
                later.exchange,
                subject=str(later.fields.get("type", "")),
            )


def _documents_sequence(webhook: Webhook) -> bool:
    """Return whether the body of a webhook documents the property in ``data``."""
    if not webhook.place.has("requestBody"):
        return False
    for _, media in webhook.place.child("requestBody").resolved().members("content"):
        for part in shape.in_place(media.child("schema")) if media.has("schema") else ():
            named = dict(part.members("properties")) if isinstance(part.value, dict) else {}
            data = shape.in_place(named["data"]) if "data" in named else ()
            for each in data:
                if isinstance(each.value, dict) and _SEQUENCE in dict(each.members("properties")):
                    return True
    return False
