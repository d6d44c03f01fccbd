"""Defects of errors."""

import json
from dataclasses import replace
from typing import Any

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, edited, with_header

_PROBLEM = "application/problem+json"
_LEAST_ERROR = 400


def _page(status: int) -> HttpResponse:
    return HttpResponse(
        status, (("Content-Type", "text/html"),), b"<html><h1>Something went wrong</h1></html>"
    )


def _problem(status: int, like: HttpResponse) -> HttpResponse:
    """Return a well-formed problem with another status."""
    body = like.json if isinstance(like.json, dict) else {}
    return edited(replace(like, status=status), lambda _: {**body, "status": status})


def _said(intercepted: InterceptedRequest, **members: object) -> HttpResponse:
    """Return the server's response, errors with other properties."""
    response = intercepted.forward()
    if response.status < _LEAST_ERROR or not isinstance(response.json, dict):
        return response
    return edited(response, lambda body: {**body, **members})


@defect("ERR-01", area="errors", beside=["ERR-10"])
def body_always_says_400(intercepted: InterceptedRequest) -> HttpResponse:
    """The status in the body is the response's status."""
    return _said(intercepted, status=400)


@defect("ERR-02", area="errors", beside=["ERR-10"])
def traceback_in_the_detail(intercepted: InterceptedRequest) -> HttpResponse:
    """Errors reveal nothing internal."""
    return _said(
        intercepted, detail='Traceback (most recent call last):\n  File "api.py", line 7, in <module>'
    )


@defect("ERR-02", area="errors", beside=["ERR-10"])
def statement_in_the_detail(intercepted: InterceptedRequest) -> HttpResponse:
    """No error shows SQL."""
    return _said(intercepted, detail="SELECT secret FROM keys failed")


@defect("ERR-03", area="errors", beside=["LAW-32"])
def token_in_the_detail(intercepted: InterceptedRequest) -> HttpResponse:
    """Errors contain no secret."""
    return _said(
        intercepted, detail=f"Called with {intercepted.request.header('authorization') or 'nothing'}"
    )


@defect("ERR-04", area="errors", beside=["LAW-03"])
def conflicts_are_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """Every error code has its documented status."""
    response = intercepted.forward()
    return _problem(400, response) if response.status == 409 else response


@defect("ERR-05", area="errors", beside=["LAW-32"])
def fails_at_unknown_parameters(intercepted: InterceptedRequest) -> HttpResponse:
    """No request causes a server error."""
    response = intercepted.forward()
    return _problem(500, response) if "unknown" in intercepted.request.query else response


@defect("ERR-10", area="errors")
def unknown_path_is_a_page(intercepted: InterceptedRequest) -> HttpResponse:
    """An unknown path is a documented 404."""
    response = intercepted.forward()
    return _page(404) if response.status == 404 and intercepted.request.operation is None else response


@defect("ERR-11", area="errors")
def allow_is_missing(intercepted: InterceptedRequest) -> HttpResponse:
    """A wrong method is a 405 with the allowed methods."""
    response = intercepted.forward()
    return with_header(response, "Allow", None)


@defect("ERR-11", area="errors")
def wrong_method_is_not_found(intercepted: InterceptedRequest) -> HttpResponse:
    """A wrong method is a 405."""
    response = intercepted.forward()
    return _problem(404, response) if response.status == 405 else response


@defect("ERR-12", area="errors")
def malformed_json_fails(intercepted: InterceptedRequest) -> HttpResponse:
    """A body that is not valid JSON is a 400."""
    response = intercepted.forward()
    try:
        json.loads(intercepted.request.body or b"{}")
    except (ValueError, RecursionError):
        return _problem(500, response)
    return response


@defect("ERR-12", area="errors")
def doubled_names_are_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """A body that two readers understand differently is refused."""
    request = intercepted.request
    doubled = request.body is not None and request.body.count(b'"a"') > 1
    return replace(intercepted.forward(), status=200) if doubled else intercepted.forward()


@defect("ERR-13", area="errors")
def wrong_media_type_is_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """A media type that is not taken is a 415."""
    response = intercepted.forward()
    return _problem(400, response) if response.status == 415 else response


