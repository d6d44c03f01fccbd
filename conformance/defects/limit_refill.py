"""Defects of limits: how tokens come back."""

import time

from contractfirst_conformance.exchange import Response
from defects.defect import Passage, defect
from defects.limiter import REFUSED, admitted, bucket, rate_of, refusal

_AREA = "limits"


def _per_second(passage: Passage) -> float:
    rate = rate_of(passage)
    return rate.quantity / rate.window if rate is not None else 0.0


def _burst(passage: Passage) -> int:
    rate = rate_of(passage)
    return rate.burst if rate is not None else 0


def _bucket_of(passage: Passage, kind: str, **fresh: float) -> dict[str, float]:
    """Return what a defect keeps of a bucket."""
    kept: dict[tuple[str, str], dict[str, float]] = passage.memory.setdefault(kind, {})
    return kept.setdefault(bucket(passage), fresh)


@defect("RL-02", area=_AREA)
def refills_twice_as_fast(passage: Passage) -> Response:
    """No more than the promised quantity is admitted in a window."""
    response = passage.forward()
    if response.status != REFUSED:
        return response
    now = time.monotonic()
    more = _bucket_of(passage, "more", since=now, given=0)
    if (now - more["since"]) * _per_second(passage) - more["given"] < 1:
        return response
    more["given"] += 1
    return admitted(response)


@defect("RL-02", area=_AREA)
def refills_half_as_fast(passage: Passage) -> Response:
    """The promised quantity is admitted in a window."""
    response = passage.forward()
    if response.status == REFUSED:
        _bucket_of(passage, "half", every=0)["on"] = 1
        return response
    half = _bucket_of(passage, "half", every=0)
    if not half.get("on"):
        return response
    half["every"] += 1
    return refusal(round(2 / _per_second(passage)) or 1) if half["every"] % 2 else response


@defect("RL-10", area=_AREA)
def comes_back_with_the_window(passage: Passage) -> Response:
    """Tokens come back evenly, not all at once when a window ends."""
    rate, now = rate_of(passage), time.monotonic()
    if rate is None or rate.keys != ("client",):
        return passage.forward()
    window = _bucket_of(passage, "window", since=now, count=0)
    if now - window["since"] >= rate.window:
        window.update(since=now, count=0)
    if window["count"] >= rate.burst:
        return refusal(round(window["since"] + rate.window - now) or 1)
    response = passage.forward()
    window["count"] += response.status != REFUSED
    return response


@defect("RL-10", area=_AREA)
def a_pause_refills_all(passage: Passage) -> Response:
    """A pause brings back what it is worth, and no more."""
    response = passage.forward()
    now = time.monotonic()
    pause = _bucket_of(passage, "pause", last=now, free=0)
    if now - pause["last"] > 0.5:
        pause["free"] = _burst(passage)
    pause["last"] = now
    if response.status != REFUSED or pause["free"] < 1:
        return response
    pause["free"] -= 1
    return admitted(response)


@defect("RL-14", area=_AREA)
def refused_requests_cost_too(passage: Passage) -> Response:
    """A request that is refused takes no token."""
    rate, now = rate_of(passage), time.monotonic()
    if rate is None or rate.keys != ("client",):
        return passage.forward()
    debt = _bucket_of(passage, "debt", until=now)
    response = passage.forward() if now >= debt["until"] else refusal()
    if response.status == REFUSED:
        debt["until"] = max(now, debt["until"]) + 1 / _per_second(passage)
    return response


@defect("RL-18", area=_AREA)
def a_quiet_key_saves_up(passage: Passage) -> Response:
    """A full bucket stays full."""
    response = passage.forward()
    now = time.monotonic()
    saved = _bucket_of(passage, "saved", since=now, taken=0)
    level = _burst(passage) + (now - saved["since"]) * _per_second(passage) - saved["taken"]
    if response.status == REFUSED and level >= 1:
        response = admitted(response)
    saved["taken"] += response.status != REFUSED
    return response
