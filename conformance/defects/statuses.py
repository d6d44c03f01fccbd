"""Defects of the status matrix: servers that never say what they document."""

import json
from dataclasses import replace

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, edited

_OK, _ACCEPTED, _BAD = 200, 202, 400


def _instead(intercepted: InterceptedRequest, status: int, other: int) -> HttpResponse:
    """Return the honest answer, a problem of one status called another."""
    response = intercepted.forward()
    if response.status != status:
        return response
    return edited(replace(response, status=other), lambda body: {**body, "status": other})


@defect("STAT-01", area="matrix")
def nothing_is_ever_unchanged(intercepted: InterceptedRequest) -> HttpResponse:
    """304 is documented, and said to whoever has the current representation."""
    return intercepted.forward(intercepted.request.without_header("If-None-Match"))


@defect("STAT-01", area="matrix")
def work_is_done_at_once(intercepted: InterceptedRequest) -> HttpResponse:
    """202 is documented, and said where work goes on after the answer."""
    response = intercepted.forward()
    return replace(response, status=_OK) if response.status == _ACCEPTED else response


@defect("STAT-01", area="matrix")
def lacking_scopes_are_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """403 is documented, and said to whoever lacks the scope."""
    return _instead(intercepted, 403, _BAD)


@defect("STAT-01", area="matrix")
def nothing_conflicts(intercepted: InterceptedRequest) -> HttpResponse:
    """409 is documented, and said where the state of things forbids a request."""
    return _instead(intercepted, 409, _BAD)


@defect("STAT-01", area="matrix")
def preconditions_are_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """412 is documented, and said to whoever wants to change what is another by now."""
    return intercepted.forward(intercepted.request.without_header("If-Match"))


@defect("STAT-01", area="matrix")
def large_bodies_are_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """413 is documented, and said of bodies that are too large."""
    return _instead(intercepted, 413, _BAD)


@defect("STAT-01", area="matrix")
def every_media_type_is_read_as_json(intercepted: InterceptedRequest) -> HttpResponse:
    """415 is documented, and said of media types that nobody reads."""
    request = intercepted.request
    if request.raw is not None or not request.body or request.operation is None:
        return intercepted.forward()
    known = request.operation.request_body is not None and "json" not in (
        request.header("content-type") or ""
    )
    if not known or request.operation.anonymous:
        return intercepted.forward()
    return intercepted.forward(request.with_header("Content-Type", "application/json"))


@defect("STAT-01", area="matrix")
def used_keys_are_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """422 is documented, and said of an idempotency key that another request has used."""
    return _instead(intercepted, 422, _BAD)


@defect("STAT-01", area="matrix")
def nobody_is_limited(intercepted: InterceptedRequest) -> HttpResponse:
    """429 is documented, and said to whoever asks too often."""
    return _instead(intercepted, 429, _BAD)


@defect("STAT-01", area="matrix")
def one_operation_never_fails(intercepted: InterceptedRequest) -> HttpResponse:
    """500 is documented, and said where the server itself is at fault: by every operation."""
    response = intercepted.forward()
    if response.status != 500 or not intercepted.is_list:
        return response
    return HttpResponse(_OK, response.headers, json.dumps({"data": []}).encode())


@defect("STAT-01", area="matrix")
def absent_things_are_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """404 is documented, and said where a path leads to nothing."""
    return _instead(intercepted, 404, _BAD) if intercepted.request.method == "GET" else intercepted.forward()


@defect("STAT-01", area="matrix")
def deletions_answer_200(intercepted: InterceptedRequest) -> HttpResponse:
    """204 is documented, and said of what was deleted."""
    response = intercepted.forward()
    return replace(response, status=_OK) if response.status == 204 else response
