"""The limiter against a bucket written in fractions, and against somebody else's."""

from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from pyrate_limiter import Rate, TokenBucket

from contractfirst.clock import ManualClock
from contractfirst.limits import Charge, MemoryLimiter
from tests.engine.limits.naive_bucket import NaiveBucket
from tests.engine.limits.rates import CLASSES, NamedRate, result_of

PLANS = {"a": Fraction(1), "b": Fraction(5, 2), "c": Fraction(3, 7), "d": Fraction(1, 40)}
charges = st.builds(
    lambda rate, key: Charge(rate, key, PLANS[key]), st.sampled_from(CLASSES), st.sampled_from(sorted(PLANS))
)
durations = st.one_of(
    st.integers(0, 10**6),
    st.integers(0, 20 * 10**9),
    st.integers(0, 4000).map(lambda seconds: seconds * 10**9),
)


class LimiterMachine(RuleBasedStateMachine):
    """Every answer is the one that the fractions give."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC), 12345)
        self.limiter = MemoryLimiter(self.clock, max_keys=len(CLASSES) * len(PLANS))
        self.buckets = {
            (rate.name, key): NaiveBucket(rate, multiplier, self.clock.elapsed_ns)
            for rate in CLASSES
            for key, multiplier in PLANS.items()
        }

    def bucket(self, charge: Charge) -> NaiveBucket:
        return self.buckets[charge.rate.name, charge.key]

    @rule(elapsed=durations)
    def time_passes(self, elapsed: int) -> None:
        self.clock.elapsed_ns += elapsed

    @rule(charge=charges, times=st.integers(1, 60))
    def requests_come(self, charge: Charge, times: int) -> None:
        for _ in range(times):
            expected = self.bucket(charge).admit(self.clock.elapsed_ns)
            assert result_of(self.limiter.admit([charge])) == expected

    @rule(several=st.lists(charges, min_size=2, max_size=3, unique_by=lambda c: (c.rate.name, c.key)))
    def request_charged_to_several(self, several: list[Charge]) -> None:
        now = self.clock.elapsed_ns
        admitted = all(self.bucket(charge).ready(now) for charge in several)
        decision = result_of(self.limiter.admit(several))
        assert decision.admitted == admitted
        if admitted:
            expected = [self.bucket(charge).admit(now) for charge in several]
            assert decision.remaining == min(each.remaining for each in expected)
        else:
            refusals = [self.bucket(c).admit(now) for c in several if not self.bucket(c).ready(now)]
            assert decision.retry_after == max(each.retry_after for each in refusals)

    @rule(charge=charges)
    def request_is_refunded(self, charge: Charge) -> None:
        result_of(self.limiter.refund([charge]))
        self.bucket(charge).refund(self.clock.elapsed_ns)

    @invariant()
    def every_bucket_that_is_not_full_is_remembered(self) -> None:
        now = self.clock.elapsed_ns
        assert len(self.limiter) >= sum(not bucket.full(now) for bucket in self.buckets.values())


TestLimits = LimiterMachine.TestCase
TestLimits.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)


@given(
    rate=st.sampled_from(CLASSES),
    steps=st.lists(
        st.tuples(st.integers(0, 30_000) | st.integers(0, 400_000), st.integers(1, 50)), max_size=30
    ),
)
@settings(max_examples=150, deadline=None)
def test_pyrate_limiter_gives_the_same_decisions(rate: NamedRate, steps: list[tuple[int, int]]) -> None:
    theirs = TokenBucket()
    rates = [Rate(rate.quantity, rate.window * 1000, burst=rate.burst)]
    state = theirs.initial(rates)
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    ours = MemoryLimiter(clock)
    milliseconds = 10**9
    for pause, requests in steps:
        milliseconds += pause
        clock.elapsed_ns = milliseconds * 10**6
        for _ in range(requests):
            state, expected = theirs.step(rates, state, milliseconds, 1)
            decision = result_of(ours.admit([Charge(rate, "client")]))
            assert decision.admitted == (expected.failing_rate is None)
            if not decision.admitted:
                assert expected.retry_after_ms is not None
                assert decision.retry_after == -(-expected.retry_after_ms // 1000)
