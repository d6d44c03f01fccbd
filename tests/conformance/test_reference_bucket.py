"""The reference token bucket: exact when time is, careful when it is not."""

from dataclasses import dataclass
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from contractfirst_conformance.reference_bucket import ReferenceBucket


@dataclass(frozen=True)
class BucketRate:
    quantity: int
    window: int
    burst: int


class Correct:
    """A token bucket that does what is promised, at moments nobody else knows."""

    def __init__(self, rate: BucketRate, pace: float = 1.0) -> None:
        self.rate, self.level, self.moment, self.pace = rate, float(rate.burst), 0.0, pace

    def admits(self, moment: float) -> bool:
        refill = self.pace * (moment - self.moment) * self.rate.quantity / self.rate.window
        self.level, self.moment = min(self.rate.burst, self.level + refill), moment
        if self.level < 1:
            return False
        self.level -= 1
        return True


def test_the_burst_is_due_and_no_more() -> None:
    bucket = ReferenceBucket(BucketRate(10, 60, 20))
    for _ in range(20):
        assert bucket.observe(5.0, 5.0, admitted=True).must_admit
    before = bucket.observe(5.0, 5.0, admitted=False)
    assert before.must_refuse
    assert bucket.retry_after(before) == (6, 6)
    assert bucket.remaining(before, admitted=False) == (0, 0)
    assert bucket.reset(before, admitted=False) == (120, 120)


def test_waiting_longer_accumulates_nothing() -> None:
    bucket = ReferenceBucket(BucketRate(60, 60, 5))
    bucket.observe(0.0, 0.0, admitted=True)
    assert bucket.bounds(1000.0, 1000.0).high == 5


def test_a_rate_that_is_a_tenth_off_shows_after_ten_tokens_and_a_half() -> None:
    bucket = ReferenceBucket(BucketRate(60, 60, 20))
    for _ in range(20):
        bucket.observe(0.0, 0.0, admitted=True)
    assert bucket.bounds(9.45, 9.45).high < 10
    assert bucket.bounds(11.55, 11.55).low >= 11


def test_tokens_that_may_have_come_back_are_no_failure() -> None:
    bucket = ReferenceBucket(BucketRate(60, 60, 1))
    bucket.observe(0.0, 0.4, admitted=True)
    maybe = bucket.bounds(0.9, 1.5)
    assert not maybe.must_admit
    assert not maybe.must_refuse


@given(
    st.integers(0, 2**32),
    st.sampled_from([BucketRate(10, 60, 20), BucketRate(100, 60, 7), BucketRate(10, 3600, 3)]),
    st.sampled_from([1 - 1e-4, 1.0, 1 + 1e-4]),
)
def test_a_correct_bucket_never_fails_whatever_the_clock(seed: int, rate: BucketRate, pace: float) -> None:
    random, correct, bucket, now = Random(seed), Correct(rate, pace), ReferenceBucket(rate), 0.0
    for _ in range(80):
        started = now + random.choice([0, 0, 0, random.random(), 20 * random.random()])
        decided = started + random.random() / 10
        now = decided + random.random() / 10
        admitted = correct.admits(decided)
        before = bucket.observe(started, now, admitted)
        assert before.agrees(admitted)
        least, most = bucket.remaining(before, admitted=admitted)
        assert least <= int(correct.level + 1e-9) <= most
