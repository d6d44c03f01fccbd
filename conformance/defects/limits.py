"""Defects of limits: how many are admitted, and what is told of it."""

import re
import threading
from collections import Counter

from contractfirst_conformance.exchange import Response
from defects.borrowing import as_known, remember
from defects.defect import Passage, defect, with_header
from defects.limiter import REFUSED, admitted, bucket

_AREA = "limits"


@defect("RL-01", area=_AREA)
def one_more_than_the_burst(passage: Passage) -> Response:
    """The burst is admitted, and not one more."""
    response = passage.forward()
    seen = passage.memory.setdefault("seen", set())
    if response.status == REFUSED and bucket(passage) not in seen:
        seen.add(bucket(passage))
        return admitted(response)
    return response


@defect("RL-01", area=_AREA)
def every_request_costs_two(passage: Passage) -> Response:
    """The whole burst is admitted."""
    passage.forward()
    return passage.forward()


@defect("RL-03", area=_AREA)
def wait_is_always_one_second(passage: Passage) -> Response:
    """After as many seconds as Retry-After says the next request is admitted."""
    response = passage.forward()
    return with_header(response, "Retry-After", "1") if response.status == REFUSED else response


@defect("RL-03", area=_AREA)
def wait_is_a_minute_more(passage: Passage) -> Response:
    """Nobody is told to wait longer than necessary."""
    response = passage.forward()
    told = response.header("retry-after")
    return with_header(response, "Retry-After", str(int(told) + 60)) if told and told.isdigit() else response


def _rewritten(passage: Passage, name: str, pattern: str, factor: int, more: int) -> Response:
    response = passage.forward()
    told = response.header(name)
    if told is None:
        return response
    text = re.sub(pattern, lambda found: f"{found[1]}{int(found[2]) * factor + more}", told)
    return with_header(response, name, text)


@defect("RL-04", area=_AREA)
def nothing_is_ever_left(passage: Passage) -> Response:
    """RateLimit agrees with what happens."""
    return _rewritten(passage, "RateLimit", r"(;\s*r=)(\d+)", 0, 0)


@defect("RL-19", area=_AREA)
def counted_after_it_is_told(passage: Passage) -> Response:
    """RateLimit counts down from a full bucket."""
    return _rewritten(passage, "RateLimit", r"(;\s*r=)(\d+)", 1, 1)


@defect("RL-17", area=_AREA)
def policy_promises_double(passage: Passage) -> Response:
    """RateLimit-Policy is the class of the contract."""
    return _rewritten(passage, "RateLimit-Policy", r"(;\s*q=)(\d+)", 2, 0)


@defect("RL-07", area=_AREA)
def new_token_new_bucket(passage: Passage) -> Response:
    """A new token refills nothing."""
    response = passage.forward()
    refused: Counter[tuple[str, str]] = passage.memory.setdefault("refused", Counter())
    if response.status != REFUSED:
        return response
    known = any(rate == bucket(passage)[0] for rate, _ in refused)
    if known and bucket(passage) not in refused:
        return admitted(response)
    refused[bucket(passage)] += 1
    return response


@defect("RL-08", area=_AREA)
def nonsense_is_free(passage: Passage) -> Response:
    """Requests that fail are counted."""
    response = passage.forward()
    return admitted(response) if response.status == REFUSED else response


@defect("RL-09", area=_AREA)
def refuses_only_when_alone(passage: Passage) -> Response:
    """Requests at the same time are counted each."""
    lock: threading.Lock = passage.memory.setdefault("lock", threading.Lock())
    with lock:
        passage.memory["busy"] = passage.memory.get("busy", 0) + 1
    try:
        response = passage.forward()
    finally:
        with lock:
            passage.memory["busy"] -= 1
    return admitted(response) if response.status == REFUSED and passage.memory["busy"] else response


@defect("RL-13", area=_AREA, beside=["AUTH-02"])
def refused_and_done(passage: Passage) -> Response:
    """What was refused was not done."""
    response = passage.forward()
    remember(passage, response)
    if response.status == REFUSED and passage.request.method != "GET":
        as_known(passage, unlike=REFUSED)
    return response
