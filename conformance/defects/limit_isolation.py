"""Defects of limits: whose bucket a request is charged to."""

import re
from collections import Counter

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, with_header
from defects.limiter import REFUSED, admitted, bucket, rate_of

_AREA = "limits"
_LEFT = re.compile(r"(;\s*r=)(\d+)")


def _by_client(intercepted: InterceptedRequest) -> bool:
    rate = rate_of(intercepted)
    return rate is not None and rate.keys == ("client",)


@defect("RL-05", area=_AREA)
def one_class_stops_all(intercepted: InterceptedRequest) -> HttpResponse:
    """Rate classes are independent."""
    stopped: dict[str, tuple[str, HttpResponse]] = intercepted.memory.setdefault("stopped", {})
    rate, token = bucket(intercepted)
    if _by_client(intercepted) and token in stopped and stopped[token][0] != rate:
        return stopped[token][1]
    response = intercepted.forward()
    if response.status == REFUSED and _by_client(intercepted):
        stopped.setdefault(token, (rate, response))
    return response


@defect("RL-06", area=_AREA)
def everybody_has_one_bucket(intercepted: InterceptedRequest) -> HttpResponse:
    """One key's load throttles no other key."""
    stopped: dict[str, tuple[str, HttpResponse]] = intercepted.memory.setdefault("stopped", {})
    rate, token = bucket(intercepted)
    if rate in stopped and stopped[rate][0] != token:
        return stopped[rate][1]
    response = intercepted.forward()
    if response.status == REFUSED and _by_client(intercepted):
        stopped.setdefault(rate, (token, response))
    return response


@defect("RL-15", area=_AREA)
def strangers_share_the_wait(intercepted: InterceptedRequest) -> HttpResponse:
    """A caller without a token gets a 401 and learns nothing about others' limits."""
    stopped: dict[str, HttpResponse] = intercepted.memory.setdefault("stopped", {})
    rate, _ = bucket(intercepted)
    response = intercepted.forward()
    if response.status == REFUSED and _by_client(intercepted):
        stopped[rate] = response
    return stopped[rate] if response.status == 401 and rate in stopped else response


@defect("RL-15", area=_AREA)
def mistakes_before_the_limit(intercepted: InterceptedRequest) -> HttpResponse:
    """Under a used up key every request is refused, whatever else is wrong with it."""
    response = intercepted.forward()
    body = intercepted.request.body
    mistaken = body is not None and not body.lstrip().startswith(b"{}")
    return (
        admitted(response)
        if response.status == REFUSED and _by_client(intercepted) and mistaken
        else response
    )


@defect("RL-16", area=_AREA)
def deletions_are_free(intercepted: InterceptedRequest) -> HttpResponse:
    """Every operation is charged to its class, deletions too."""
    response = intercepted.forward()
    free = response.status == REFUSED and intercepted.request.method == "DELETE"
    return admitted(response) if free else response


@defect("RL-16", area=_AREA)
def what_lies_below_is_forgotten(intercepted: InterceptedRequest) -> HttpResponse:
    """Every operation is charged to its class, also one that was added below another later."""
    response = intercepted.forward()
    operation = intercepted.request.operation
    below = operation is not None and operation.path.partition("}")[2].strip("/")
    return admitted(response) if response.status == REFUSED and below else response


def _given_back(intercepted: InterceptedRequest, response: HttpResponse, light: bool) -> HttpResponse:
    """Do not count some requests, in the headers and in the limit."""
    spared: Counter[tuple[str, str]] = intercepted.memory.setdefault("spared", Counter())
    rate, own = rate_of(intercepted), bucket(intercepted)
    if rate is None:
        return response
    if response.status == REFUSED and spared[own]:
        spared[own] -= 1
        response = admitted(response)
    spared[own] += light
    reported = response.header("ratelimit") or ""
    left = _LEFT.sub(lambda found: f"{found[1]}{min(rate.burst, int(found[2]) + spared[own])}", reported)
    return with_header(response, "RateLimit", left) if reported else response


@defect("RL-20", area=_AREA)
def heads_are_free(intercepted: InterceptedRequest) -> HttpResponse:
    """HEAD is charged like GET."""
    return _given_back(intercepted, intercepted.forward(), intercepted.request.method == "HEAD")


@defect("RL-20", area=_AREA)
def what_has_not_changed_is_free(intercepted: InterceptedRequest) -> HttpResponse:
    """A 304 is charged like a 200."""
    response = intercepted.forward()
    return _given_back(intercepted, response, response.status == 304)
