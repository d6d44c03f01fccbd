"""A token bucket the way one would explain it: a level that rises, in fractions."""

from fractions import Fraction
from math import ceil

from contractfirst.limits import Decision
from tests.engine.limits.rates import NamedRate

__all__ = ["NaiveBucket"]


class NaiveBucket:
    def __init__(self, rate: NamedRate, multiplier: Fraction, now_ns: int) -> None:
        self.rate = rate
        self.multiplier = multiplier
        self.capacity = max(rate.burst * multiplier, Fraction(1))
        self.per_second = rate.quantity * multiplier / rate.window
        self.level = self.capacity
        self.seen_ns = now_ns

    def refill(self, now_ns: int) -> None:
        elapsed = Fraction(now_ns - self.seen_ns, 10**9)
        self.level = min(self.capacity, self.level + elapsed * self.per_second)
        self.seen_ns = now_ns

    def ready(self, now_ns: int) -> bool:
        self.refill(now_ns)
        return self.level >= 1

    def full(self, now_ns: int) -> bool:
        self.refill(now_ns)
        return self.level == self.capacity

    def admit(self, now_ns: int) -> Decision:
        admitted = self.ready(now_ns)
        if admitted:
            self.level -= 1
        return Decision(
            admitted=admitted,
            rate_name=self.rate.name,
            limit=int(self.rate.quantity * self.multiplier),
            window=self.rate.window,
            burst=int(self.capacity),
            remaining=int(self.level),
            reset_seconds=ceil((self.capacity - self.level) / self.per_second),
            retry_after=0 if admitted else ceil((1 - self.level) / self.per_second),
        )

    def refund(self, now_ns: int) -> None:
        self.refill(now_ns)
        self.level = min(self.capacity, self.level + 1)
