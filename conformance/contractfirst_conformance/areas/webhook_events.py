"""Which events are sent, and to whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from contractfirst_conformance.areas.webhook_event_run import EventRun, event_run_of
from contractfirst_conformance.areas.webhook_subscriptions import RegisteredWebhook
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.receiver import Arrival
from contractfirst_conformance.resource_lifecycle import differing

_NEEDS = [Need.FULL, Need.WEBHOOK_RECEIVER]
_SOURCE = "webhooks"


@check(
    "WH-01",
    area="webhooks",
    title="A test event of every type is delivered",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def tests_arrive(context: CheckContext) -> None:
    """For every event in the contract's `webhooks`, a webhook is registered and a test event requested.

    It must arrive within seconds, once, as a POST, with the subscribed `type`. Authors of a receiver have no
    other way to see rare events.
    """
    event_run = event_run_of(context)
    if not event_run.tests:
        context.skip("the contract has no operation that sends a test event")
    for event, (_, asked) in context.each(list(event_run.tests.items())):
        arrivals = event_run.of_test(event)
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
    "WH-02",
    area="webhooks",
    title="Changes are delivered as events",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def changes_arrive(context: CheckContext) -> None:
    """Resources are created, replaced, resolved and processed; the event of each change must arrive.

    The event's name says which change raises it: `created`, `updated`, a value of a property such as
    `resolved`, or `completed` for work that is answered with 202. Events that the API cannot cause are
    listed in a note.
    """
    event_run = event_run_of(context)
    for change in context.each(event_run.changes):
        if not change.certain and not event_run.of_change(change):
            context.note(f"{change.event} did not happen: what was done may have ended otherwise")
            continue
        context.expect(
            event_run.of_change(change),
            f"What was done raises {change.event}, and it did not arrive.",
            change.exchange,
            subject=change.event,
        )
    if event_run.missing:
        context.note(f"could not be caused: {', '.join(event_run.missing)}")


@check(
    "WH-03",
    area="webhooks",
    title="An event carries the resource as the API shows it",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def data_is_what_reading_shows(context: CheckContext) -> None:
    """`data` is the resource as it was when the event occurred, in the form that reading it returns.

    For every change, one event is exactly what the API returned right after it. The same state is not
    delivered under two ids, also when a replacement is repeated, which changes nothing.
    """
    event_run = event_run_of(context)
    for change in context.each(event_run.changes):
        arrivals = event_run.of_change(change)
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
    """Return whether an event's data is a representation; large properties may be left out or cut."""
    common = shown.keys() & arrival.data.keys()
    return not differing(shown, arrival.data) and len(common) * 2 > len(shown)


@check(
    "WH-04",
    area="webhooks",
    title="Only subscribed event types are delivered",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def only_what_was_subscribed(context: CheckContext) -> None:
    """A webhook receives events of its own type and none of the others that occur meanwhile.

    One webhook is registered for each type, and events of several types are caused.
    """
    event_run = event_run_of(context)
    reported = [each for each in event_run.changes if event_run.of_change(each)]
    if len({each.event for each in reported}) < 2:
        context.skip("fewer than two types of event arrived")
    for hook in event_run.witnesses.values():
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
    title="A disabled webhook receives nothing",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def disabled_gets_nothing(context: CheckContext) -> None:
    """Nothing is sent to a webhook that its owner has disabled, whatever happens meanwhile."""
    event_run = event_run_of(context)
    if event_run.disabled is None:
        context.skip("the contract has no way to disable a webhook")
    _expect_nothing(
        context, event_run, event_run.disabled, "is disabled", event_run.disabled.endpoint.arrivals
    )


@check(
    "WH-06",
    area="webhooks",
    title="A deleted webhook receives nothing",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def deleted_gets_nothing(context: CheckContext) -> None:
    """Nothing is sent to a deleted webhook, whatever happens afterwards.

    Its address may belong to somebody else by then.
    """
    event_run = event_run_of(context)
    if event_run.deleted is None:
        context.skip("the contract has no operation that deletes a webhook")
    _expect_nothing(context, event_run, event_run.deleted, "was deleted", event_run.deleted.endpoint.arrivals)


@check(
    "WH-07",
    area="webhooks",
    title="Another organisation's events are not delivered",
    source=_SOURCE,
    needs=[*_NEEDS, Need.TWO_ORGANISATIONS],
    stage=Stage.FRESH,
)
def strangers_get_nothing(context: CheckContext) -> None:
    """Events of one organisation are sent to its own webhooks and never to another organisation's.

    The second organisation has a webhook for all types while the first causes events. Events of the second
    may arrive there; an event about a resource that the first changed, or with the id of an event that the
    first received, must not.
    """
    event_run = event_run_of(context)
    if event_run.foreign is None:
        context.skip("the second organisation has no webhook")
    _expect_nothing(
        context, event_run, event_run.foreign, "belongs to another organisation", _of_the_first(event_run)
    )


def _of_the_first(event_run: EventRun) -> list[Arrival]:
    """Return what the second organisation got of the first one's events."""
    reported = {each.id for hook, each in event_run.arrivals if hook is not event_run.foreign and each.id}
    changed = {change.id for change in event_run.changes if change.id}
    foreign = [each for hook, each in event_run.arrivals if hook is event_run.foreign]
    return [each for each in foreign if each.id in reported or each.data.get("id") in changed]


def _expect_nothing(
    context: CheckContext, event_run: EventRun, hook: RegisteredWebhook, why: str, arrivals: Sequence[Arrival]
) -> None:
    if not any(event_run.of_change(each) for each in event_run.changes):
        context.skip("nothing arrived anywhere, so that nothing follows from its absence")
    context.expect(
        not arrivals,
        f"A webhook that {why} got {len(arrivals)} events.",
        *(each.exchange for each in arrivals[:3]),
        hook.created,
    )
