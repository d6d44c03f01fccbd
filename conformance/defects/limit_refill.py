"""Defects of limits: how tokens come back."""

import time

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect
from defects.limiter import REFUSED, admitted, bucket, rate_of, refusal

_AREA = "limits"


def _per_second(intercepted: InterceptedRequest) -> float:
    rate = rate_of(intercepted)
    return rate.quantity / rate.window if rate is not None else 0.0


def _burst(intercepted: InterceptedRequest) -> int:
    rate = rate_of(intercepted)
    return rate.burst if rate is not None else 0


def _bucket_of(intercepted: InterceptedRequest, kind: str, **fresh: float) -> dict[str, float]:
    """Return a defect's state of a bucket."""
    kept: dict[tuple[str, str], dict[str, float]] = intercepted.memory.setdefault(kind, {})
    return kept.setdefault(bucket(intercepted), fresh)


@defect("RL-02", area=_AREA)
def refills_twice_as_fast(intercepted: InterceptedRequest) -> HttpResponse:
    """No more than the documented quantity is admitted in a window."""
    response = intercepted.forward()
    if response.status != REFUSED:
        return response
    now = time.monotonic()
    more = _bucket_of(intercepted, "more", since=now, given=0)
    if (now - more["since"]) * _per_second(intercepted) - more["given"] < 1:
        return response
    more["given"] += 1
    return admitted(response)


@defect("RL-02", area=_AREA)
def refills_half_as_fast(intercepted: InterceptedRequest) -> HttpResponse:
    """The documented quantity is admitted in a window."""
    response = intercepted.forward()
    if response.status == REFUSED:
        _bucket_of(intercepted, "half", every=0)["on"] = 1
        return response
    half = _bucket_of(intercepted, "half", every=0)
    if not half.get("on"):
        return response
    half["every"] += 1
    return refusal(round(2 / _per_second(intercepted)) or 1) if half["every"] % 2 else response


@defect("RL-10", area=_AREA)
def comes_back_with_the_window(intercepted: InterceptedRequest) -> HttpResponse:
    """Tokens come back evenly, not all at once when a window ends."""
    rate, now = rate_of(intercepted), time.monotonic()
    if rate is None or rate.keys != ("client",):
        return intercepted.forward()
    window = _bucket_of(intercepted, "window", since=now, count=0)
    if now - window["since"] >= rate.window:
        window.update(since=now, count=0)
    if window["count"] >= rate.burst:
        return refusal(round(window["since"] + rate.window - now) or 1)
    response = intercepted.forward()
    window["count"] += response.status != REFUSED
    return response


@defect("RL-10", area=_AREA)
def a_pause_refills_all(intercepted: InterceptedRequest) -> HttpResponse:
    """A pause refills exactly its share of the bucket."""
    response = intercepted.forward()
    now = time.monotonic()
    pause = _bucket_of(intercepted, "pause", last=now, free=0)
    if now - pause["last"] > 0.5:
        pause["free"] = _burst(intercepted)
    pause["last"] = now
    if response.status != REFUSED or pause["free"] < 1:
        return response
    pause["free"] -= 1
    return admitted(response)


@defect("RL-14", area=_AREA)
def refused_requests_cost_too(intercepted: InterceptedRequest) -> HttpResponse:
    """A request that is refused takes no token."""
    rate, now = rate_of(intercepted), time.monotonic()
    if rate is None or rate.keys != ("client",):
        return intercepted.forward()
    debt = _bucket_of(intercepted, "debt", until=now)
    response = intercepted.forward() if now >= debt["until"] else refusal()
    if response.status == REFUSED:
        debt["until"] = max(now, debt["until"]) + 1 / _per_second(intercepted)
    return response


@defect("RL-18", area=_AREA)
def a_quiet_key_saves_up(intercepted: InterceptedRequest) -> HttpResponse:
    """A full bucket stays full."""
    response = intercepted.forward()
    now = time.monotonic()
    saved = _bucket_of(intercepted, "saved", since=now, taken=0)
    level = _burst(intercepted) + (now - saved["since"]) * _per_second(intercepted) - saved["taken"]
    if response.status == REFUSED and level >= 1:
        response = admitted(response)
    saved["taken"] += response.status != REFUSED
    return response
