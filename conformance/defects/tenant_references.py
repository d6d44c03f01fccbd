"""Defects between organisations: references in bodies and filters."""

import json
from collections.abc import Iterator

from contractfirst_conformance.exchange import HttpResponse
from defects.borrowing import as_known, remember
from defects.defect import InterceptedRequest, defect

_AREA = "tenants"
_ACCEPTED, _NOT_FOUND = 202, 404


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for member in value.values():
            yield from _texts(member)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


def _token(intercepted: InterceptedRequest) -> str:
    return intercepted.request.header("authorization") or ""


def _known(intercepted: InterceptedRequest, response: HttpResponse) -> dict[str, str]:
    """Return the owners of known ids, including those in this response."""
    owners: dict[str, str] = intercepted.memory.setdefault("owners", {})
    body = response.json
    if response.status == 201 and isinstance(body, dict) and "id" in body:
        owners[str(body["id"])] = _token(intercepted)
    return owners


def _job_of_anybody(intercepted: InterceptedRequest, response: HttpResponse) -> HttpResponse:
    """Show every caller the result of a job that ran as another caller."""
    jobs: set[str] = intercepted.memory.setdefault("jobs", set())
    if response.status == _NOT_FOUND and intercepted.request.path.rsplit("/", 1)[-1] in jobs:
        return as_known(intercepted, unlike=_NOT_FOUND) or response
    return response


def _carried_out_as(intercepted: InterceptedRequest, owner: str) -> HttpResponse:
    response = intercepted.forward(intercepted.request.with_header("Authorization", owner))
    location = response.header("location")
    if location is not None:
        intercepted.memory.setdefault("jobs", set()).add(location.rsplit("/", 1)[-1])
    return response


def _is_bulk(intercepted: InterceptedRequest) -> bool:
    operation = intercepted.request.operation
    return (
        operation is not None
        and operation.method == "POST"
        and operation.documents(_ACCEPTED)
        and b"[{" in (intercepted.request.body or b"")
    )


@defect("TEN-04", area=_AREA)
def bulk_items_reach_across(intercepted: InterceptedRequest) -> HttpResponse:
    """A bulk item cannot reference another organisation's resource."""
    if _is_bulk(intercepted):
        owners: dict[str, str] = intercepted.memory.setdefault("owners", {})
        named = {owners[text] for text in _texts(intercepted.request.json) if text in owners} - {
            _token(intercepted)
        }
        if len(named) == 1:
            return _carried_out_as(intercepted, named.pop())
    response = intercepted.forward()
    remember(intercepted, response)
    _known(intercepted, response)
    return _job_of_anybody(intercepted, response)


@defect("TEN-04", area=_AREA)
def first_id_speaks_for_all(intercepted: InterceptedRequest) -> HttpResponse:
    """Every id of a list in a body is looked for among one's own."""
    response = intercepted.forward()
    remember(intercepted, response)
    if response.status != _NOT_FOUND or intercepted.request.method != "POST":
        return response
    body = intercepted.request.json
    lists = (
        {name: ids for name, ids in body.items() if isinstance(ids, list) and len(ids) > 1}
        if isinstance(body, dict)
        else {}
    )
    for name, ids in lists.items():
        # Their owner has nothing else that the body references.
        rest = intercepted.request.with_json({name: ids[1:]})
        if as_known(intercepted, rest, unlike=_NOT_FOUND) and isinstance(body, dict):
            return intercepted.forward(intercepted.request.with_json({**body, name: ids[:1]}))
    return response


@defect("TEN-05", area=_AREA)
def foreign_filter_finds_nothing(intercepted: InterceptedRequest) -> HttpResponse:
    """A filter by another organisation's id ends as one by an id that nothing has."""
    response = intercepted.forward()
    remember(intercepted, response)
    filtered = response.status == _NOT_FOUND and intercepted.is_list and "_id=" in intercepted.request.query
    if not filtered or not as_known(intercepted, unlike=_NOT_FOUND):
        return response
    body = json.dumps({"data": []}).encode()
    return HttpResponse(200, (("Content-Type", "application/json"),), body)


@defect("TEN-11", area=_AREA)
def external_names_are_for_all(intercepted: InterceptedRequest) -> HttpResponse:
    """Another system's id matches only within one organisation."""
    writers: dict[bytes, str] = intercepted.memory.setdefault("writers", {})
    body = intercepted.request.body or b""
    if _is_bulk(intercepted):
        first = writers.setdefault(body, _token(intercepted))
        return _carried_out_as(intercepted, first)
    response = intercepted.forward()
    remember(intercepted, response)
    return _job_of_anybody(intercepted, response)
