"""Defects of limits: how many requests are admitted, and the headers."""

import re
import threading
from collections import Counter

from contractfirst_conformance.exchange import HttpResponse
from defects.borrowing import as_known, remember
from defects.defect import InterceptedRequest, defect, with_header
from defects.limiter import REFUSED, admitted, bucket

_AREA = "limits"


@defect("RL-01", area=_AREA)
def one_more_than_the_burst(intercepted: InterceptedRequest) -> HttpResponse:
    """Exactly the burst is admitted."""
    response = intercepted.forward()
    seen = intercepted.memory.setdefault("seen", set())
    if response.status == REFUSED and bucket(intercepted) not in seen:
        seen.add(bucket(intercepted))
        return admitted(response)
    return response


@defect("RL-01", area=_AREA)
def every_request_costs_two(intercepted: InterceptedRequest) -> HttpResponse:
    """The whole burst is admitted."""
    intercepted.forward()
    return intercepted.forward()


@defect("RL-03", area=_AREA)
def wait_is_always_one_second(intercepted: InterceptedRequest) -> HttpResponse:
    """After the seconds in Retry-After the next request is admitted."""
    response = intercepted.forward()
    return with_header(response, "Retry-After", "1") if response.status == REFUSED else response


@defect("RL-03", area=_AREA)
def wait_is_a_minute_more(intercepted: InterceptedRequest) -> HttpResponse:
    """Retry-After is not longer than necessary."""
    response = intercepted.forward()
    reported = response.header("retry-after")
    return (
        with_header(response, "Retry-After", str(int(reported) + 60))
        if reported and reported.isdigit()
        else response
    )


def _rewritten(
    intercepted: InterceptedRequest, name: str, pattern: str, factor: int, more: int
) -> HttpResponse:
    response = intercepted.forward()
    reported = response.header(name)
    if reported is None:
        return response
    text = re.sub(pattern, lambda found: f"{found[1]}{int(found[2]) * factor + more}", reported)
    return with_header(response, name, text)


@defect("RL-04", area=_AREA)
def nothing_is_ever_left(intercepted: InterceptedRequest) -> HttpResponse:
    """RateLimit matches the actual limit."""
    return _rewritten(intercepted, "RateLimit", r"(;\s*r=)(\d+)", 0, 0)


@defect("RL-19", area=_AREA)
def counted_after_it_is_told(intercepted: InterceptedRequest) -> HttpResponse:
    """RateLimit counts down from a full bucket."""
    return _rewritten(intercepted, "RateLimit", r"(;\s*r=)(\d+)", 1, 1)


@defect("RL-17", area=_AREA)
def policy_promises_double(intercepted: InterceptedRequest) -> HttpResponse:
    """RateLimit-Policy matches the contract's class."""
    return _rewritten(intercepted, "RateLimit-Policy", r"(;\s*q=)(\d+)", 2, 0)


@defect("RL-07", area=_AREA)
def new_token_new_bucket(intercepted: InterceptedRequest) -> HttpResponse:
    """A new token does not refill the bucket."""
    response = intercepted.forward()
    refused: Counter[tuple[str, str]] = intercepted.memory.setdefault("refused", Counter())
    if response.status != REFUSED:
        return response
    known = any(rate == bucket(intercepted)[0] for rate, _ in refused)
    if known and bucket(intercepted) not in refused:
        return admitted(response)
    refused[bucket(intercepted)] += 1
    return response


@defect("RL-08", area=_AREA)
def nonsense_is_free(intercepted: InterceptedRequest) -> HttpResponse:
    """Failed requests are counted."""
    response = intercepted.forward()
    return admitted(response) if response.status == REFUSED else response


@defect("RL-09", area=_AREA)
def refuses_only_when_alone(intercepted: InterceptedRequest) -> HttpResponse:
    """Concurrent requests are each counted."""
    lock: threading.Lock = intercepted.memory.setdefault("lock", threading.Lock())
    with lock:
        intercepted.memory["busy"] = intercepted.memory.get("busy", 0) + 1
    try:
        response = intercepted.forward()
    finally:
        with lock:
            intercepted.memory["busy"] -= 1
    return admitted(response) if response.status == REFUSED and intercepted.memory["busy"] else response


@defect("RL-13", area=_AREA, beside=["AUTH-02"])
def refused_and_done(intercepted: InterceptedRequest) -> HttpResponse:
    """A refused request has no effect."""
    response = intercepted.forward()
    remember(intercepted, response)
    if response.status == REFUSED and intercepted.request.method != "GET":
        as_known(intercepted, unlike=REFUSED)
    return response
