"""Defects of documented responses."""

from dataclasses import replace

from conformance.defects.defect import Passage, defect, edited, with_header
from conformance.exchange import Response

_TRAFFIC = ["LAW-22", "LAW-08"]
_OK, _CREATED = 200, 201


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
