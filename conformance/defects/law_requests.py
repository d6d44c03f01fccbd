"""Defects of validators, keys, refusals and times."""

import re
import threading
from dataclasses import replace
from datetime import datetime, timedelta

from contractfirst_conformance.exchange import Response
from defects.defect import Passage, defect, edited, with_header

_OK, _CREATED, _BAD = 200, 201, 400


@defect("LAW-20", area="laws")
def tag_never_changes(passage: Passage) -> Response:
    """The entity tag changes when the representation does."""
    response = passage.forward()
    return with_header(response, "ETag", '"1"') if response.header("etag") else response


@defect("LAW-20", area="laws")
def tag_always_changes(passage: Passage) -> Response:
    """The entity tag stays while the representation does."""
    response = passage.forward()
    passage.memory["count"] = passage.memory.get("count", 0) + 1
    return (
        with_header(response, "ETag", f'"{passage.memory["count"]}"') if response.header("etag") else response
    )


@defect("LAW-21", area="laws", beside=["LAW-03"])
def tag_of_the_first_body(passage: Passage) -> Response:
    """Wherever a representation was seen, its tag goes with it."""
    response = passage.forward()
    if response.header("etag") and passage.request.method == "GET":
        first = passage.memory.setdefault(passage.request.target, response.header("etag"))
        return with_header(response, "ETag", first)
    return response


@defect("LAW-22", area="laws")
def if_none_match_ignored(passage: Passage) -> Response:
    """If-None-Match saves the body."""
    return passage.forward(passage.request.without_header("if-none-match"))


@defect("LAW-22", area="laws")
def not_modified_whatever_the_tag(passage: Passage) -> Response:
    """If-None-Match saves the body only when nothing changed."""
    response = passage.forward()
    if passage.request.header("if-none-match") and response.status == _OK:
        return replace(response, status=304, body=b"")
    return response


@defect("LAW-23", area="laws")
def if_match_ignored(passage: Passage) -> Response:
    """If-Match keeps a change from being lost."""
    return passage.forward(passage.request.without_header("if-match"))


@defect("LAW-24", area="laws")
def key_ignored(passage: Passage) -> Response:
    """The same request with the same Idempotency-Key is done once."""
    return passage.forward(passage.request.without_header("idempotency-key"))


@defect("LAW-25", area="laws")
def key_alone_decides(passage: Passage) -> Response:
    """An Idempotency-Key is not taken for another request."""
    key = passage.request.header("idempotency-key")
    if key is None:
        return passage.forward()
    known: Response | None = passage.memory.get(key)
    response = known or passage.forward()
    passage.memory[key] = response
    return response


@defect("LAW-26", area="laws")
def key_unknown_while_at_work(passage: Passage) -> Response:
    """The same key at the same time is done once."""
    key = passage.request.header("idempotency-key")
    lock = passage.memory.setdefault("lock", threading.Lock())
    with lock:
        first = key not in passage.memory
        passage.memory[str(key)] = True
    return passage.forward(passage.request if first else passage.request.without_header("idempotency-key"))


def _done_all_the_same(passage: Passage, method: str) -> Response:
    response = passage.forward()
    if passage.request.method == method and response.status == _BAD and passage.request.query:
        passage.forward(replace(passage.request, query=""))
    return response


@defect("LAW-30", area="laws")
def refused_delete_is_done(passage: Passage) -> Response:
    """A refused change changes nothing."""
    return _done_all_the_same(passage, "DELETE")


@defect("LAW-30", area="laws")
def refused_replacement_is_done(passage: Passage) -> Response:
    """A refused replacement replaces nothing."""
    return _done_all_the_same(passage, "PUT")


@defect("LAW-31", area="laws")
def refused_creation_is_done(passage: Passage) -> Response:
    """A refused creation creates nothing."""
    return _done_all_the_same(passage, "POST")


@defect("LAW-32", area="laws")
def unknown_parameter_ignored(passage: Passage) -> Response:
    """Unknown parameters are refused."""
    parts = [each for each in passage.request.query.split("&") if "unknown" not in each]
    return passage.forward(replace(passage.request, query="&".join(parts)))


@defect("LAW-33", area="laws")
def unknown_member_dropped(passage: Passage) -> Response:
    """Unknown members of a body are refused."""
    request = passage.request
    if request.body and "json" in (request.header("content-type") or "") and b"_unknown" in request.body:
        body = request.json
        if isinstance(body, dict):
            request = request.with_json({name: body[name] for name in body if "unknown" not in name})
    return passage.forward(request)


@defect("LAW-34", area="laws", beside=["LAW-03"])
def times_with_an_offset(passage: Passage) -> Response:
    """Every time is told in UTC."""
    response = passage.forward()
    if response.status != _OK or response.json is None:
        return response
    body = re.sub(rb'(T\d\d:\d\d:\d\d(?:\.\d+)?)Z"', rb'\1+02:00"', response.body)
    return with_header(replace(response, body=body), "Content-Length", str(len(body)))


@defect("LAW-35", area="laws")
def local_time_called_utc(passage: Passage) -> Response:
    """What was created just now says so."""
    response = passage.forward()
    if response.status != _CREATED or not isinstance(response.json, dict):
        return response
    told = response.json.get("created_at")
    if not isinstance(told, str):
        return response
    wrong = (datetime.fromisoformat(told) + timedelta(hours=2)).isoformat().replace("+00:00", "Z")
    return edited(response, lambda body: {**body, "created_at": wrong})
