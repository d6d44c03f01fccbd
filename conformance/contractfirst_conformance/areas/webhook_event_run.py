"""One run of events for all checks of which events are sent and to whom.

Webhooks of every kind are registered, every change is made and every test event requested; then the webhooks
are deleted.
"""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from contractfirst_conformance.areas.webhook_changes import ApiChange, bring_about
from contractfirst_conformance.areas.webhook_subscriptions import RegisteredWebhook, Subscriptions, secret_in
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.errors import Skipped
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.receiver import Arrival, RecordingReceiver
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = ["EventRun", "event_run_of", "sent"]

_ARRIVAL_SECONDS = 10.0
# How long after other messages one to an endpoint that must get nothing could still come.
_QUIET_SECONDS = 0.5

_event_runs: WeakKeyDictionary[ServerUnderTest, "EventRun"] = WeakKeyDictionary()


@dataclass(slots=True)
class EventRun:
    """What was registered, what was done, what arrived (``endpoint.arrivals`` of each hook).

    ``witnesses`` has a webhook for each type of event, ``second`` is another one for the first type that
    something was done for. ``tests`` has a webhook and the request for a test event by type of event.
    """

    subscriptions: Subscriptions
    witnesses: dict[str, RegisteredWebhook] = field(default_factory=dict)
    second: RegisteredWebhook | None = None
    disabled: RegisteredWebhook | None = None
    deleted: RegisteredWebhook | None = None
    foreign: RegisteredWebhook | None = None
    rotated: tuple[RegisteredWebhook, Exchange, str] | None = None
    tests: dict[str, tuple[RegisteredWebhook, Exchange]] = field(default_factory=dict)
    changes: list[ApiChange] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def hooks(self) -> list[RegisteredWebhook]:
        """Every webhook of the round that was not deleted on purpose."""
        single = [each for each in (self.second, self.disabled, self.foreign) if each is not None]
        more = [self.rotated[0]] if self.rotated is not None else []
        return [*self.witnesses.values(), *single, *more, *(hook for hook, _ in self.tests.values())]

    @property
    def arrivals(self) -> list[tuple[RegisteredWebhook, Arrival]]:
        """Everything that arrived, with the webhook that it was sent to."""
        return [(hook, each) for hook in self.hooks for each in hook.endpoint.arrivals]

    def of_test(self, event: str) -> list[Arrival]:
        """Return the arrivals of a type's test event, by its id if the response has it."""
        hook, asked = self.tests[event]
        reported = asked.fields.get("event_id")
        return [each for each in hook.endpoint.arrivals if reported in (None, each.id)]

    def of_change(self, change: ApiChange, hook: RegisteredWebhook | None = None) -> list[Arrival]:
        """Return what arrived because of a change, at its witness or at another webhook."""
        return [
            each
            for each in (hook or self.witnesses[change.event]).endpoint.events(change.event)
            if not change.id or each.data.get("id") == change.id
        ]


def event_run_of(context: CheckContext) -> EventRun:
    """Return the round of this run, played when it is first asked for."""
    if context.server not in _event_runs:
        receiver = RecordingReceiver(context.client.credentials.server.webhook_host, context.client.clock)
        try:
            _event_runs[context.server] = _run_events(context, receiver)
        finally:
            receiver.close()
    return _event_runs[context.server]


def _run_events(context: CheckContext, receiver: RecordingReceiver) -> EventRun:
    subscriptions = Subscriptions.of(context.server)
    subscriptions.clear()
    event_run = EventRun(subscriptions)
    try:
        _test(event_run, receiver)
        _register(event_run, receiver)
        for event in context.each(subscriptions.types):
            change = bring_about(context, event, slow=not context.quick)
            if change is None:
                event_run.missing.append(event)
            else:
                event_run.changes.append(change)
                if event.endswith(".updated"):
                    # Repeated, it changes nothing, and must not raise another event.
                    context.client.send(change.exchange.request)
        receiver.wait(lambda: _described(event_run), _ARRIVAL_SECONDS)
        receiver.wait(lambda: False, _QUIET_SECONDS)
    finally:
        _delete(subscriptions, [each for each in event_run.hooks if each not in _testers(event_run)])
    return event_run


def _test(event_run: EventRun, receiver: RecordingReceiver) -> None:
    """Ask for a test event of every type, and one while a secret is rotated."""
    subscriptions = event_run.subscriptions
    if subscriptions.tester is None:
        return
    try:
        for event in subscriptions.types:
            hook = subscriptions.register(receiver.endpoint(), [event])
            event_run.tests[event] = hook, subscriptions.test(hook)
        if subscriptions.rotation_member:
            hook = subscriptions.register(receiver.endpoint(), subscriptions.types[:1])
            exchange = subscriptions.change(hook, **{subscriptions.rotation_member: True})
            event_run.rotated = hook, exchange, secret_in(exchange)
            subscriptions.test(hook)
        receiver.wait(lambda: _tested(event_run), _ARRIVAL_SECONDS)
        receiver.wait(lambda: False, _QUIET_SECONDS)
    finally:
        _delete(subscriptions, _testers(event_run))


def _testers(event_run: EventRun) -> list[RegisteredWebhook]:
    more = [event_run.rotated[0]] if event_run.rotated is not None else []
    return [hook for hook, _ in event_run.tests.values()] + more


def _delete(subscriptions: Subscriptions, hooks: list[RegisteredWebhook]) -> None:
    if subscriptions.family.delete is not None:
        for hook in hooks:
            subscriptions.delete(hook)


def _register(event_run: EventRun, receiver: RecordingReceiver) -> None:
    subscriptions, server = event_run.subscriptions, event_run.subscriptions.server
    for event in subscriptions.types:
        event_run.witnesses[event] = subscriptions.register(receiver.endpoint(), [event])
    created = next((each for each in subscriptions.types if each.endswith(".created")), None)
    if created is not None:
        event_run.second = subscriptions.register(receiver.endpoint(), [created])
    if subscriptions.enabled_member and subscriptions.family.replace is not None:
        event_run.disabled = subscriptions.register(receiver.endpoint())
        subscriptions.switch(event_run.disabled, False)
    if subscriptions.family.delete is not None:
        event_run.deleted = subscriptions.register(receiver.endpoint())
        subscriptions.delete(event_run.deleted)
    if server.client.stranger is not None:
        event_run.foreign = subscriptions.register(receiver.endpoint(), by=server.client.stranger)


def _tested(event_run: EventRun) -> bool:
    turned = event_run.rotated is None or bool(event_run.rotated[0].endpoint.arrivals)
    return turned and all(event_run.of_test(each) for each in event_run.tests)


def _described(event_run: EventRun) -> bool:
    return all(event_run.of_change(each) for each in event_run.changes if each.certain)


def sent(context: CheckContext) -> list[tuple[RegisteredWebhook, Arrival]]:
    """Return everything that arrived in the round; raises ``Skipped`` when nothing did."""
    arrivals = event_run_of(context).arrivals
    if not arrivals:
        raise Skipped("nothing arrived; see the checks of what must")
    return arrivals
