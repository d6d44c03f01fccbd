"""A reference token bucket for a server whose exact decision times are not known.

A server decides somewhere between the moment a request is sent and the moment its response is there. So
the bucket keeps two bounds on the tokens that may be left, and only what lies outside both is wrong:
``low`` assumes that the server refilled as little as it may have, ``high`` as much as it may have.

With the level full at request j, the level at request k is burst + rate * (t_k - t_j) less what was
admitted from j up to k; the real level is the least over all j. Taking the moments at their earliest or
latest in that formula bounds it without adding up the uncertainty of every request in between.
"""

import math
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Bounds", "BucketRate", "ReferenceBucket"]

# Moments are floats of a clock: less than this, in tokens, proves nothing.
_GRAIN = 1e-6
# Two machines' clocks do not run alike: a quartz is some 100 millionths off.
_DRIFT = 2e-4


class BucketRate(Protocol):
    """``quantity`` requests in each ``window`` (seconds), ``burst`` at once."""

    @property
    def quantity(self) -> int: ...
    @property
    def window(self) -> int: ...
    @property
    def burst(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many tokens there may have been when the server decided; ``low`` <= ``high``."""

    low: float
    high: float

    @property
    def must_admit(self) -> bool:
        """There was a token for certain."""
        return self.low >= 1 - _GRAIN

    @property
    def must_refuse(self) -> bool:
        """There was no token for certain."""
        return self.high < 1 - _GRAIN

    def agrees(self, admitted: bool) -> bool:
        """Return whether the bucket allows a decision."""
        return not self.must_refuse if admitted else not self.must_admit


class ReferenceBucket:
    """One key's bucket of one class; full before the first request.

    Requests are observed in the order in which they were made, each after the one before was answered.
    Times are seconds of one monotonic clock.
    """

    def __init__(self, rate: BucketRate) -> None:
        self.burst = rate.burst
        self.per_second = rate.quantity / rate.window
        self.admitted = 0
        self._fastest = self.per_second * (1 + _DRIFT)
        self._slowest = self.per_second * (1 - _DRIFT)
        # The least over all requests so far of burst - rate * moment + admitted before it, by the moment's
        # earliest for the upper bound and latest for the lower one.
        self._high = math.inf
        self._low = math.inf

    def bounds(self, started: float, ended: float) -> Bounds:
        """Return the level for a decision made between two moments, before it takes a token."""
        high = min(self.burst, self._high + self._fastest * ended - self.admitted)
        low = min(self.burst, self._low + self._slowest * started - self.admitted)
        return Bounds(max(0.0, min(low, high)), max(0.0, high))

    def observe(self, started: float, ended: float, admitted: bool) -> Bounds:
        """Note what became of a request; return the bounds that held before it."""
        before = self.bounds(started, ended)
        self._high = min(self._high, self.burst - self._fastest * started + self.admitted)
        self._low = min(self._low, self.burst - self._slowest * ended + self.admitted)
        if admitted:
            self.admitted += 1
        return before

    def retry_after(self, before: Bounds) -> tuple[int, int]:
        """Return the least and the most that an accurate Retry-After has after a refusal."""
        return max(1, self._seconds(1 - before.high)), max(1, self._seconds(1 - before.low))

    def remaining(self, before: Bounds, *, admitted: bool) -> tuple[int, int]:
        """Return the least and the most whole requests left after a decision."""
        taken = 1 if admitted else 0
        least, most = (math.floor(level - taken + _GRAIN) for level in (before.low, before.high))
        return max(0, least), max(0, most)

    def reset(self, before: Bounds, *, admitted: bool) -> tuple[int, int]:
        """Return the least and the most whole seconds, rounded up, until the bucket is full again."""
        missing = self.burst + (1 if admitted else 0)
        return self._seconds(missing - before.high), self._seconds(missing - before.low)

    def _seconds(self, tokens: float) -> int:
        return max(0, math.ceil((tokens - _GRAIN) / self.per_second))
