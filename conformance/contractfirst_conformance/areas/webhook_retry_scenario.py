"""The retry scenario: endpoints that fail in every way at the same time, for all checks of retries.

One resource is created and its event goes to all of them: some answer other statuses first, one answers 410,
one delays its answers and one does not answer at all. What each received, and what the API shows of it, is
recorded; the webhook of the one that never answers is left to the check of time-outs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from contractfirst_conformance.areas.webhook_changes import ApiChange, creation
from contractfirst_conformance.areas.webhook_subscriptions import RegisteredWebhook, Subscriptions
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.errors import Skipped
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.receiver import Arrival, Endpoint, EndpointReply, RecordingReceiver
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = ["LATER", "RETRY_SECONDS", "SLACK", "TIMEOUT", "RetryScenario", "outcome_of", "retry_scenario_of"]

RETRY_SECONDS = 12.0
"""How long after the first message a retry is waited for."""

LATER = 8
"""What Retry-After asks for, in seconds."""

SLACK = 6.0
"""How long after those seconds a retry is waited for."""

TIMEOUT = 15.0

_ARRIVAL_SECONDS = 10.0
# What arrived is not written down yet, for servers do so when they have the answer.
_SETTLING_SECONDS = 5.0
_SETTLING_POLL = 0.5
# The endpoints that fail once and ask for nothing.
_RETRIED = ("500", "404", "302", "307", "silent")

_scenarios: WeakKeyDictionary[ServerUnderTest, "RetryScenario"] = WeakKeyDictionary()


@dataclass(slots=True)
class RetryScenario:
    """``hooks`` by what their endpoints do; ``gone_read`` and the like are what the API showed of them.

    ``changes`` are in the order in which they were made: the first went to everybody, those between while the
    gone one was disabled, the last after it was enabled again.
    """

    receiver: RecordingReceiver
    subscriptions: Subscriptions
    event: str
    trap: Endpoint
    hooks: dict[str, RegisteredWebhook] = field(default_factory=dict)
    changes: list[ApiChange] = field(default_factory=list)
    deliveries: dict[str, tuple[list[Mapping[str, Any]], Exchange]] = field(default_factory=dict)
    gone_read: Exchange | None = None
    gone_again: Exchange | None = None
    gone_before: int = 0
    redelivered: Exchange | None = None
    prompt: dict[str, float | None] = field(default_factory=dict)

    def of(self, name: str, change: int = 0) -> list[Arrival]:
        """Return what arrived at an endpoint because of a change."""
        return [
            each
            for each in self.hooks[name].endpoint.events(self.event)
            if each.data.get("id") == self.changes[change].id
        ]

    def delivery(self, name: str, change: int = 0) -> tuple[Mapping[str, Any], Exchange]:
        """Return the delivery of a change to an endpoint as the API lists it, empty for none."""
        listed, exchange = self.deliveries[name]
        arrivals = self.of(name, change)
        found = [each for each in listed if arrivals and each.get("event_id") == arrivals[0].id]
        return (found[0] if found else {}), exchange

    def is_settled(self, name: str) -> bool:
        """Return whether the list shows every attempt at an endpoint and the results."""
        arrivals, (delivery, _) = self.of(name), self.delivery(name)
        return not arrivals or (
            len(delivery.get("attempts", ())) >= len(arrivals)
            and delivery.get("status") == outcome_of(arrivals[-1].answered)
        )


def outcome_of(answered: int) -> str:
    """Return the status of a delivery whose last attempt was answered with this one, 0 for not at all."""
    if 200 <= answered < 300:
        return "succeeded"
    return "failed" if answered == 410 else "pending"


def retry_scenario_of(context: CheckContext) -> RetryScenario:
    """Return the retry scenario of this run, started once; raises ``Skipped`` without the time."""
    if context.server not in _scenarios:
        if not context.client.budget.allows(LATER + SLACK):
            context.skip(
                f"retries take {LATER} s and the wait budget has {context.client.budget.left:.0f} s left"
            )
        receiver = RecordingReceiver(context.client.credentials.server.webhook_host, context.client.clock)
        try:
            _scenarios[context.server] = _start_scenario(context, receiver)
        except BaseException:
            receiver.close()
            raise
    return _scenarios[context.server]


def _start_scenario(context: CheckContext, receiver: RecordingReceiver) -> RetryScenario:
    subscriptions = Subscriptions.of(context.server)
    subscriptions.clear()
    scenario = RetryScenario(receiver, subscriptions, "", receiver.endpoint())
    scenario.event = next((each for each in subscriptions.types if each.endswith(".created")), "")
    try:
        _run_scenario(scenario, context)
        if subscriptions.listing is not None:
            scenario.deliveries = {
                name: subscriptions.deliveries(hook) for name, hook in scenario.hooks.items()
            }
            _let_settle(scenario, context.server)
    finally:
        if subscriptions.family.delete is not None:
            for name, hook in scenario.hooks.items():
                if name != "mute":
                    subscriptions.delete(hook)
    return scenario


def _let_settle(scenario: RetryScenario, server: ServerUnderTest) -> None:
    """Read the lists again until they are up to date, except for endpoints without answers."""
    end = server.client.clock.monotonic() + _SETTLING_SECONDS
    answering = [name for name in scenario.hooks if name not in ("slow", "mute")]
    while server.client.clock.monotonic() < end:
        unsettled = [name for name in answering if not scenario.is_settled(name)]
        if not unsettled:
            return
        server.client.clock.sleep(_SETTLING_POLL)
        for name in unsettled:
            scenario.deliveries[name] = scenario.subscriptions.deliveries(scenario.hooks[name])


def _run_scenario(scenario: RetryScenario, context: CheckContext) -> None:
    receiver = scenario.receiver
    slow = EndpointReply(204, hold_seconds=TIMEOUT + 10)
    answers = {
        "500": [EndpointReply(500), EndpointReply(204)],
        "404": [EndpointReply(404), EndpointReply(204)],
        "302": [EndpointReply(302, [("Location", scenario.trap.url)]), EndpointReply(204)],
        "307": [EndpointReply(307, [("Location", scenario.trap.url)]), EndpointReply(204)],
        "silent": [EndpointReply(0), EndpointReply(204)],
        "later": [EndpointReply(503, [("Retry-After", str(LATER))]), EndpointReply(204)],
        "200": [EndpointReply(200)],
        "204": [EndpointReply(204)],
        "gone": [EndpointReply(410), EndpointReply(204)],
        "slow": [slow],
        "mute": [EndpointReply(204, hold_seconds=TIMEOUT + 10), EndpointReply(204)],
    }
    for name, given in answers.items():
        scenario.hooks[name] = scenario.subscriptions.register(receiver.endpoint(*given), [scenario.event])
    _change(scenario, context)
    receiver.wait(lambda: all(scenario.of(name) for name in scenario.hooks), _ARRIVAL_SECONDS)
    _enable_what_is_gone(scenario, context)
    slow.released.set()
    _redeliver(scenario)
    _wait_for_retries(scenario, context.server, _RETRIED, 0, RETRY_SECONDS)
    _wait_for_retries(scenario, context.server, ["later"], LATER, SLACK)


def _wait_for_retries(
    scenario: RetryScenario, server: ServerUnderTest, names: Sequence[str], least: float, longest: float
) -> None:
    """Wait ``least`` seconds from the first messages to some endpoints, then at most ``longest`` for more."""
    reached = [name for name in names if scenario.of(name)]
    if not reached:
        return
    due = max(scenario.of(name)[0].at for name in reached) + least
    server.client.budget.wait(due - server.client.clock.now())
    scenario.receiver.wait(
        lambda: all(len(scenario.of(name)) > 1 for name in reached), due + longest - server.client.clock.now()
    )


def _change(scenario: RetryScenario, context: CheckContext) -> None:
    change = creation(context, scenario.event)
    if change is None:
        raise Skipped("the API creates nothing that raises an event")
    scenario.changes.append(change)


def _enable_what_is_gone(scenario: RetryScenario, context: CheckContext) -> None:
    """Make changes while the webhook that is gone is disabled, enable it, and make one more."""
    subscriptions, hook, receiver = scenario.subscriptions, scenario.hooks["gone"], scenario.receiver
    if not subscriptions.enabled_member or subscriptions.family.read is None:
        return

    def disabled() -> bool:
        scenario.gone_read = subscriptions.read(hook)
        return scenario.gone_read.fields.get(subscriptions.enabled_member) is False

    receiver.wait(disabled, _ARRIVAL_SECONDS)
    for _ in range(2):
        _change(scenario, context)
        at = context.client.clock.monotonic()
        arrived = receiver.wait(lambda: bool(scenario.of("204", -1)), _ARRIVAL_SECONDS)
        scenario.prompt[scenario.changes[-1].id] = context.client.clock.monotonic() - at if arrived else None
    scenario.gone_before = len(hook.endpoint.arrivals)
    scenario.gone_again = subscriptions.switch(hook, True)
    _change(scenario, context)
    receiver.wait(lambda: bool(scenario.of("gone", -1)), _ARRIVAL_SECONDS)


def _redeliver(scenario: RetryScenario) -> None:
    """Ask for the first delivery to the one that works once more, when its timestamp must be another."""
    subscriptions, receiver, hook = scenario.subscriptions, scenario.receiver, scenario.hooks["200"]
    arrivals = scenario.of("200")
    if subscriptions.again is None or subscriptions.listing is None or not arrivals:
        return
    receiver.wait(lambda: False, 1.2)
    listed, _ = subscriptions.deliveries(hook)
    found = next((each for each in listed if each.get("event_id") == arrivals[0].id), None)
    if found is not None:
        scenario.redelivered = subscriptions.redeliver(hook, str(found.get("id")))
        receiver.wait(lambda: len(scenario.of("200")) > 1, _ARRIVAL_SECONDS)
