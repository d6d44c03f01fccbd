"""Defects of documented responses."""

from dataclasses import replace

from contractfirst_conformance.exchange import HttpResponse
from contractfirst_conformance.fuzz_budget import FuzzBudget
from defects.defect import InterceptedRequest, defect, edited, with_header

_TRAFFIC = ["LAW-22", "LAW-08"]
_OK, _CREATED, _NO_CONTENT, _LEAST_ERROR = 200, 201, 204, 400
_FUZZ = FuzzBudget(None, 25, ("fuzzing",), ("listClients",))


@defect("RESP-01", area="responses", beside=_TRAFFIC)
def reads_answer_203(intercepted: InterceptedRequest) -> HttpResponse:
    """Every status is documented."""
    response = intercepted.forward()
    return replace(response, status=203) if intercepted.is_list and response.status == _OK else response


@defect("RESP-01", area="responses", beside=_TRAFFIC)
def creations_answer_200(intercepted: InterceptedRequest) -> HttpResponse:
    """A creation answers with the status that it documents."""
    response = intercepted.forward()
    return replace(response, status=_OK) if response.status == _CREATED else response


@defect("RESP-02", area="responses", beside=_TRAFFIC)
def location_is_missing(intercepted: InterceptedRequest) -> HttpResponse:
    """Every documented response header is there."""
    return with_header(intercepted.forward(), "Location", None)


@defect("RESP-02", area="responses", beside=_TRAFFIC)
def tag_is_missing(intercepted: InterceptedRequest) -> HttpResponse:
    """Every documented response header is there: the entity tag."""
    return with_header(intercepted.forward(), "ETag", None)


@defect("RESP-03", area="responses", beside=_TRAFFIC)
def json_called_text(intercepted: InterceptedRequest) -> HttpResponse:
    """Every body has a documented media type."""
    response = intercepted.forward()
    return with_header(response, "Content-Type", "text/plain") if response.status == _OK else response


@defect("RESP-03", area="responses", beside=_TRAFFIC)
def media_type_is_missing(intercepted: InterceptedRequest) -> HttpResponse:
    """Every body has a documented media type."""
    response = intercepted.forward()
    return with_header(response, "Content-Type", None) if intercepted.is_item else response


@defect("RESP-04", area="responses", beside=_TRAFFIC)
def required_member_missing(intercepted: InterceptedRequest) -> HttpResponse:
    """Every body has what its schema requires."""
    response = intercepted.forward()
    if not intercepted.is_item or response.status != _OK:
        return response
    return edited(response, lambda body: {name: body[name] for name in body if name != "created_at"})


@defect("RESP-04", area="responses", beside=_TRAFFIC)
def undocumented_member(intercepted: InterceptedRequest) -> HttpResponse:
    """No body has what its schema does not admit."""
    response = intercepted.forward()
    if not intercepted.is_item or response.status != _OK:
        return response
    return edited(response, lambda body: {**body, "_row": 7})


@defect("RESP-04", area="responses", beside=_TRAFFIC)
def null_for_what_is_absent(intercepted: InterceptedRequest) -> HttpResponse:
    """What is absent is left out, not null."""
    response = intercepted.forward()
    if not intercepted.is_list or response.status != _OK:
        return response
    return edited(response, lambda page: {"next_cursor": None, **page})


@defect("RESP-01", area="responses", beside=["LAW-07"])
def deletions_answer_205(intercepted: InterceptedRequest) -> HttpResponse:
    """No operation answers with a status that it does not document, where it succeeds neither."""
    response = intercepted.forward()
    return replace(response, status=205) if response.status == _NO_CONTENT else response


@defect("RESP-01", area="responses", beside=["FUZZ-01"], fuzz=_FUZZ)
def one_search_answers_418(intercepted: InterceptedRequest) -> HttpResponse:
    """No operation answers with a status that it does not document, in fuzzed requests neither."""
    response = intercepted.forward()
    odd = intercepted.is_list and "%" in intercepted.request.query and response.status == _OK
    return replace(response, status=418) if odd else response


@defect("RESP-02", area="responses", beside=_TRAFFIC)
def limits_are_said_in_words(intercepted: InterceptedRequest) -> HttpResponse:
    """Every documented response header has a value that its schema takes."""
    return with_header(intercepted.forward(), "RateLimit", "plenty")


@defect("RESP-02", area="responses", beside=_TRAFFIC)
def errors_have_no_request_id(intercepted: InterceptedRequest) -> HttpResponse:
    """Every documented response header is there, in errors too."""
    response = intercepted.forward()
    return with_header(response, "X-Request-Id", None) if response.status >= _LEAST_ERROR else response


@defect("RESP-03", area="responses", beside=_TRAFFIC)
def errors_are_plain_json(intercepted: InterceptedRequest) -> HttpResponse:
    """Every error has the documented media type, and not that of a success."""
    response = intercepted.forward()
    if response.status < _LEAST_ERROR:
        return response
    return with_header(response, "Content-Type", "application/json")


@defect("RESP-04", area="responses", beside=_TRAFFIC)
def times_have_no_zone(intercepted: InterceptedRequest) -> HttpResponse:
    """Every text has the format of its schema."""
    response = intercepted.forward()
    if not intercepted.is_item or response.status != _OK:
        return response
    return edited(response, lambda body: {**body, "created_at": "2026-01-05 09:30:00"})