@defect("ERR-13", area="errors")
def media_type_not_looked_at(intercepted: InterceptedRequest) -> HttpResponse:
    """A media type that is not taken is refused."""
    request = intercepted.request
    if request.body is None or "json" in (request.header("content-type") or ""):
        return intercepted.forward()
    return intercepted.forward(request.with_header("Content-Type", "application/json"))


@defect("ERR-13", area="errors")
def utf_8_is_another_media_type(intercepted: InterceptedRequest) -> HttpResponse:
    """charset=utf-8 is accepted."""
    response = intercepted.forward()
    utf_8 = "charset=utf-8" in (intercepted.request.header("content-type") or "")
    return _problem(415, response) if utf_8 else response


@defect("ERR-14", area="errors")
def oversized_is_a_400(intercepted: InterceptedRequest) -> HttpResponse:
    """A body over the limit is a 413."""
    response = intercepted.forward()
    return _problem(400, response) if response.status == 413 else response


@defect("ERR-15", area="errors")
def broken_http_fails(intercepted: InterceptedRequest) -> HttpResponse:
    """Malformed HTTP never causes a failure."""
    response = intercepted.forward()
    return _page(500) if intercepted.request.raw is not None and response.status == 400 else response


@defect("ERR-15", area="errors")
def broken_http_is_read_as_if_whole(intercepted: InterceptedRequest) -> HttpResponse:
    """What is wrong with a request below its meaning is not overlooked."""
    response = intercepted.forward()
    if intercepted.request.raw is None:
        return response
    if response.status < _LEAST_ERROR:
        intercepted.memory["whole"] = response
    whole: HttpResponse = intercepted.memory.get("whole", response)
    return whole


@defect("ERR-15", area="errors")
def broken_http_is_looked_up(intercepted: InterceptedRequest) -> HttpResponse:
    """Malformed HTTP is refused as malformed, not because its path is unknown."""
    response = intercepted.forward()
    return _page(404) if intercepted.request.raw is not None and response.status == 400 else response


@defect("ERR-16", area="errors")
def own_fault_is_a_page(intercepted: InterceptedRequest) -> HttpResponse:
    """A server error has the format of every other error."""
    response = intercepted.forward()
    return _page(500) if response.status == 500 else response


@defect("ERR-17", area="errors")
def type_is_a_bare_word(intercepted: InterceptedRequest) -> HttpResponse:
    """The type of a problem resolves to a page."""
    return _said(intercepted, type="not-found")


@defect("ERR-18", area="errors")
def failed_work_is_kept(intercepted: InterceptedRequest) -> HttpResponse:
    """A request that ended in a 500 changed nothing."""
    return _done_all_the_same(intercepted, "DELETE")


@defect("ERR-18", area="errors")
def failed_replacement_is_kept(intercepted: InterceptedRequest) -> HttpResponse:
    """What a PUT that ended in a 500 carried is not there."""
    return _done_all_the_same(intercepted, "PUT")


def _done_all_the_same(intercepted: InterceptedRequest, method: str) -> HttpResponse:
    response = intercepted.forward()
    if intercepted.request.method == method and response.status == 500:
        intercepted.forward(intercepted.request.without_header("x-fault"))
    return response


def _errors(response: HttpResponse, edit: Any) -> HttpResponse:
    if response.status == 400 and isinstance(response.json, dict) and "errors" in response.json:
        return edited(response, lambda body: {**body, "errors": edit(body["errors"])})
    return response


@defect("ERR-20", area="errors")
def first_mistake_only(intercepted: InterceptedRequest) -> HttpResponse:
    """A 400 lists every invalid parameter."""
    return _errors(intercepted.forward(), lambda errors: errors[:1])


@defect("ERR-21", area="errors")
def pointer_to_nowhere(intercepted: InterceptedRequest) -> HttpResponse:
    """A 400 lists what is wrong with the body by its pointer."""
    return _errors(
        intercepted.forward(),
        lambda errors: [{**e, "pointer": f"/body{e['pointer']}"} if "pointer" in e else e for e in errors],
    )


@defect("ERR-22", area="errors")
def parameters_judged_first(intercepted: InterceptedRequest) -> HttpResponse:
    """Errors of parameters and body are listed together."""
    return _errors(
        intercepted.forward(),
        lambda errors: [each for each in errors if "parameter" in each] or errors,
    )
