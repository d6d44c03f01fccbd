"""A limiter in this process's memory."""

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

from contractfirst.clock import Clock
from contractfirst.limits.admission import Charge, Decision, Rate
from contractfirst.limits.arithmetic import Arithmetic, compile_rate

__all__ = ["MemoryLimiter"]

# How many due entries a new bucket removes at most: more than it adds, so that removal keeps up, and few, so
# that no single request pays for all of them.
SWEEP = 4


class TokenBucket:
    """The state of one key in one class; ``full_at`` is in ``1 / scale`` nanoseconds."""

    __slots__ = ("arithmetic", "full_at", "key", "multiplier", "rate")

    def __init__(
        self, key: tuple[str, str], rate: Rate, multiplier: Fraction, arithmetic: Arithmetic, full_at: int
    ) -> None:
        self.key = key
        self.rate = rate
        self.multiplier = multiplier
        self.arithmetic = arithmetic
        self.full_at = full_at

    def full_at_ns(self) -> int:
        """Return the first whole nanosecond at which the bucket is full."""
        return -(-self.full_at // self.arithmetic.scale)


class MemoryLimiter:
    """Token buckets for one event loop.

    ``admit`` and ``refund`` never wait, so nothing can run between their look and their change. A full
    bucket is the same as none and is forgotten; a bucket that is not full is forgotten only when
    ``max_keys`` of them are in use at once, and then the one closest to full goes.

    ``_queue`` holds (a time no later than the bucket becomes full, sequence number, bucket), soonest first:
    one entry for each bucket in ``_buckets``, besides entries of buckets that were replaced.
    """

    def __init__(self, clock: Clock, max_keys: int = 100_000) -> None:
        if max_keys < 1:
            raise ValueError("max_keys must be positive")
        self._clock = clock
        self._max_keys = max_keys
        self._buckets: dict[tuple[str, str], TokenBucket] = {}
        self._queue: list[tuple[int, int, TokenBucket]] = []
        self._sequence = 0
        self._arithmetic: dict[tuple[str, int, int, int, int, int], Arithmetic] = {}

    def __len__(self) -> int:
        """Return the number of buckets kept."""
        return len(self._buckets)

    async def admit(self, charges: Sequence[Charge]) -> Decision:
        now = self._clock.monotonic_ns()
        if len(charges) == 1:
            return self._admit_one(charges[0], now)
        return self._admit_all(charges, now)

    async def refund(self, charges: Sequence[Charge]) -> None:
        now = self._clock.monotonic_ns()
        for charge in charges:
            bucket = self._buckets.get((charge.rate.name, charge.key))
            if bucket is not None:
                bucket = self._current(bucket, charge, now)
                # Replaced rather than changed: its entry in the queue would come too late.
                self._replace(bucket, bucket.full_at - bucket.arithmetic.cost, now)

    def _admit_one(self, charge: Charge, now: int) -> Decision:
        key = (charge.rate.name, charge.key)
        bucket = self._buckets.get(key)
        if bucket is None:
            arithmetic = self._compile(charge.rate, charge.multiplier)
            full_at = now * arithmetic.scale + arithmetic.cost
            self._remember(TokenBucket(key, charge.rate, charge.multiplier, arithmetic, full_at), now)
            return _admitted(arithmetic, arithmetic.cost)
        if bucket.rate is not charge.rate or bucket.multiplier is not charge.multiplier:
            bucket = self._current(bucket, charge, now)
        arithmetic = bucket.arithmetic
        moment = now * arithmetic.scale
        debt = bucket.full_at - moment
        if debt <= 0:
            debt = 0
        elif debt > arithmetic.slack:
            return _refused(arithmetic, debt)
        debt += arithmetic.cost
        bucket.full_at = moment + debt
        return _admitted(arithmetic, debt)

    def _admit_all(self, charges: Sequence[Charge], now: int) -> Decision:
        keys = {(charge.rate.name, charge.key) for charge in charges}
        if not charges or len(keys) != len(charges):
            raise ValueError("a request is charged to at least one bucket, and to each bucket once")
        refusals = [decision for charge in charges if (decision := self._refusal(charge, now)) is not None]
        if refusals:
            return max(refusals, key=lambda decision: (decision.retry_after, decision.reset_seconds))
        decisions = [self._admit_one(charge, now) for charge in charges]
        return min(decisions, key=lambda decision: (decision.remaining, -decision.reset_seconds))

    def _refusal(self, charge: Charge, now: int) -> Decision | None:
        """Return why this charge would not be admitted, and change nothing."""
        bucket = self._buckets.get((charge.rate.name, charge.key))
        if bucket is None:
            self._compile(charge.rate, charge.multiplier)
            return None
        bucket = self._current(bucket, charge, now)
        debt = bucket.full_at - now * bucket.arithmetic.scale
        return _refused(bucket.arithmetic, debt) if debt > bucket.arithmetic.slack else None

    def _compile(self, rate: Rate, multiplier: Fraction) -> Arithmetic:
        key = (
            rate.name,
            rate.quantity,
            rate.window,
            rate.burst,
            multiplier.numerator,
            multiplier.denominator,
        )
        arithmetic = self._arithmetic.get(key)
        if arithmetic is None:
            arithmetic = self._arithmetic[key] = compile_rate(rate, multiplier)
        return arithmetic

    def _current(self, bucket: TokenBucket, charge: Charge, now: int) -> TokenBucket:
        """Return the bucket under the charge's rate and multiplier, which may have changed since."""
        arithmetic = self._compile(charge.rate, charge.multiplier)
        old = bucket.arithmetic
        if arithmetic is old:
            bucket.rate, bucket.multiplier = charge.rate, charge.multiplier
            return bucket
        # Rounded up: the change of unit may cost the caller a fraction of a nanosecond, never give one.
        full_at = -(-bucket.full_at * arithmetic.scale // old.scale)
        full_at = min(full_at, now * arithmetic.scale + arithmetic.capacity)
        changed = TokenBucket(bucket.key, charge.rate, charge.multiplier, arithmetic, full_at)
        self._buckets[bucket.key] = changed
        self._enqueue(changed)
        return changed

    def _replace(self, bucket: TokenBucket, full_at: int, now: int) -> None:
        del self._buckets[bucket.key]
        if full_at > now * bucket.arithmetic.scale:
            changed = TokenBucket(bucket.key, bucket.rate, bucket.multiplier, bucket.arithmetic, full_at)
            self._buckets[bucket.key] = changed
            self._enqueue(changed)

    def _remember(self, bucket: TokenBucket, now: int) -> None:
        self._forget_full(now)
        self._buckets[bucket.key] = bucket
        self._enqueue(bucket)

    def _enqueue(self, bucket: TokenBucket) -> None:
        self._sequence += 1
        heappush(self._queue, (bucket.full_at_ns(), self._sequence, bucket))
        if len(self._queue) > 2 * self._max_keys + SWEEP:
            self._queue = [entry for entry in self._queue if self._buckets.get(entry[2].key) is entry[2]]
            heapify(self._queue)

    def _forget_full(self, now: int) -> None:
        """Remove a few full buckets, and others if there is no room for one more."""
        looks = SWEEP
        while self._queue:
            at_capacity = len(self._buckets) >= self._max_keys
            due, _, bucket = self._queue[0]
            if not at_capacity and (looks == 0 or due > now):
                return
            looks = max(looks - 1, 0)
            heappop(self._queue)
            if self._buckets.get(bucket.key) is not bucket:
                continue
            full_at = bucket.full_at_ns()
            # At capacity, an entry whose time is right is the bucket closest to full, which is removed.
            if full_at <= now or (at_capacity and full_at == due):
                del self._buckets[bucket.key]
            else:
                self._enqueue(bucket)


def _admitted(arithmetic: Arithmetic, debt: int) -> Decision:
    return Decision(
        True,
        arithmetic.rate_name,
        arithmetic.limit,
        arithmetic.window,
        arithmetic.burst,
        (arithmetic.capacity - debt) // arithmetic.cost,
        -(-debt // arithmetic.second),
        0,
    )


def _refused(arithmetic: Arithmetic, debt: int) -> Decision:
    return Decision(
        False,
        arithmetic.rate_name,
        arithmetic.limit,
        arithmetic.window,
        arithmetic.burst,
        0,
        -(-debt // arithmetic.second),
        -(-(debt - arithmetic.slack) // arithmetic.second),
    )
