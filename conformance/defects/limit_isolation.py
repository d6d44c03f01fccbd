"""Defects of limits: whose bucket a request is charged to."""

import re
from collections import Counter

from contractfirst_conformance.exchange import Response
from defects.defect import Passage, defect, with_header
from defects.limiter import REFUSED, admitted, bucket, rate_of

_AREA = "limits"
_LEFT = re.compile(r"(;\s*r=)(\d+)")


def _by_client(passage: Passage) -> bool:
    rate = rate_of(passage)
    return rate is not None and rate.keys == ("client",)


@defect("RL-05", area=_AREA)
def one_class_stops_all(passage: Passage) -> Response:
    """Whoever has used up one class is still admitted in every other."""
    stopped: dict[str, tuple[str, Response]] = passage.memory.setdefault("stopped", {})
    rate, token = bucket(passage)
    if _by_client(passage) and token in stopped and stopped[token][0] != rate:
        return stopped[token][1]
    response = passage.forward()
    if response.status == REFUSED and _by_client(passage):
        stopped.setdefault(token, (rate, response))
    return response


@defect("RL-06", area=_AREA)
def everybody_has_one_bucket(passage: Passage) -> Response:
    """One key's load throttles no other key."""
    stopped: dict[str, tuple[str, Response]] = passage.memory.setdefault("stopped", {})
    rate, token = bucket(passage)
    if rate in stopped and stopped[rate][0] != token:
        return stopped[rate][1]
    response = passage.forward()
    if response.status == REFUSED and _by_client(passage):
        stopped.setdefault(rate, (token, response))
    return response


@defect("RL-15", area=_AREA)
def strangers_share_the_wait(passage: Passage) -> Response:
    """Who has no token is told so, and nothing about others' limits."""
    stopped: dict[str, Response] = passage.memory.setdefault("stopped", {})
    rate, _ = bucket(passage)
    response = passage.forward()
    if response.status == REFUSED and _by_client(passage):
        stopped[rate] = response
    return stopped[rate] if response.status == 401 and rate in stopped else response


@defect("RL-15", area=_AREA)
def mistakes_before_the_limit(passage: Passage) -> Response:
    """Under a used up key every request is refused, whatever else is wrong with it."""
    response = passage.forward()
    body = passage.request.body
    mistaken = body is not None and not body.lstrip().startswith(b"{}")
    return admitted(response) if response.status == REFUSED and _by_client(passage) and mistaken else response


@defect("RL-16", area=_AREA)
def deletions_are_free(passage: Passage) -> Response:
    """Every operation is charged to its class, deletions too."""
    response = passage.forward()
    free = response.status == REFUSED and passage.request.method == "DELETE"
    return admitted(response) if free else response


@defect("RL-16", area=_AREA)
def what_lies_below_is_forgotten(passage: Passage) -> Response:
    """Every operation is charged to its class, also one that was added below another later."""
    response = passage.forward()
    operation = passage.request.operation
    below = operation is not None and operation.path.partition("}")[2].strip("/")
    return admitted(response) if response.status == REFUSED and below else response


def _given_back(passage: Passage, response: Response, light: bool) -> Response:
    """Count light requests as none, in what is told and in what is done."""
    spared: Counter[tuple[str, str]] = passage.memory.setdefault("spared", Counter())
    rate, own = rate_of(passage), bucket(passage)
    if rate is None:
        return response
    if response.status == REFUSED and spared[own]:
        spared[own] -= 1
        response = admitted(response)
    spared[own] += light
    told = response.header("ratelimit") or ""
    left = _LEFT.sub(lambda found: f"{found[1]}{min(rate.burst, int(found[2]) + spared[own])}", told)
    return with_header(response, "RateLimit", left) if told else response


@defect("RL-20", area=_AREA)
def heads_are_free(passage: Passage) -> Response:
    """HEAD is charged like GET."""
    return _given_back(passage, passage.forward(), passage.request.method == "HEAD")


@defect("RL-20", area=_AREA)
def what_has_not_changed_is_free(passage: Passage) -> Response:
    """A 304 is charged like a 200."""
    response = passage.forward()
    return _given_back(passage, response, response.status == 304)
