"""Defects of limits: guessing client ids and secrets."""

from collections import Counter
from collections.abc import Hashable

from contractfirst_conformance.exchange import Response
from defects.defect import Passage, defect
from defects.limiter import REFUSED, admitted, presented_client, rate_of

_AREA = "limits"


def _counted_by(passage: Passage, what: Hashable) -> Response:
    """Admit as many requests for a token as the burst for each ``what``, and count nothing else."""
    response = passage.forward()
    rate = rate_of(passage)
    if rate is None or presented_client(passage) is None:
        return response
    counts: Counter[Hashable] = passage.memory.setdefault("counts", Counter())
    counts[what] += 1
    return admitted(response) if response.status == REFUSED and counts[what] <= rate.burst else response


@defect("RL-11", area=_AREA)
def guesses_count_by_address_alone(passage: Passage) -> Response:
    """Guesses at one client are counted together, wherever they come from."""
    return _counted_by(passage, passage.request.header("x-forwarded-for"))


@defect("RL-11", area=_AREA)
def each_form_counts_apart(passage: Passage) -> Response:
    """Guesses at one client are counted together, in whatever form they come."""
    return _counted_by(passage, presented_client(passage))


@defect("RL-12", area=_AREA)
def guesses_count_by_client_alone(passage: Passage) -> Response:
    """Who tries one client id after the other is stopped at their address."""
    client = presented_client(passage)
    return _counted_by(passage, client and client[0])


@defect("RL-12", area=_AREA)
def all_come_from_the_proxy(passage: Passage) -> Response:
    """Guesses from one address stop nobody who comes from another."""
    first = passage.memory.setdefault("first", passage.request.header("x-forwarded-for") or "")
    if presented_client(passage) is None:
        return passage.forward()
    return passage.forward(passage.request.with_header("X-Forwarded-For", first))


@defect("RL-21", area=_AREA)
def one_guesser_locks_all_out(passage: Passage) -> Response:
    """Guesses at one client keep no other client from its token."""
    client = presented_client(passage)
    stopped: list[Response] = passage.memory.setdefault("stopped", [])
    if client and stopped:
        return stopped[0]
    response = passage.forward()
    if client and response.status == REFUSED:
        stopped.append(response)
    return response


@defect("RL-21", area=_AREA)
def right_secrets_are_not_counted(passage: Passage) -> Response:
    """Requests for a token are counted whether the secret is right or not."""
    response = passage.forward()
    if presented_client(passage) is None:
        return response
    right: dict[bytes, Response] = passage.memory.setdefault("right", {})
    sent = passage.request.body or b""
    if response.status == 200:
        right[sent] = response
    return right.get(sent, response) if response.status == REFUSED else response
