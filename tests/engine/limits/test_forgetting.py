"""Memory is bounded, and forgetting changes no decision within the bound."""

from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from contractfirst.clock import ManualClock
from contractfirst.limits import Charge, MemoryLimiter
from tests.engine.limits.naive_bucket import NaiveBucket
from tests.engine.limits.rates import CLASSES, LIST, result_of

BULK = CLASSES[-1]
MAX_KEYS = 4


def new_limiter(max_keys: int) -> tuple[ManualClock, MemoryLimiter]:
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    return clock, MemoryLimiter(clock, max_keys)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9), st.integers(1, 15), st.sampled_from([0, 1, 6, 12, 60, 130]), st.booleans()
        ),
        max_size=60,
    )
)
@settings(max_examples=300, deadline=None)
def test_no_decision_changes_while_the_buckets_in_use_fit(steps: list[tuple[int, int, int, bool]]) -> None:
    clock, limiter = new_limiter(MAX_KEYS)
    models: dict[str, NaiveBucket] = {}
    for number, requests, pause, refund in steps:
        now = clock.elapsed_ns
        key = str(number)
        in_use = {name for name, bucket in models.items() if not bucket.full(now)}
        if len(in_use | {key}) <= MAX_KEYS:
            bucket = models.setdefault(key, NaiveBucket(BULK, Fraction(1), now))
            for _ in range(requests):
                assert result_of(limiter.admit([Charge(BULK, key)])) == bucket.admit(now)
            if refund:
                result_of(limiter.refund([Charge(BULK, key)]))
                bucket.refund(now)
            assert len(limiter) <= MAX_KEYS
        clock.elapsed_ns += pause * 10**9


def test_full_buckets_are_forgotten() -> None:
    clock, limiter = new_limiter(100_000)
    for number in range(1000):
        result_of(limiter.admit([Charge(LIST, f"early {number}")]))
    clock.elapsed_ns += 10**9
    for number in range(400):
        result_of(limiter.admit([Charge(LIST, f"late {number}")]))
    assert len(limiter) == 400


def test_a_crowd_pushes_out_the_bucket_closest_to_full_and_never_the_empty_one() -> None:
    _, limiter = new_limiter(50)
    victim = Charge(LIST, "victim")
    while result_of(limiter.admit([victim])).admitted:
        pass
    for number in range(5000):
        result_of(limiter.admit([Charge(LIST, f"address {number}")]))
        assert len(limiter) <= 50
    assert not result_of(limiter.admit([victim])).admitted


def test_a_plan_that_changes_all_the_time_leaves_nothing_behind() -> None:
    _, limiter = new_limiter(10)
    for number in range(2000):
        result_of(limiter.admit([Charge(LIST, "client", Fraction(1 + number % 3))]))
        result_of(limiter.refund([Charge(LIST, "client", Fraction(1))]))
    assert len(limiter) <= 1
    assert len(limiter._queue) <= 2 * 10 + 4
