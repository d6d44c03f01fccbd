"""Defects of limits: guessing client ids and secrets."""

from collections import Counter
from collections.abc import Hashable

from contractfirst_conformance.exchange import HttpResponse
from defects.asking import asked, key_of
from defects.defect import InterceptedRequest, defect
from defects.limiter import REFUSED, admitted, presented_client, rate_of

_AREA = "limits"


def _counted_by(intercepted: InterceptedRequest, what: Hashable) -> HttpResponse:
    """Admit as many requests for a token as the burst for each ``what``, and count nothing else."""
    response = intercepted.forward()
    rate = rate_of(intercepted)
    if rate is None or presented_client(intercepted) is None:
        return response
    counts: Counter[Hashable] = intercepted.memory.setdefault("counts", Counter())
    counts[what] += 1
    return admitted(response) if response.status == REFUSED and counts[what] <= rate.burst else response


@defect("RL-11", area=_AREA)
def guesses_at_known_clients_are_free(intercepted: InterceptedRequest) -> HttpResponse:
    """Wrong secrets of one client are counted."""
    fields = asked(intercepted)
    response = intercepted.forward()
    known = fields is not None and key_of(intercepted, fields) is not None
    return admitted(response) if known and response.status == REFUSED else response


@defect("RL-11", area=_AREA)
def each_form_counts_apart(intercepted: InterceptedRequest) -> HttpResponse:
    """Guesses at one client are counted together, in whatever form they come."""
    return _counted_by(intercepted, presented_client(intercepted))


@defect("RL-12", area=_AREA)
def guesses_count_by_client_alone(intercepted: InterceptedRequest) -> HttpResponse:
    """Guessing client ids is limited by address."""
    client = presented_client(intercepted)
    return _counted_by(intercepted, client and client[0])


@defect("RL-12", area=_AREA)
def all_come_from_the_proxy(intercepted: InterceptedRequest) -> HttpResponse:
    """Guesses from one address do not lock out another."""
    first = intercepted.memory.setdefault("first", intercepted.request.header("x-forwarded-for") or "")
    if presented_client(intercepted) is None:
        return intercepted.forward()
    return intercepted.forward(intercepted.request.with_header("X-Forwarded-For", first))


@defect("RL-21", area=_AREA)
def one_guesser_locks_all_out(intercepted: InterceptedRequest) -> HttpResponse:
    """Guesses at one client keep no other client from its token."""
    client = presented_client(intercepted)
    stopped: list[HttpResponse] = intercepted.memory.setdefault("stopped", [])
    if client and stopped:
        return stopped[0]
    response = intercepted.forward()
    if client and response.status == REFUSED:
        stopped.append(response)
    return response


@defect("RL-21", area=_AREA)
def right_secrets_are_not_counted(intercepted: InterceptedRequest) -> HttpResponse:
    """Requests for a token are counted whether the secret is right or not."""
    response = intercepted.forward()
    if presented_client(intercepted) is None:
        return response
    right: dict[bytes, HttpResponse] = intercepted.memory.setdefault("right", {})
    sent = intercepted.request.body or b""
    if response.status == 200:
        right[sent] = response
    return right.get(sent, response) if response.status == REFUSED else response


@defect("RL-21", area=_AREA)
def guesses_lock_their_owner_out(intercepted: InterceptedRequest) -> HttpResponse:
    """Guesses at a client's secret do not keep its owner out."""
    client = presented_client(intercepted)
    stopped: dict[str, HttpResponse] = intercepted.memory.setdefault("owners", {})
    if client and client[0] in stopped:
        return stopped[client[0]]
    response = intercepted.forward()
    if client and response.status == REFUSED:
        stopped[client[0]] = response
    return response
