"""Defects between organisations: things named in bodies and filters."""

import json
from collections.abc import Iterator

from contractfirst_conformance.exchange import Response
from defects.borrowing import as_known, remember
from defects.defect import Passage, defect

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


def _token(passage: Passage) -> str:
    return passage.request.header("authorization") or ""


def _known(passage: Passage, response: Response) -> dict[str, str]:
    """Return whose things are known by their ids, those of this response too."""
    owners: dict[str, str] = passage.memory.setdefault("owners", {})
    body = response.json
    if response.status == 201 and isinstance(body, dict) and "id" in body:
        owners[str(body["id"])] = _token(passage)
    return owners


def _job_of_anybody(passage: Passage, response: Response) -> Response:
    """Let everybody see what came of a job that was carried out as somebody else."""
    jobs: set[str] = passage.memory.setdefault("jobs", set())
    if response.status == _NOT_FOUND and passage.request.path.rsplit("/", 1)[-1] in jobs:
        return as_known(passage, unlike=_NOT_FOUND) or response
    return response


def _carried_out_as(passage: Passage, owner: str) -> Response:
    response = passage.forward(passage.request.with_header("Authorization", owner))
    location = response.header("location")
    if location is not None:
        passage.memory.setdefault("jobs", set()).add(location.rsplit("/", 1)[-1])
    return response


def _is_bulk(passage: Passage) -> bool:
    operation = passage.request.operation
    return (
        operation is not None
        and operation.method == "POST"
        and operation.documents(_ACCEPTED)
        and b"[{" in (passage.request.body or b"")
    )


@defect("TEN-04", area=_AREA)
def bulk_items_reach_across(passage: Passage) -> Response:
    """An item of a bulk cannot name another organisation's thing."""
    if _is_bulk(passage):
        owners: dict[str, str] = passage.memory.setdefault("owners", {})
        named = {owners[text] for text in _texts(passage.request.json) if text in owners} - {_token(passage)}
        if len(named) == 1:
            return _carried_out_as(passage, named.pop())
    response = passage.forward()
    remember(passage, response)
    _known(passage, response)
    return _job_of_anybody(passage, response)


@defect("TEN-04", area=_AREA)
def first_id_speaks_for_all(passage: Passage) -> Response:
    """Every id of a list in a body is looked for among one's own."""
    response = passage.forward()
    remember(passage, response)
    if response.status != _NOT_FOUND or passage.request.method != "POST":
        return response
    body = passage.request.json
    lists = (
        {name: ids for name, ids in body.items() if isinstance(ids, list) and len(ids) > 1}
        if isinstance(body, dict)
        else {}
    )
    for name, ids in lists.items():
        # Whoever has them has nothing else that the body names.
        rest = passage.request.with_json({name: ids[1:]})
        if as_known(passage, rest, unlike=_NOT_FOUND) and isinstance(body, dict):
            return passage.forward(passage.request.with_json({**body, name: ids[:1]}))
    return response


@defect("TEN-05", area=_AREA)
def foreign_filter_finds_nothing(passage: Passage) -> Response:
    """A filter by another organisation's id ends as one by an id that nothing has."""
    response = passage.forward()
    remember(passage, response)
    filtered = response.status == _NOT_FOUND and passage.is_list and "_id=" in passage.request.query
    if not filtered or not as_known(passage, unlike=_NOT_FOUND):
        return response
    body = json.dumps({"data": []}).encode()
    return Response(200, (("Content-Type", "application/json"),), body)


@defect("TEN-11", area=_AREA)
def external_names_are_for_all(passage: Passage) -> Response:
    """What another system calls a thing finds it in one organisation only."""
    writers: dict[bytes, str] = passage.memory.setdefault("writers", {})
    body = passage.request.body or b""
    if _is_bulk(passage):
        first = writers.setdefault(body, _token(passage))
        return _carried_out_as(passage, first)
    response = passage.forward()
    remember(passage, response)
    return _job_of_anybody(passage, response)
