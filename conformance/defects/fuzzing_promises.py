"""Defects that fuzzed requests find and that no schema describes."""

from dataclasses import replace

from contractfirst_conformance.exchange import HttpResponse
from contractfirst_conformance.fuzz_budget import FuzzBudget
from defects.defect import InterceptedRequest, defect, edited, with_header
from defects.fuzzing import EVERY_CASE, LISTS

_OK, _REFUSED, _UNAUTHORISED, _FORBIDDEN, _ABSENT, _LEAST_ERROR = 200, 400, 401, 403, 404, 400
_UNSAFE = ("'", '"', "%27", "%22", "%3C", "--")
_READS = FuzzBudget(None, 15, ("fuzzing",), ("listClients", "getClient"))
_READ_ALONE = FuzzBudget(None, 15, ("fuzzing",), ("listFrameworks",))
_WRITES = FuzzBudget(None, 15, ("fuzzing",), ("createClient",))


def _problem(response: HttpResponse, status: int) -> HttpResponse:
    """Return a problem of another status in the shape of the server's own."""
    body = response.json if isinstance(response.json, dict) else {}
    return edited(replace(response, status=status), lambda _: {**body, "status": status})


@defect("FUZZ-02", area="fuzzing", fuzz=EVERY_CASE)
def wrong_methods_are_called_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """A problem's body has the status of the response."""
    response = intercepted.forward()
    return edited(response, lambda body: {**body, "status": 400}) if response.status == 405 else response


@defect("FUZZ-02", area="fuzzing", fuzz=EVERY_CASE)
def wrong_methods_have_no_request_id(intercepted: InterceptedRequest) -> HttpResponse:
    """Headers of every response are there also where no operation was met."""
    response = intercepted.forward()
    return with_header(response, "X-Request-Id", None) if response.status == 405 else response


@defect("FUZZ-02", area="fuzzing", fuzz=EVERY_CASE)
def wrong_methods_are_told_no_other(intercepted: InterceptedRequest) -> HttpResponse:
    """A 405 has the allowed methods."""
    response = intercepted.forward()
    return with_header(response, "Allow", None) if response.status == 405 else response


@defect("FUZZ-02", area="fuzzing", fuzz=LISTS)
def media_type_is_said_twice(intercepted: InterceptedRequest) -> HttpResponse:
    """A header that takes one value is there once."""
    response = intercepted.forward()
    if response.status < _LEAST_ERROR:
        return response
    return replace(response, headers=(*response.headers, ("Content-Type", "application/json")))


@defect("FUZZ-02", area="fuzzing", fuzz=LISTS)
def less_than_nothing_is_left(intercepted: InterceptedRequest) -> HttpResponse:
    """`RateLimit` fits `RateLimit-Policy`: refused requests are not counted below nothing."""
    response = intercepted.forward()
    if response.status < _LEAST_ERROR or (reported := response.header("RateLimit")) is None:
        return response
    return with_header(response, "RateLimit", reported.replace(";r=", ";r=-"))


@defect("FUZZ-03", area="fuzzing", fuzz=LISTS)
def everybody_is_turned_away(intercepted: InterceptedRequest) -> HttpResponse:
    """A caller with a valid token is accepted."""
    return intercepted.forward(intercepted.request.without_header("authorization"))


@defect("FUZZ-03", area="fuzzing", fuzz=LISTS)
def quotes_are_taken_for_an_attack(intercepted: InterceptedRequest) -> HttpResponse:
    """A parameter does not remove a permission."""
    response = intercepted.forward()
    if response.status != _REFUSED or not any(each in intercepted.request.query for each in _UNSAFE):
        return response
    return _problem(response, _FORBIDDEN)


@defect("FUZZ-03", area="fuzzing", fuzz=_READ_ALONE)
def nothing_is_ever_valid(intercepted: InterceptedRequest) -> HttpResponse:
    """An operation that requires nothing can succeed."""
    operation = intercepted.request.operation
    if operation is None or operation.id not in _READ_ALONE.operations:
        return intercepted.forward()
    return intercepted.forward(intercepted.request.with_query(unexpected="1"))


def _as_owner(intercepted: InterceptedRequest, refusal: int) -> HttpResponse:
    """Return the response; instead of this refusal, the previous caller's that was not refused."""
    response = intercepted.forward()
    authorization = intercepted.request.header("authorization")
    if intercepted.request.operation is None:
        return response
    key = intercepted.request.target
    if response.status < _LEAST_ERROR and authorization is not None:
        intercepted.memory[key] = authorization
    if response.status != refusal or key not in intercepted.memory:
        return response
    return intercepted.forward(intercepted.request.with_header("Authorization", intercepted.memory[key]))


@defect("FUZZ-04", area="fuzzing", fuzz=_READS)
def filters_ask_for_no_scope(intercepted: InterceptedRequest) -> HttpResponse:
    """A parameter opens nothing that the scope does not."""
    return _as_owner(intercepted, _FORBIDDEN) if intercepted.request.query else intercepted.forward()


@defect("FUZZ-04", area="fuzzing", fuzz=_WRITES)
def retries_ask_for_no_scope(intercepted: InterceptedRequest) -> HttpResponse:
    """An idempotency key opens nothing that the scope does not."""
    keyed = intercepted.request.header("Idempotency-Key") is not None
    return _as_owner(intercepted, _FORBIDDEN) if keyed else intercepted.forward()


@defect("FUZZ-05", area="fuzzing", fuzz=_READS)
def conditional_reads_know_no_owner(intercepted: InterceptedRequest) -> HttpResponse:
    """A precondition opens nothing that belongs to another organisation."""
    conditional = intercepted.request.header("If-None-Match") is not None
    return _as_owner(intercepted, _ABSENT) if conditional else intercepted.forward()


@defect("FUZZ-05", area="fuzzing", fuzz=_READS)
def cache_knows_no_owner(intercepted: InterceptedRequest) -> HttpResponse:
    """What was read by one organisation is not served to another from a cache."""
    return _as_owner(intercepted, _ABSENT) if intercepted.request.method == "GET" else intercepted.forward()


@defect("FUZZ-06", area="fuzzing", fuzz=LISTS)
def who_asks_is_remembered(intercepted: InterceptedRequest) -> HttpResponse:
    """Each request is let in by its own token, and not by the one that came before it."""
    response = intercepted.forward()
    authorization = intercepted.request.header("authorization")
    if response.status == _OK and authorization is not None:
        intercepted.memory["authorization"] = authorization
    if response.status != _UNAUTHORISED or "authorization" not in intercepted.memory:
        return response
    return intercepted.forward(
        intercepted.request.with_header("Authorization", intercepted.memory["authorization"])
    )


@defect("FUZZ-06", area="fuzzing", fuzz=LISTS)
def searches_ask_for_no_token(intercepted: InterceptedRequest) -> HttpResponse:
    """A parameter gives no access without a token."""
    return _as_owner(intercepted, _UNAUTHORISED) if intercepted.request.query else intercepted.forward()
