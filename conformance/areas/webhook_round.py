"""One round of events for all checks of what is sent and to whom.

Webhooks of every kind are registered, every change is made and every test event asked for; then what arrived
is kept and the webhooks are deleted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from conformance.areas.webhook_changes import Change, bring_about
from conformance.areas.webhook_subscriptions import Hook, Subscriptions, secret_in
from conformance.errors import Skipped
from conformance.exchange import Exchange
from conformance.receiver import Arrival, Receiver
from conformance.target import Target
from conformance.trial import Trial

__all__ = ["Round", "round_of", "sent"]

_ARRIVAL_SECONDS = 8.0
# What comes to those who must get nothing comes no later than this after what comes to the others.
_QUIET_SECONDS = 0.6

_rounds: WeakKeyDictionary[Target, "Round"] = WeakKeyDictionary()


@dataclass(slots=True)
class Round:
    """What was registered, what was done, what arrived (``endpoint.arrivals`` of each hook).

    ``everything`` is subscribed to all types, ``single`` to one that something was done for. ``tests`` has a
    webhook and the request for a test event by type of event.
    """

    subscriptions: Subscriptions
    everything: Hook
    single: Hook | None = None
    disabled: Hook | None = None
    deleted: Hook | None = None
    foreign: Hook | None = None
    rotated: tuple[Hook, Exchange, str] | None = None
    tests: dict[str, tuple[Hook, Exchange]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    deliveries: dict[str, tuple[list[Mapping[str, Any]], Exchange]] = field(default_factory=dict)

    @property
    def hooks(self) -> list[Hook]:
        """Every webhook of the round that was not deleted on purpose."""
        single = (self.everything, self.single, self.disabled, self.foreign)
        more = [self.rotated[0]] if self.rotated is not None else []
        return [each for each in single if each] + more + [hook for hook, _ in self.tests.values()]

    @property
    def arrivals(self) -> list[tuple[Hook, Arrival]]:
        """Everything that arrived, with the webhook that it was sent to."""
        return [(hook, each) for hook in self.hooks for each in hook.endpoint.arrivals]

    def of_test(self, event: str) -> list[Arrival]:
        """Return what arrived of the test event of a type: by its id where the answer told it."""
        hook, asked = self.tests[event]
        told = asked.fields.get("event_id")
        return [each for each in hook.endpoint.arrivals if told in (None, each.id)]

    def of_change(self, change: Change, hook: Hook) -> list[Arrival]:
        """Return what arrived at a webhook because of a change."""
        return [
            each
            for each in hook.endpoint.events(change.event)
            if not change.id or each.data.get("id") == change.id
        ]


def round_of(trial: Trial) -> Round:
    """Return the round of this run, played when it is first asked for."""
    target = trial.target
    if target not in _rounds:
        receiver = Receiver(target.credentials.server.webhook_host, target.clock)
        try:
            _rounds[target] = _play(trial, receiver)
        finally:
            receiver.close()
    return _rounds[target]


def _play(trial: Trial, receiver: Receiver) -> Round:
    target = trial.target
    subscriptions = Subscriptions.of(target)
    played = Round(subscriptions, subscriptions.register(receiver.endpoint()))
    try:
        _register(played, receiver)
        receiver.wait(lambda: _tested(played), _ARRIVAL_SECONDS)
        for event in trial.each(subscriptions.types):
            change = bring_about(trial, event, slow=not trial.quick)
            if change is None:
                played.missing.append(event)
            else:
                played.changes.append(change)
        receiver.wait(lambda: _told(played), _ARRIVAL_SECONDS)
        receiver.wait(lambda: False, _QUIET_SECONDS)
        if subscriptions.listing is not None:
            played.deliveries = {each.id: subscriptions.deliveries(each) for each in played.hooks}
    finally:
        if subscriptions.family.delete is not None:
            for hook in played.hooks:
                subscriptions.delete(hook)
    return played


def _register(played: Round, receiver: Receiver) -> None:
    subscriptions, target = played.subscriptions, played.subscriptions.target
    created = next((each for each in subscriptions.types if each.endswith(".created")), None)
    if created is not None:
        played.single = subscriptions.register(receiver.endpoint(), [created])
    if subscriptions.enabled_member and subscriptions.family.replace is not None:
        played.disabled = subscriptions.register(receiver.endpoint())
        subscriptions.switch(played.disabled, False)
    if subscriptions.family.delete is not None:
        played.deleted = subscriptions.register(receiver.endpoint())
        subscriptions.delete(played.deleted)
    if target.stranger is not None:
        played.foreign = subscriptions.register(receiver.endpoint(), by=target.stranger)
    if subscriptions.tester is None:
        return
    for event in subscriptions.types:
        hook = subscriptions.register(receiver.endpoint(), [event])
        played.tests[event] = hook, subscriptions.test(hook)
    if subscriptions.rotation_member:
        hook = subscriptions.register(receiver.endpoint(), subscriptions.types[:1])
        exchange = subscriptions.change(hook, **{subscriptions.rotation_member: True})
        played.rotated = hook, exchange, secret_in(exchange)
        subscriptions.test(hook)


def _tested(played: Round) -> bool:
    turned = played.rotated is None or bool(played.rotated[0].endpoint.arrivals)
    return turned and all(played.of_test(each) for each in played.tests)


def _told(played: Round) -> bool:
    return all(played.of_change(each, played.everything) for each in played.changes if each.certain)


def sent(trial: Trial) -> list[tuple[Hook, Arrival]]:
    """Return everything that arrived in the round; raises ``Skipped`` when nothing did."""
    arrivals = round_of(trial).arrivals
    if not arrivals:
        raise Skipped("nothing arrived; see the checks of what must")
    return arrivals
