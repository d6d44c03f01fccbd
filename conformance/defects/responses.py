"""Defects of documented responses."""

from dataclasses import replace

from contractfirst_conformance.exchange import Response
from contractfirst_conformance.fuzz_budget import FuzzBudget
from defects.defect import Passage, defect, edited, with_header

_TRAFFIC = ["LAW-22", "LAW-08"]
_OK, _CREATED, _NO_CONTENT, _LEAST_ERROR = 200, 201, 204, 400
_FUZZ = FuzzBudget(None, 25, ("fuzzing",), ("listClients",))


@defect("RESP-01", area="responses", beside=_TRAFFIC)
def reads_answer_203(passage: Passage) -> Response:
    """No operation answers with a status that it does not document."""
    response = passage.forward()
    return replace(response, status=203) if passage.is_list and response.status == _OK else response


@defect("RESP-01", area="responses", beside=_TRAFFIC)
def creations_answer_200(passage: Passage) -> Response:
    """A creation answers with the status that it documents."""
    response = passage.forward()
    return replace(response, status=_OK) if response.status == _CREATED else response


@defect("RESP-02", area="responses", beside=_TRAFFIC)
def location_is_missing(passage: Passage) -> Response:
    """Every documented response header is there."""
    return with_header(passage.forward(), "Location", None)


@defect("RESP-02", area="responses", beside=_TRAFFIC)
def tag_is_missing(passage: Passage) -> Response:
    """Every documented response header is there: the entity tag."""
    return with_header(passage.forward(), "ETag", None)


@defect("RESP-03", area="responses", beside=_TRAFFIC)
def json_called_text(passage: Passage) -> Response:
    """Every body has a documented media type."""
    response = passage.forward()
    return with_header(response, "Content-Type", "text/plain") if response.status == _OK else response


@defect("RESP-03", area="responses", beside=_TRAFFIC)
def media_type_is_missing(passage: Passage) -> Response:
    """Every body says what it is."""
    response = passage.forward()
    return with_header(response, "Content-Type", None) if passage.is_item else response


@defect("RESP-04", area="responses", beside=_TRAFFIC)
def required_member_missing(passage: Passage) -> Response:
    """Every body has what its schema requires."""
    response = passage.forward()
    if not passage.is_item or response.status != _OK:
        return response
    return edited(response, lambda body: {name: body[name] for name in body if name != "created_at"})


@defect("RESP-04", area="responses", beside=_TRAFFIC)
def undocumented_member(passage: Passage) -> Response:
    """No body has what its schema does not admit."""
    response = passage.forward()
    if not passage.is_item or response.status != _OK:
        return response
    return edited(response, lambda body: {**body, "_row": 7})


@defect("RESP-04", area="responses", beside=_TRAFFIC)
def null_for_what_is_absent(passage: Passage) -> Response:
    """What is absent is left out, not null."""
    response = passage.forward()
    if not passage.is_list or response.status != _OK:
        return response
    return edited(response, lambda page: {"next_cursor": None, **page})


@defect("RESP-01", area="responses", beside=["LAW-07"])
def deletions_answer_205(passage: Passage) -> Response:
    """No operation answers with a status that it does not document, where it succeeds neither."""
    response = passage.forward()
    return replace(response, status=205) if response.status == _NO_CONTENT else response


@defect("RESP-01", area="responses", beside=["FUZZ-01"], fuzz=_FUZZ)
def one_search_answers_418(passage: Passage) -> Response:
    """No operation answers with a status that it does not document, in fuzzed requests neither."""
    response = passage.forward()
    odd = passage.is_list and "%" in passage.request.query and response.status == _OK
    return replace(response, status=418) if odd else response


@defect("RESP-02", area="responses", beside=_TRAFFIC)
def limits_are_said_in_words(passage: Passage) -> Response:
    """Every documented response header has a value that its schema takes."""
    return with_header(passage.forward(), "RateLimit", "plenty")


@defect("RESP-02", area="responses", beside=_TRAFFIC)
def errors_have_no_request_id(passage: Passage) -> Response:
    """Every documented response header is there, in errors too."""
    response = passage.forward()
    return with_header(response, "X-Request-Id", None) if response.status >= _LEAST_ERROR else response


@defect("RESP-03", area="responses", beside=_TRAFFIC)
def errors_are_plain_json(passage: Passage) -> Response:
    """Every error has the documented media type, and not that of a success."""
    response = passage.forward()
    if response.status < _LEAST_ERROR:
        return response
    return with_header(response, "Content-Type", "application/json")


@defect("RESP-04", area="responses", beside=_TRAFFIC)
def times_have_no_zone(passage: Passage) -> Response:
    """Every text has the format that its schema says."""
    response = passage.forward()
    if not passage.is_item or response.status != _OK:
        return response
    return edited(response, lambda body: {**body, "created_at": "2026-01-05 09:30:00"})
