"""Defects of the status matrix: servers that never say what they document."""

import json
from dataclasses import replace

from contractfirst_conformance.exchange import Response
from defects.defect import Passage, defect, edited

_OK, _ACCEPTED, _BAD = 200, 202, 400


def _instead(passage: Passage, status: int, other: int) -> Response:
    """Return the honest answer, a problem of one status called another."""
    response = passage.forward()
    if response.status != status:
        return response
    return edited(replace(response, status=other), lambda body: {**body, "status": other})


@defect("STAT-01", area="matrix")
def nothing_is_ever_unchanged(passage: Passage) -> Response:
    """304 is documented, and said to whoever has the current representation."""
    return passage.forward(passage.request.without_header("If-None-Match"))


@defect("STAT-01", area="matrix")
def work_is_done_at_once(passage: Passage) -> Response:
    """202 is documented, and said where work goes on after the answer."""
    response = passage.forward()
    return replace(response, status=_OK) if response.status == _ACCEPTED else response


@defect("STAT-01", area="matrix")
def lacking_scopes_are_a_400(passage: Passage) -> Response:
    """403 is documented, and said to whoever lacks the scope."""
    return _instead(passage, 403, _BAD)


@defect("STAT-01", area="matrix")
def nothing_conflicts(passage: Passage) -> Response:
    """409 is documented, and said where the state of things forbids a request."""
    return _instead(passage, 409, _BAD)


@defect("STAT-01", area="matrix")
def preconditions_are_ignored(passage: Passage) -> Response:
    """412 is documented, and said to whoever wants to change what is another by now."""
    return passage.forward(passage.request.without_header("If-Match"))


@defect("STAT-01", area="matrix")
def large_bodies_are_a_400(passage: Passage) -> Response:
    """413 is documented, and said of bodies that are too large."""
    return _instead(passage, 413, _BAD)


@defect("STAT-01", area="matrix")
def every_media_type_is_read_as_json(passage: Passage) -> Response:
    """415 is documented, and said of media types that nobody reads."""
    request = passage.request
    if request.raw is not None or not request.body or request.operation is None:
        return passage.forward()
    known = request.operation.request_body is not None and "json" not in (
        request.header("content-type") or ""
    )
    if not known or request.operation.anonymous:
        return passage.forward()
    return passage.forward(request.with_header("Content-Type", "application/json"))


@defect("STAT-01", area="matrix")
def used_keys_are_a_400(passage: Passage) -> Response:
    """422 is documented, and said of an idempotency key that another request has used."""
    return _instead(passage, 422, _BAD)


@defect("STAT-01", area="matrix")
def nobody_is_limited(passage: Passage) -> Response:
    """429 is documented, and said to whoever asks too often."""
    return _instead(passage, 429, _BAD)


@defect("STAT-01", area="matrix")
def one_operation_never_fails(passage: Passage) -> Response:
    """500 is documented, and said where the server itself is at fault: by every operation."""
    response = passage.forward()
    if response.status != 500 or not passage.is_list:
        return response
    return Response(_OK, response.headers, json.dumps({"data": []}).encode())


@defect("STAT-01", area="matrix")
def absent_things_are_a_400(passage: Passage) -> Response:
    """404 is documented, and said where a path leads to nothing."""
    return _instead(passage, 404, _BAD) if passage.request.method == "GET" else passage.forward()


@defect("STAT-01", area="matrix")
def deletions_answer_200(passage: Passage) -> Response:
    """204 is documented, and said of what was deleted."""
    response = passage.forward()
    return replace(response, status=_OK) if response.status == 204 else response
