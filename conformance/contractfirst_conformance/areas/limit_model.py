"""Random sequences of requests and pauses, a reference bucket beside each key and class."""

import functools
from collections import Counter
from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.rate_limit_probe import RateLimitProbe, classes

_EXAMPLES, _QUICK_EXAMPLES, _STEPS = 6, 2, 12
_KEYS = 2
# So many new tokens a key gets, for those are limited too.
_TOKENS = 8


@check(
    "RL-10",
    area="limits",
    title="Any sequence of requests is limited like a token bucket",
    source="x-rate-limits",
    needs=[Need.DOCUMENTED_LIMITS, Need.LIMIT_PROBE],
    quick=False,
)
def buckets_follow_the_model(context: CheckContext) -> None:
    """Bursts, pauses, tokens, keys and classes in random order, each decision compared with a model.

    The model is the suite's own token bucket. It knows when a request was sent and answered, so that only
    decisions that no correct server could have made count as failures. Pauses come from the wait budget;
    with a clock that tests can set, hours pass in a moment.
    """
    keys = [context.client.fresh_probe() for _ in range(_KEYS)]
    found = [each for each in classes(context) if each[0].keys == ("client",)]
    if not found:
        context.skip("no class is counted by client")
    all_probes = [
        RateLimitProbe(context, rate, operation, key).prepare() for key in keys for rate, operation in found
    ]
    examples = _QUICK_EXAMPLES if context.quick else _EXAMPLES
    # A part of what is left, for others want to wait too.
    allowance = [context.client.budget.left / 8]
    tokens_of: Counter[str] = Counter()
    ended: list[Exception] = []

    def until_ended(step: Callable[..., None]) -> Callable[..., None]:
        """Keep exceptions that end the check from Hypothesis, which would try to reproduce them."""

        @functools.wraps(step)
        def guarded(*given: Any, **chosen: Any) -> None:
            if ended:
                return
            try:
                step(*given, **chosen)
            except Exception as error:  # noqa: BLE001 - raised when the machine has stopped
                ended.append(error)

        return guarded

    class Machine(RuleBasedStateMachine):
        """Hypothesis chooses the steps; nothing is raised, since exact times cannot be reproduced."""

        @rule(limit_probe=st.sampled_from(all_probes), share=st.floats(0, 1.2))
        @until_ended
        def burst(self, limit_probe: RateLimitProbe, share: float) -> None:
            for _ in range(min(int(share * limit_probe.rate.burst) + 1, limit_probe.rate.burst + 5)):
                if not limit_probe.ask().admitted:
                    break

        @rule(limit_probe=st.sampled_from(all_probes), count=st.integers(1, 4))
        @until_ended
        def few(self, limit_probe: RateLimitProbe, count: int) -> None:
            for _ in range(count):
                limit_probe.ask()

        @rule(limit_probe=st.sampled_from(all_probes))
        @until_ended
        def new_token(self, limit_probe: RateLimitProbe) -> None:
            if not limit_probe.key.is_fixed and tokens_of[limit_probe.key.client_id] < _TOKENS:
                tokens_of[limit_probe.key.client_id] += 1
                limit_probe.ask(token=context.client.token(limit_probe.key, fresh=True))

        @rule(limit_probe=st.sampled_from(all_probes), tokens=st.floats(0.1, 8))
        @until_ended
        def pause(self, limit_probe: RateLimitProbe, tokens: float) -> None:
            if self.passed(tokens * limit_probe.wait_for_one()):
                limit_probe.ask()

        @rule(limit_probe=st.sampled_from(all_probes), tokens=st.floats(0.1, 8))
        @until_ended
        def empty_and_pause(self, limit_probe: RateLimitProbe, tokens: float) -> None:
            limit_probe.drain()
            if self.passed(tokens * limit_probe.wait_for_one()):
                for _ in range(int(tokens) + 1):
                    limit_probe.ask()

        def passed(self, seconds: float) -> bool:
            if seconds > allowance[0] or not context.client.budget.allows(seconds):
                return False
            allowance[0] -= seconds
            context.client.budget.wait(seconds)
            return True

    chosen = settings(
        max_examples=examples,
        stateful_step_count=_STEPS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seeded(context.seed)(Machine), settings=chosen)
    if ended:
        raise ended[0]
