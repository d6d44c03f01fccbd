"""Defects of the status matrix: servers that never say what they document."""

import json
from dataclasses import replace

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, edited

_OK, _ACCEPTED, _BAD = 200, 202, 400


def _instead(intercepted: InterceptedRequest, status: int, other: int) -> HttpResponse:
    """Return the server's response, with another status for problems of one status."""
    response = intercepted.forward()
    if response.status != status:
        return response
    return edited(replace(response, status=other), lambda body: {**body, "status": other})


@defect("STAT-01", area="matrix")
def nothing_is_ever_unchanged(intercepted: InterceptedRequest) -> HttpResponse:
    """304 is documented, and returned for the current representation."""
    return intercepted.forward(intercepted.request.without_header("If-None-Match"))


@defect("STAT-01", area="matrix")
def work_is_done_at_once(intercepted: InterceptedRequest) -> HttpResponse:
    """202 is documented, and returned where work continues after the response."""
    response = intercepted.forward()
    return replace(response, status=_OK) if response.status == _ACCEPTED else response


@defect("STAT-01", area="matrix")
def lacking_scopes_are_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """403 is documented, and returned without the scope."""
    return _instead(intercepted, 403, _BAD)


@defect("STAT-01", area="matrix")
def nothing_conflicts(intercepted: InterceptedRequest) -> HttpResponse:
    """409 is documented, and returned where the state does not allow a request."""
    return _instead(intercepted, 409, _BAD)


@defect("STAT-01", area="matrix")
def preconditions_are_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """412 is documented, and returned for an outdated If-Match."""
    return intercepted.forward(intercepted.request.without_header("If-Match"))


@defect("STAT-01", area="matrix")
def large_bodies_are_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """413 is documented, and returned for bodies that are too large."""
    return _instead(intercepted, 413, _BAD)


@defect("STAT-01", area="matrix")
def every_media_type_is_read_as_json(intercepted: InterceptedRequest) -> HttpResponse:
    """415 is documented, and returned for unsupported media types."""
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
    """422 is documented, and returned for an idempotency key of another request."""
    return _instead(intercepted, 422, _BAD)


@defect("STAT-01", area="matrix")
def nobody_is_limited(intercepted: InterceptedRequest) -> HttpResponse:
    """429 is documented, and returned over the limit."""
    return _instead(intercepted, 429, _BAD)


@defect("STAT-01", area="matrix")
def one_operation_never_fails(intercepted: InterceptedRequest) -> HttpResponse:
    """500 is documented, and returned for an error of the server, by every operation."""
    response = intercepted.forward()
    if response.status != 500 or not intercepted.is_list:
        return response
    return HttpResponse(_OK, response.headers, json.dumps({"data": []}).encode())


@defect("STAT-01", area="matrix")
def absent_things_are_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """404 is documented, and returned for unknown ids."""
    return _instead(intercepted, 404, _BAD) if intercepted.request.method == "GET" else intercepted.forward()


@defect("STAT-01", area="matrix")
def deletions_answer_200(intercepted: InterceptedRequest) -> HttpResponse:
    """204 is documented, and returned for a deletion."""
    response = intercepted.forward()
    return replace(response, status=_OK) if response.status == 204 else response
