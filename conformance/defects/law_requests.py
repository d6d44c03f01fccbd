"""Defects of validators, keys, refusals and times."""

import re
import threading
from dataclasses import replace
from datetime import datetime, timedelta

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, edited, with_header

_OK, _CREATED, _BAD = 200, 201, 400


@defect("LAW-20", area="laws")
def tag_never_changes(intercepted: InterceptedRequest) -> HttpResponse:
    """The entity tag changes when the representation does."""
    response = intercepted.forward()
    return with_header(response, "ETag", '"1"') if response.header("etag") else response


@defect("LAW-20", area="laws")
def tag_always_changes(intercepted: InterceptedRequest) -> HttpResponse:
    """The entity tag stays while the representation does."""
    response = intercepted.forward()
    intercepted.memory["count"] = intercepted.memory.get("count", 0) + 1
    return (
        with_header(response, "ETag", f'"{intercepted.memory["count"]}"')
        if response.header("etag")
        else response
    )


@defect("LAW-21", area="laws", beside=["LAW-03"])
def tag_of_the_first_body(intercepted: InterceptedRequest) -> HttpResponse:
    """One entity tag stands for one representation."""
    response = intercepted.forward()
    if response.header("etag") and intercepted.request.method == "GET":
        first = intercepted.memory.setdefault(intercepted.request.target, response.header("etag"))
        return with_header(response, "ETag", first)
    return response


@defect("LAW-22", area="laws")
def if_none_match_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """If-None-Match saves the body."""
    return intercepted.forward(intercepted.request.without_header("if-none-match"))


@defect("LAW-22", area="laws")
def not_modified_whatever_the_tag(intercepted: InterceptedRequest) -> HttpResponse:
    """If-None-Match saves the body only when nothing changed."""
    response = intercepted.forward()
    if intercepted.request.header("if-none-match") and response.status == _OK:
        return replace(response, status=304, body=b"")
    return response


@defect("LAW-23", area="laws")
def if_match_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """If-Match prevents lost updates."""
    return intercepted.forward(intercepted.request.without_header("if-match"))


@defect("LAW-24", area="laws")
def key_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """The same request with the same Idempotency-Key is done once."""
    return intercepted.forward(intercepted.request.without_header("idempotency-key"))


@defect("LAW-25", area="laws")
def key_alone_decides(intercepted: InterceptedRequest) -> HttpResponse:
    """An Idempotency-Key is not accepted for another request."""
    key = intercepted.request.header("idempotency-key")
    if key is None:
        return intercepted.forward()
    known: HttpResponse | None = intercepted.memory.get(key)
    response = known or intercepted.forward()
    intercepted.memory[key] = response
    return response


@defect("LAW-26", area="laws")
def key_unknown_while_at_work(intercepted: InterceptedRequest) -> HttpResponse:
    """Concurrent requests with one Idempotency-Key act once."""
    key = intercepted.request.header("idempotency-key")
    lock = intercepted.memory.setdefault("lock", threading.Lock())
    with lock:
        first = key not in intercepted.memory
        intercepted.memory[str(key)] = True
    return intercepted.forward(
        intercepted.request if first else intercepted.request.without_header("idempotency-key")
    )


def _done_all_the_same(intercepted: InterceptedRequest, method: str) -> HttpResponse:
    response = intercepted.forward()
    if intercepted.request.method == method and response.status == _BAD and intercepted.request.query:
        intercepted.forward(replace(intercepted.request, query=""))
    return response


@defect("LAW-30", area="laws")
def refused_delete_is_done(intercepted: InterceptedRequest) -> HttpResponse:
    """A refused change changes nothing."""
    return _done_all_the_same(intercepted, "DELETE")


@defect("LAW-30", area="laws")
def refused_replacement_is_done(intercepted: InterceptedRequest) -> HttpResponse:
    """A refused replacement replaces nothing."""
    return _done_all_the_same(intercepted, "PUT")


@defect("LAW-31", area="laws")
def refused_creation_is_done(intercepted: InterceptedRequest) -> HttpResponse:
    """A refused creation creates nothing."""
    return _done_all_the_same(intercepted, "POST")


@defect("LAW-32", area="laws")
def unknown_parameter_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """Unknown parameters are refused."""
    parts = [each for each in intercepted.request.query.split("&") if "unknown" not in each]
    return intercepted.forward(replace(intercepted.request, query="&".join(parts)))


@defect("LAW-33", area="laws")
def unknown_member_dropped(intercepted: InterceptedRequest) -> HttpResponse:
    """Unknown properties of a body are refused."""
    request = intercepted.request
    if request.body and "json" in (request.header("content-type") or "") and b"_unknown" in request.body:
        body = request.json
        if isinstance(body, dict):
            request = request.with_json({name: body[name] for name in body if "unknown" not in name})
    return intercepted.forward(request)


@defect("LAW-34", area="laws", beside=["LAW-03"])
def times_with_an_offset(intercepted: InterceptedRequest) -> HttpResponse:
    """Every timestamp is in UTC."""
    response = intercepted.forward()
    if response.status != _OK or response.json is None:
        return response
    body = re.sub(rb'(T\d\d:\d\d:\d\d(?:\.\d+)?)Z"', rb'\1+02:00"', response.body)
    return with_header(replace(response, body=body), "Content-Length", str(len(body)))


@defect("LAW-35", area="laws")
def local_time_called_utc(intercepted: InterceptedRequest) -> HttpResponse:
    """created_at is the time of creation."""
    response = intercepted.forward()
    if response.status != _CREATED or not isinstance(response.json, dict):
        return response
    reported = response.json.get("created_at")
    if not isinstance(reported, str):
        return response
    wrong = (datetime.fromisoformat(reported) + timedelta(hours=2)).isoformat().replace("+00:00", "Z")
    return edited(response, lambda body: {**body, "created_at": wrong})
