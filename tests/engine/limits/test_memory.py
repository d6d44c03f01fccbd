"""The promises on bursts, isolation and Retry-After."""

import asyncio
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractfirst.clock import ManualClock
from contractfirst.limits import Charge, Decision, MemoryLimiter
from tests.engine.limits.rates import CLASSES, LIST, NamedRate, result_of

MULTIPLIERS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(1, 3), Fraction(7, 11), Fraction(1, 1000))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def limiter(clock: ManualClock) -> MemoryLimiter:
    return MemoryLimiter(clock)


def new_limiter(start_ns: int = 0) -> tuple[ManualClock, MemoryLimiter]:
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC), start_ns)
    return clock, MemoryLimiter(clock)


def drain(limiter: MemoryLimiter, charge: Charge) -> tuple[int, Decision]:
    """Return how many requests were admitted at once, and the refusal that ended it."""
    admitted = 0
    while (decision := result_of(limiter.admit([charge]))).admitted:
        admitted += 1
    return admitted, decision


@pytest.mark.parametrize("rate", CLASSES, ids=lambda rate: rate.name)
def test_full_bucket_admits_its_burst_at_once_then_one_at_a_time(
    rate: NamedRate, clock: ManualClock, limiter: MemoryLimiter
) -> None:
    charge = Charge(rate, "client")
    admitted, refusal = drain(limiter, charge)
    assert admitted == rate.burst
    assert refusal.remaining == 0
    interval = rate.window * 10**9 // rate.quantity
    for _ in range(5):
        clock.elapsed_ns += interval - 1
        assert not result_of(limiter.admit([charge])).admitted
        clock.elapsed_ns += 1
        assert result_of(limiter.admit([charge])).admitted
        assert not result_of(limiter.admit([charge])).admitted


def test_201_list_requests_in_a_burst_give_one_refusal(limiter: MemoryLimiter) -> None:
    decisions = [result_of(limiter.admit([Charge(LIST, "client")])) for _ in range(201)]
    assert [decision.admitted for decision in decisions] == [True] * 200 + [False]
    assert decisions[0] == Decision(True, "list", 100, 60, 200, remaining=199, reset_seconds=1, retry_after=0)
    assert decisions[-1] == Decision(
        False, "list", 100, 60, 200, remaining=0, reset_seconds=120, retry_after=1
    )


@given(
    rate=st.sampled_from(CLASSES),
    multiplier=st.sampled_from(MULTIPLIERS) | st.fractions(Fraction(1, 50), 20, max_denominator=97),
    start=st.integers(0, 10**18),
    pause=st.integers(0, 400 * 10**9),
)
@settings(max_examples=150, deadline=None)
def test_retry_after_is_honest_at_both_edges(
    rate: NamedRate, multiplier: Fraction, start: int, pause: int
) -> None:
    charge = Charge(rate, "client", multiplier)

    def refused() -> tuple[ManualClock, MemoryLimiter, Decision]:
        clock, limiter = new_limiter(start)
        drain(limiter, charge)
        clock.elapsed_ns += pause
        _, refusal = drain(limiter, charge)
        return clock, limiter, refusal

    clock, limiter, refusal = refused()
    assert refusal.retry_after >= 1
    clock.elapsed_ns += refusal.retry_after * 10**9
    assert result_of(limiter.admit([charge])).admitted
    if refusal.retry_after > 1:
        clock, limiter, refusal = refused()
        clock.elapsed_ns += (refusal.retry_after - 1) * 10**9
        assert not result_of(limiter.admit([charge])).admitted


@given(
    rate=st.sampled_from(CLASSES),
    multiplier=st.sampled_from(MULTIPLIERS[:5]),
    used=st.integers(1, 30),
    pause=st.integers(0, 60 * 10**9),
)
@settings(max_examples=100, deadline=None)
def test_remaining_and_reset_are_what_then_happens(
    rate: NamedRate, multiplier: Fraction, used: int, pause: int
) -> None:
    charge = Charge(rate, "client", multiplier)

    def state() -> tuple[ManualClock, MemoryLimiter, Decision]:
        clock, limiter = new_limiter()
        for _ in range(used):
            result_of(limiter.admit([charge]))
        clock.elapsed_ns += pause
        return clock, limiter, result_of(limiter.admit([charge]))

    clock, limiter, decision = state()
    assert drain(limiter, charge)[0] == decision.remaining
    clock, limiter, decision = state()
    clock.elapsed_ns += decision.reset_seconds * 10**9
    assert drain(limiter, charge)[0] == decision.burst
    # Draining a bucket that is not quite full leaves it further from its next request.
    fresh = drain(new_limiter()[1], charge)[1]
    clock, limiter, decision = state()
    clock.elapsed_ns += (decision.reset_seconds - 1) * 10**9
    admitted, refusal = drain(limiter, charge)
    assert (admitted, -refusal.reset_seconds) <= (decision.burst, -fresh.reset_seconds)


def test_multiplier_scales_rate_and_burst(clock: ManualClock, limiter: MemoryLimiter) -> None:
    charge = Charge(LIST, "client", Fraction(3, 2))
    admitted, refusal = drain(limiter, charge)
    assert admitted == 300
    assert (refusal.limit, refusal.burst) == (150, 300)
    clock.elapsed_ns += 400_000_000
    assert drain(limiter, charge)[0] == 1


def test_tiny_multiplier_leaves_a_bucket_of_one(clock: ManualClock, limiter: MemoryLimiter) -> None:
    charge = Charge(LIST, "client", Fraction(1, 1000))
    admitted, refusal = drain(limiter, charge)
    assert (admitted, refusal.retry_after) == (1, 600)


