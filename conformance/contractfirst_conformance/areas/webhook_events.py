"""Which events are sent, and to whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from contractfirst_conformance.areas.webhook_round import Round, round_of
from contractfirst_conformance.areas.webhook_subscriptions import Hook
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.lives import differing
from contractfirst_conformance.receiver import Arrival

_NEEDS = [Need.FULL, Need.WEBHOOK_RECEIVER]
_SOURCE = "webhooks"


@check(
    "WH-01",
    area="webhooks",
    title="A test event arrives for every type",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def tests_arrive(context: CheckContext) -> None:
    """For every event in the contract's `webhooks` a webhook is registered and a test event asked for.

    It must arrive within seconds, once, as a POST, and its `type` must be the one subscribed to. Whoever
    writes a receiver has no other way to see an event that does not happen every day.
    """
    played = round_of(context)
    if not played.tests:
        context.skip("the contract has no operation that sends a test event")
    for event, (_, asked) in context.each(list(played.tests.items())):
        arrivals = played.of_test(event)
        shown = [each.exchange for each in arrivals]
        context.expect(
            asked.succeeded and arrivals, f"No test event {event} arrived.", *shown, asked, subject=event
        )
        context.expect(
            all(each.method == "POST" and each.fields.get("type") == event for each in arrivals),
            f"What arrived as a test of {event} is something else.",
            *shown,
            asked,
            subject=f"{event}: another type",
        )
        context.expect(
            len(arrivals) <= 1,
            f"The test event {event} was answered 204 and came {len(arrivals)} times.",
            *shown,
            asked,
            subject=f"{event}: repeated",
        )


@check(
    "WH-02", area="webhooks", title="What happens is told", source=_SOURCE, needs=_NEEDS, stage=Stage.FRESH
)
def changes_arrive(context: CheckContext) -> None:
    """Things are created, replaced, resolved and carried out; for each change its event must arrive.

    Which change raises which event is in the event's name: `created`, `updated`, a value of a member such as
    `resolved`, or `completed` for work that is answered with 202. Events that the API cannot bring about by
    itself are named in a note.
    """
    played = round_of(context)
    for change in context.each(played.changes):
        if not change.certain and not played.of_change(change):
            context.note(f"{change.event} did not happen: what was done may have ended otherwise")
            continue
        context.expect(
            played.of_change(change),
            f"What was done raises {change.event}, and it did not arrive.",
            change.exchange,
            subject=change.event,
        )
    if played.missing:
        context.note(f"could not be brought about: {', '.join(played.missing)}")


@check(
    "WH-03",
    area="webhooks",
    title="An event carries what reading shows",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def data_is_what_reading_shows(context: CheckContext) -> None:
    """`data` is the thing as it was when the event happened, as reading it gives it.

    Of every change one event has exactly what the API showed right after; the same state is not told twice
    under two ids.
    """
    played = round_of(context)
    for change in context.each(played.changes):
        arrivals = played.of_change(change)
        if change.shown is None or not arrivals:
            continue
        agreeing = [each for each in arrivals if _agrees(change.shown, each)]
        context.expect(
            agreeing,
            f"{change.event} has other data than reading shows: "
            f"{', '.join(differing(change.shown, arrivals[-1].data)) or 'most is missing'}.",
            *(each.exchange for each in arrivals),
            change.exchange,
            subject=change.event,
        )
        context.expect(
            len({each.id for each in agreeing}) <= 1,
            f"One change raised {len(agreeing)} events {change.event} with the same data.",
            *(each.exchange for each in agreeing),
            change.exchange,
            subject=f"{change.event}: repeated",
        )


def _agrees(shown: Mapping[str, Any], arrival: Arrival) -> bool:
    """Tell whether an event's data is a representation; large members may be left out or cut."""
    common = shown.keys() & arrival.data.keys()
    return not differing(shown, arrival.data) and len(common) * 2 > len(shown)


@check(
    "WH-04",
    area="webhooks",
    title="Only the types subscribed to arrive",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def only_what_was_subscribed(context: CheckContext) -> None:
    """A webhook gets the events of its own type, and none of the others that happen meanwhile.

    There is a webhook for each type, and something is done for several of them.
    """
    played = round_of(context)
    told = [each for each in played.changes if played.of_change(each)]
    if len({each.event for each in told}) < 2:
        context.skip("fewer than two types of event were told")
    for hook in played.witnesses.values():
        strange = [each for each in hook.endpoint.arrivals if each.fields.get("type") not in hook.types]
        context.expect(
            not strange,
            f"A webhook for {hook.types[0]} got {strange[0].fields.get('type') if strange else ''}.",
            *(each.exchange for each in strange[:3]),
            hook.created,
            subject=hook.types[0],
        )


@check(
    "WH-05",
    area="webhooks",
    title="A disabled webhook gets nothing",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def disabled_gets_nothing(context: CheckContext) -> None:
    """Nothing is sent to a webhook that its owner has disabled, whatever happens meanwhile."""
    played = round_of(context)
    if played.disabled is None:
        context.skip("the contract has no way to disable a webhook")
    _expect_nothing(context, played, played.disabled, "is disabled", played.disabled.endpoint.arrivals)


@check(
    "WH-06",
    area="webhooks",
    title="A deleted webhook gets nothing",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def deleted_gets_nothing(context: CheckContext) -> None:
    """Nothing is sent any more to a webhook that was deleted, whatever happens afterwards.

    Whoever deleted it may have handed the address on.
    """
    played = round_of(context)
    if played.deleted is None:
        context.skip("the contract has no operation that deletes a webhook")
    _expect_nothing(context, played, played.deleted, "was deleted", played.deleted.endpoint.arrivals)


@check(
    "WH-07",
    area="webhooks",
    title="Another organisation's events do not arrive",
    source=_SOURCE,
    needs=[*_NEEDS, Need.TWO_ORGANISATIONS],
    stage=Stage.FRESH,
)
def strangers_get_nothing(context: CheckContext) -> None:
    """What happens in one organisation is told to its own webhooks, never to somebody else's.

    The second organisation has a webhook for all types while everything happens in the first. What happens
    in the second may arrive there: only an event about what was changed in the first, or with the id of one
    that the first was told, is somebody else's.
    """
    played = round_of(context)
    if played.foreign is None:
        context.skip("the second organisation has no webhook")
    _expect_nothing(context, played, played.foreign, "belongs to another organisation", _of_the_first(played))


def _of_the_first(played: Round) -> list[Arrival]:
    """Return what the second organisation got of the first one's events."""
    told = {each.id for hook, each in played.arrivals if hook is not played.foreign and each.id}
    changed = {change.id for change in played.changes if change.id}
    foreign = [each for hook, each in played.arrivals if hook is played.foreign]
    return [each for each in foreign if each.id in told or each.data.get("id") in changed]


def _expect_nothing(
    context: CheckContext, played: Round, hook: Hook, why: str, arrivals: Sequence[Arrival]
) -> None:
    if not any(played.of_change(each) for each in played.changes):
        context.skip("nothing arrived anywhere, so nothing can be told from silence")
    context.expect(
        not arrivals,
        f"A webhook that {why} got {len(arrivals)} events.",
        *(each.exchange for each in arrivals[:3]),
        hook.created,
    )
