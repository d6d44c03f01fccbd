"""A token bucket's constants as integers, so that no rate and no multiplier is ever rounded.

A bucket is kept as the moment at which it will be full again. Time is counted in ``scale``-ths of a
nanosecond, chosen so that one request costs a whole number of them: with a rate of ``quantity`` in
``window`` seconds and a multiplier ``p/q``, a request is worth ``window * 10**9 * q / (quantity * p)``
nanoseconds of refill. Capacity and refill grow with the multiplier alike, so an empty bucket takes the
same time to fill on every plan, and a bucket keeps its share when its plan changes.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from contractfirst.limits.admission import Rate

__all__ = ["NANOSECONDS", "Arithmetic", "compile_rate"]

NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """One rate under one multiplier: times and costs in ``1 / scale`` nanoseconds.

    ``cost`` is one request, ``capacity`` a full bucket, ``second`` one second, ``slack`` how far ahead the
    moment of being full may lie for a request still to be admitted.
    """

    rate_name: str
    limit: int
    window: int
    burst: int
    scale: int
    cost: int
    capacity: int
    slack: int
    second: int


def compile_rate(rate: Rate, multiplier: Fraction) -> Arithmetic:
    """Work out the constants once for a rate and a multiplier.

    A multiplier so small that the burst would fall below one request leaves a bucket of exactly one:
    otherwise nobody would ever be admitted and no Retry-After could be true.

    Raises:
        ValueError: the quantity, window, burst or multiplier is not positive.
    """
    if min(rate.quantity, rate.window, rate.burst) <= 0 or multiplier <= 0:
        raise ValueError(f"rate class {rate.name!r}: quantity, window, burst and multiplier must be positive")
    scale = rate.quantity * multiplier.numerator
    cost = rate.window * NANOSECONDS * multiplier.denominator
    capacity = max(rate.burst * multiplier.numerator * rate.window * NANOSECONDS, cost)
    shared = gcd(scale, cost, capacity)
    scale, cost, capacity = scale // shared, cost // shared, capacity // shared
    return Arithmetic(
        rate_name=rate.name,
        limit=int(rate.quantity * multiplier),
        window=rate.window,
        burst=capacity // cost,
        scale=scale,
        cost=cost,
        capacity=capacity,
        slack=capacity - cost,
        second=NANOSECONDS * scale,
    )