@pytest.mark.parametrize("factor", [Fraction(2), Fraction(1, 2), Fraction(7, 3)])
def test_changed_plan_keeps_the_bucket_s_share(
    factor: Fraction, clock: ManualClock, limiter: MemoryLimiter
) -> None:
    for _ in range(100):
        result_of(limiter.admit([Charge(LIST, "client")]))
    assert drain(limiter, Charge(LIST, "client", factor))[0] == int(100 * factor)
    assert drain(limiter, Charge(LIST, "client"))[0] == 0


def test_new_plan_never_fills_an_empty_bucket(clock: ManualClock, limiter: MemoryLimiter) -> None:
    drain(limiter, Charge(LIST, "client"))
    for numerator in range(1, 60):
        assert not result_of(limiter.admit([Charge(LIST, "client", Fraction(numerator, 7))])).admitted


def test_change_of_plan_never_gives_a_fraction_of_a_nanosecond(
    clock: ManualClock, limiter: MemoryLimiter
) -> None:
    rate = NamedRate("two at once", 100, 60, 2)
    result_of(limiter.admit([Charge(rate, "client", Fraction(7, 11))]))
    # Full after 942,857,142 6/7 ns, so half full 600,000,000 ns earlier.
    clock.elapsed_ns = 342_857_142
    assert not result_of(limiter.admit([Charge(rate, "client")])).admitted
    clock.elapsed_ns += 1
    assert result_of(limiter.admit([Charge(rate, "client")])).admitted


def test_leaving_a_tiny_plan_leaves_its_long_wait_behind(limiter: MemoryLimiter) -> None:
    assert drain(limiter, Charge(LIST, "client", Fraction(1, 1000)))[1].retry_after == 600
    refusal = drain(limiter, Charge(LIST, "client"))[1]
    assert (refusal.retry_after, refusal.reset_seconds) == (1, 120)


def test_keys_and_classes_are_isolated(limiter: MemoryLimiter) -> None:
    for rate in CLASSES:
        for key in ("a", "b"):
            assert drain(limiter, Charge(rate, key))[0] == rate.burst


def test_all_buckets_are_charged_or_none(limiter: MemoryLimiter) -> None:
    rate = CLASSES[0]
    client, address = Charge(rate, "client:a"), Charge(rate, "address:1")
    drain(limiter, address)
    refusal = result_of(limiter.admit([client, address]))
    assert not refusal.admitted
    assert refusal.retry_after == 6
    assert drain(limiter, client)[0] == rate.burst


def test_decision_tells_of_the_bucket_that_runs_out_first(limiter: MemoryLimiter) -> None:
    rate = CLASSES[0]
    first, second = Charge(rate, "client:a"), Charge(rate, "address:1")
    for _ in range(5):
        result_of(limiter.admit([second]))
    assert result_of(limiter.admit([first, second])).remaining == 14
    assert result_of(limiter.admit([second, first])).remaining == 13


def test_retry_after_is_that_of_the_bucket_that_takes_longest(
    clock: ManualClock, limiter: MemoryLimiter
) -> None:
    rate = CLASSES[0]
    early, late = Charge(rate, "client:a"), Charge(rate, "address:1")
    drain(limiter, early)
    clock.elapsed_ns += 4 * 10**9
    drain(limiter, late)
    assert result_of(limiter.admit([early, late])).retry_after == 6
    clock.elapsed_ns += 5 * 10**9
    assert result_of(limiter.admit([early, late])).retry_after == 1
    clock.elapsed_ns += 1 * 10**9
    assert result_of(limiter.admit([early, late])).admitted


def test_refund_gives_back_and_never_overfills(limiter: MemoryLimiter) -> None:
    charge = Charge(LIST, "client")
    result_of(limiter.refund([charge]))
    drain(limiter, charge)
    result_of(limiter.refund([charge, charge]))
    assert drain(limiter, charge)[0] == 2
    for _ in range(300):
        result_of(limiter.refund([charge]))
    assert len(limiter) == 0
    assert drain(limiter, charge)[0] == LIST.burst


def test_concurrent_requests_are_never_over_admitted(limiter: MemoryLimiter) -> None:
    async def caller() -> int:
        admitted = 0
        for _ in range(10):
            admitted += (await limiter.admit([Charge(LIST, "client")])).admitted
            await asyncio.sleep(0)
        return admitted

    async def crowd() -> int:
        return sum(await asyncio.gather(*(caller() for _ in range(100))))

    assert asyncio.run(crowd()) == LIST.burst


@pytest.mark.parametrize(
    "charges",
    [
        [],
        [Charge(LIST, "a"), Charge(LIST, "a")],
        [Charge(LIST, "a", Fraction(0))],
        [Charge(LIST, "a", Fraction(-1)), Charge(LIST, "b")],
        [Charge(NamedRate("none", 0, 60, 1), "a")],
        [Charge(NamedRate("none", 1, 0, 1), "a")],
        [Charge(NamedRate("none", 1, 60, 0), "a")],
    ],
    ids=str,
)
def test_senseless_charges_are_refused_and_cost_nothing(
    charges: list[Charge], limiter: MemoryLimiter
) -> None:
    with pytest.raises(ValueError, match=r"bucket|positive"):
        result_of(limiter.admit(charges))
    assert len(limiter) == 0


def test_a_limiter_remembers_at_least_one_key(clock: ManualClock) -> None:
    with pytest.raises(ValueError, match="max_keys"):
        MemoryLimiter(clock, max_keys=0)
