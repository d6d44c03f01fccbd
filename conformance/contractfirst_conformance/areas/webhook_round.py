"""One round of events for all checks of what is sent and to whom.

Webhooks of every kind are registered, every change is made and every test event asked for; then what arrived
is kept and the webhooks are deleted.
"""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from contractfirst_conformance.areas.webhook_changes import Change, bring_about
from contractfirst_conformance.areas.webhook_subscriptions import Hook, Subscriptions, secret_in
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.errors import Skipped
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.receiver import Arrival, Receiver
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = ["Round", "round_of", "sent"]

_ARRIVAL_SECONDS = 10.0
# What comes to those who must get nothing comes no later than this after what comes to the others.
_QUIET_SECONDS = 0.5

_rounds: WeakKeyDictionary[ServerUnderTest, "Round"] = WeakKeyDictionary()


@dataclass(slots=True)
class Round:
    """What was registered, what was done, what arrived (``endpoint.arrivals`` of each hook).

    ``witnesses`` has a webhook for each type of event, ``second`` is another one for the first type that
    something was done for. ``tests`` has a webhook and the request for a test event by type of event.
    """

    subscriptions: Subscriptions
    witnesses: dict[str, Hook] = field(default_factory=dict)
    second: Hook | None = None
    disabled: Hook | None = None
    deleted: Hook | None = None
    foreign: Hook | None = None
    rotated: tuple[Hook, Exchange, str] | None = None
    tests: dict[str, tuple[Hook, Exchange]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def hooks(self) -> list[Hook]:
        """Every webhook of the round that was not deleted on purpose."""
        single = [each for each in (self.second, self.disabled, self.foreign) if each is not None]
        more = [self.rotated[0]] if self.rotated is not None else []
        return [*self.witnesses.values(), *single, *more, *(hook for hook, _ in self.tests.values())]

    @property
    def arrivals(self) -> list[tuple[Hook, Arrival]]:
        """Everything that arrived, with the webhook that it was sent to."""
        return [(hook, each) for hook in self.hooks for each in hook.endpoint.arrivals]

    def of_test(self, event: str) -> list[Arrival]:
        """Return what arrived of the test event of a type: by its id where the answer told it."""
        hook, asked = self.tests[event]
        told = asked.fields.get("event_id")
        return [each for each in hook.endpoint.arrivals if told in (None, each.id)]

    def of_change(self, change: Change, hook: Hook | None = None) -> list[Arrival]:
        """Return what arrived because of a change, at its witness or at another webhook."""
        return [
            each
            for each in (hook or self.witnesses[change.event]).endpoint.events(change.event)
            if not change.id or each.data.get("id") == change.id
        ]


def round_of(context: CheckContext) -> Round:
    """Return the round of this run, played when it is first asked for."""
    if context.server not in _rounds:
        receiver = Receiver(context.client.credentials.server.webhook_host, context.client.clock)
        try:
            _rounds[context.server] = _play(context, receiver)
        finally:
            receiver.close()
    return _rounds[context.server]


def _play(context: CheckContext, receiver: Receiver) -> Round:
    subscriptions = Subscriptions.of(context.server)
    subscriptions.clear()
    played = Round(subscriptions)
    try:
        _test(played, receiver)
        _register(played, receiver)
        for event in context.each(subscriptions.types):
            change = bring_about(context, event, slow=not context.quick)
            if change is None:
                played.missing.append(event)
            else:
                played.changes.append(change)
        receiver.wait(lambda: _told(played), _ARRIVAL_SECONDS)
        receiver.wait(lambda: False, _QUIET_SECONDS)
    finally:
        _delete(subscriptions, [each for each in played.hooks if each not in _testers(played)])
    return played


def _test(played: Round, receiver: Receiver) -> None:
    """Ask for a test event of every type, and one while a secret is rotated."""
    subscriptions = played.subscriptions
    if subscriptions.tester is None:
        return
    try:
        for event in subscriptions.types:
            hook = subscriptions.register(receiver.endpoint(), [event])
            played.tests[event] = hook, subscriptions.test(hook)
        if subscriptions.rotation_member:
            hook = subscriptions.register(receiver.endpoint(), subscriptions.types[:1])
            exchange = subscriptions.change(hook, **{subscriptions.rotation_member: True})
            played.rotated = hook, exchange, secret_in(exchange)
            subscriptions.test(hook)
        receiver.wait(lambda: _tested(played), _ARRIVAL_SECONDS)
        receiver.wait(lambda: False, _QUIET_SECONDS)
    finally:
        _delete(subscriptions, _testers(played))


def _testers(played: Round) -> list[Hook]:
    more = [played.rotated[0]] if played.rotated is not None else []
    return [hook for hook, _ in played.tests.values()] + more


def _delete(subscriptions: Subscriptions, hooks: list[Hook]) -> None:
    if subscriptions.family.delete is not None:
        for hook in hooks:
            subscriptions.delete(hook)


def _register(played: Round, receiver: Receiver) -> None:
    subscriptions, server = played.subscriptions, played.subscriptions.server
    for event in subscriptions.types:
        played.witnesses[event] = subscriptions.register(receiver.endpoint(), [event])
    created = next((each for each in subscriptions.types if each.endswith(".created")), None)
    if created is not None:
        played.second = subscriptions.register(receiver.endpoint(), [created])
    if subscriptions.enabled_member and subscriptions.family.replace is not None:
        played.disabled = subscriptions.register(receiver.endpoint())
        subscriptions.switch(played.disabled, False)
    if subscriptions.family.delete is not None:
        played.deleted = subscriptions.register(receiver.endpoint())
        subscriptions.delete(played.deleted)
    if server.client.stranger is not None:
        played.foreign = subscriptions.register(receiver.endpoint(), by=server.client.stranger)


def _tested(played: Round) -> bool:
    turned = played.rotated is None or bool(played.rotated[0].endpoint.arrivals)
    return turned and all(played.of_test(each) for each in played.tests)


def _told(played: Round) -> bool:
    return all(played.of_change(each) for each in played.changes if each.certain)


def sent(context: CheckContext) -> list[tuple[Hook, Arrival]]:
    """Return everything that arrived in the round; raises ``Skipped`` when nothing did."""
    arrivals = round_of(context).arrivals
    if not arrivals:
        raise Skipped("nothing arrived; see the checks of what must")
    return arrivals
