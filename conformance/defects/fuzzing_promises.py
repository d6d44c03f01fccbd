"""Defects that fuzzed requests meet, and that no schema tells of."""

from dataclasses import replace

from contractfirst_conformance.exchange import Response
from contractfirst_conformance.fuzz_budget import FuzzBudget
from defects.defect import Passage, defect, edited, with_header
from defects.fuzzing import EVERY_CASE, LISTS

_OK, _REFUSED, _UNAUTHORISED, _FORBIDDEN, _ABSENT, _LEAST_ERROR = 200, 400, 401, 403, 404, 400
_UNSAFE = ("'", '"', "%27", "%22", "%3C", "--")
_READS = FuzzBudget(None, 15, ("fuzzing",), ("listClients", "getClient"))
_READ_ALONE = FuzzBudget(None, 15, ("fuzzing",), ("listFrameworks",))
_WRITES = FuzzBudget(None, 15, ("fuzzing",), ("createClient",))


def _problem(response: Response, status: int) -> Response:
    """Return a problem of another status in the shape of the server's own."""
    body = response.json if isinstance(response.json, dict) else {}
    return edited(replace(response, status=status), lambda _: {**body, "status": status})


@defect("FUZZ-02", area="fuzzing", fuzz=EVERY_CASE)
def wrong_methods_are_called_a_400(passage: Passage) -> Response:
    """A problem's body says the status of the response."""
    response = passage.forward()
    return edited(response, lambda body: {**body, "status": 400}) if response.status == 405 else response


@defect("FUZZ-02", area="fuzzing", fuzz=EVERY_CASE)
def wrong_methods_have_no_request_id(passage: Passage) -> Response:
    """Headers of every response are there also where no operation was met."""
    response = passage.forward()
    return with_header(response, "X-Request-Id", None) if response.status == 405 else response


@defect("FUZZ-02", area="fuzzing", fuzz=EVERY_CASE)
def wrong_methods_are_told_no_other(passage: Passage) -> Response:
    """A 405 says which methods there are."""
    response = passage.forward()
    return with_header(response, "Allow", None) if response.status == 405 else response


@defect("FUZZ-02", area="fuzzing", fuzz=LISTS)
def media_type_is_said_twice(passage: Passage) -> Response:
    """A header that takes one value is there once."""
    response = passage.forward()
    if response.status < _LEAST_ERROR:
        return response
    return replace(response, headers=(*response.headers, ("Content-Type", "application/json")))


@defect("FUZZ-02", area="fuzzing", fuzz=LISTS)
def less_than_nothing_is_left(passage: Passage) -> Response:
    """`RateLimit` fits `RateLimit-Policy`: refused requests are not counted below nothing."""
    response = passage.forward()
    if response.status < _LEAST_ERROR or (told := response.header("RateLimit")) is None:
        return response
    return with_header(response, "RateLimit", told.replace(";r=", ";r=-"))


@defect("FUZZ-03", area="fuzzing", fuzz=LISTS)
def everybody_is_turned_away(passage: Passage) -> Response:
    """Who shows a good token is let in."""
    return passage.forward(passage.request.without_header("authorization"))


@defect("FUZZ-03", area="fuzzing", fuzz=LISTS)
def quotes_are_taken_for_an_attack(passage: Passage) -> Response:
    """What a parameter says takes nobody's permission away."""
    response = passage.forward()
    if response.status != _REFUSED or not any(each in passage.request.query for each in _UNSAFE):
        return response
    return _problem(response, _FORBIDDEN)


@defect("FUZZ-03", area="fuzzing", fuzz=_READ_ALONE)
def nothing_is_ever_valid(passage: Passage) -> Response:
    """An operation that requires nothing can succeed."""
    operation = passage.request.operation
    if operation is None or operation.id not in _READ_ALONE.operations:
        return passage.forward()
    return passage.forward(passage.request.with_query(unexpected="1"))


def _as_owner(passage: Passage, refusal: int) -> Response:
    """Return the answer; where it is this refusal, what the one before was answered who was not refused."""
    response = passage.forward()
    authorization = passage.request.header("authorization")
    if passage.request.operation is None:
        return response
    key = passage.request.target
    if response.status < _LEAST_ERROR and authorization is not None:
        passage.memory[key] = authorization
    if response.status != refusal or key not in passage.memory:
        return response
    return passage.forward(passage.request.with_header("Authorization", passage.memory[key]))


@defect("FUZZ-04", area="fuzzing", fuzz=_READS)
def filters_ask_for_no_scope(passage: Passage) -> Response:
    """A parameter opens nothing that the scope does not."""
    return _as_owner(passage, _FORBIDDEN) if passage.request.query else passage.forward()


@defect("FUZZ-04", area="fuzzing", fuzz=_WRITES)
def retries_ask_for_no_scope(passage: Passage) -> Response:
    """An idempotency key opens nothing that the scope does not."""
    keyed = passage.request.header("Idempotency-Key") is not None
    return _as_owner(passage, _FORBIDDEN) if keyed else passage.forward()


@defect("FUZZ-05", area="fuzzing", fuzz=_READS)
def conditional_reads_know_no_owner(passage: Passage) -> Response:
    """A precondition opens nothing that belongs to another organisation."""
    conditional = passage.request.header("If-None-Match") is not None
    return _as_owner(passage, _ABSENT) if conditional else passage.forward()


@defect("FUZZ-05", area="fuzzing", fuzz=_READS)
def cache_knows_no_owner(passage: Passage) -> Response:
    """What was read by one organisation is not served to another from a cache."""
    return _as_owner(passage, _ABSENT) if passage.request.method == "GET" else passage.forward()


@defect("FUZZ-06", area="fuzzing", fuzz=LISTS)
def who_asks_is_remembered(passage: Passage) -> Response:
    """Each request is let in by its own token, and not by the one that came before it."""
    response = passage.forward()
    authorization = passage.request.header("authorization")
    if response.status == _OK and authorization is not None:
        passage.memory["authorization"] = authorization
    if response.status != _UNAUTHORISED or "authorization" not in passage.memory:
        return response
    return passage.forward(passage.request.with_header("Authorization", passage.memory["authorization"]))


@defect("FUZZ-06", area="fuzzing", fuzz=LISTS)
def searches_ask_for_no_token(passage: Passage) -> Response:
    """A parameter opens nothing to whoever shows no token."""
    return _as_owner(passage, _UNAUTHORISED) if passage.request.query else passage.forward()
