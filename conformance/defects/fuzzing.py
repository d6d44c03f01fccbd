"""Defects that need unusual input: found by Schemathesis' own checks."""

import json
import re
from dataclasses import replace

from contractfirst_conformance.exchange import Response
from contractfirst_conformance.fuzz_budget import FuzzBudget
from defects.defect import Passage, defect, edited, with_header

_OK, _CREATED, _GONE, _REFUSED, _ABSENT = 200, 201, 204, 400, 404
_LARGEST_BASIC = 0xFFFF
# Seeded, and of few operations: each takes seconds.
LISTS = FuzzBudget(None, 40, ("fuzzing",), ("listClients",))
CREATIONS = FuzzBudget(None, 25, ("fuzzing",), ("createClient",))
_BODIES = FuzzBudget(None, 1, ("coverage",), ("createClient",), covered=None)
EVERY_CASE = FuzzBudget(None, 3, ("coverage",), ("listClients",), covered=None)
LIVES = FuzzBudget(None, 15, ("stateful",), ("createClient", "getClient", "deleteClient"))


def _fault() -> Response:
    return Response(500, (("Content-Type", "text/plain"),), b"Internal Server Error")


def _texts(value: object) -> list[str]:
    """Return every text in a piece of JSON."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


def _sent(passage: Passage) -> object:
    """Return the JSON that came with a request; ``None`` when none came."""
    try:
        return passage.request.json
    except ValueError:
        return None


@defect("FUZZ-01", area="fuzzing", fuzz=CREATIONS)
def rare_characters_fail(passage: Passage) -> Response:
    """Text may have every character, those beyond the basic plane too."""
    beyond = any(ord(each) > _LARGEST_BASIC for text in _texts(_sent(passage)) for each in text)
    return _fault() if beyond else passage.forward()


@defect("FUZZ-01", area="fuzzing", fuzz=LISTS)
def empty_searches_fail(passage: Passage) -> Response:
    """An empty parameter is refused or does nothing, and does not fail the server."""
    return _fault() if re.search(r"(?:^|&)search=(?:&|$)", passage.request.query) else passage.forward()


@defect("FUZZ-01", area="fuzzing", fuzz=CREATIONS)
def empty_texts_fail(passage: Passage) -> Response:
    """An empty text is judged as any other."""
    return _fault() if "" in _texts(_sent(passage)) else passage.forward()


@defect("FUZZ-01", area="fuzzing", fuzz=_BODIES)
def bodies_that_are_no_object_fail(passage: Passage) -> Response:
    """A body of another type than the expected is refused, and does not fail the server."""
    sent = _sent(passage)
    return _fault() if passage.request.body and not isinstance(sent, dict) else passage.forward()


@defect("FUZZ-01", area="fuzzing", fuzz=LISTS)
def one_value_answers_206(passage: Passage) -> Response:
    """No value of a parameter leads to a status that is not documented."""
    response = passage.forward()
    partial = passage.is_list and response.status == _OK and "status=" in passage.request.query
    return replace(response, status=206) if partial else response


@defect("FUZZ-01", area="fuzzing", fuzz=LISTS)
def one_filter_drops_a_member(passage: Passage) -> Response:
    """A page has what its schema requires, whatever it is filtered by."""
    response = passage.forward()
    if not passage.is_list or response.status != _OK or "updated_since=" not in passage.request.query:
        return response
    return edited(response, lambda page: {name: page[name] for name in page if name != "data"})


@defect("FUZZ-01", area="fuzzing", fuzz=LISTS)
def malformed_parameters_are_dropped(passage: Passage) -> Response:
    """A parameter that violates its schema is refused, and not left out."""
    response = passage.forward()
    if not passage.is_list or response.status != _REFUSED:
        return response
    return passage.forward(replace(passage.request, query=""))


@defect("FUZZ-01", area="fuzzing", fuzz=LISTS)
def sorted_pages_are_text(passage: Passage) -> Response:
    """A page has its documented media type, whatever it is sorted by."""
    response = passage.forward()
    if passage.is_list and response.status == _OK and "sort=" in passage.request.query:
        return with_header(response, "Content-Type", "text/json")
    return response


@defect("FUZZ-01", area="fuzzing", fuzz=EVERY_CASE)
def any_method_reads(passage: Passage) -> Response:
    """A method that a path does not have is refused."""
    response = passage.forward()
    if response.status != 405:
        return response
    return passage.forward(replace(passage.request, method="GET", body=None))


@defect("FUZZ-01", area="fuzzing", fuzz=LIVES)
def deleted_things_are_still_read(passage: Passage) -> Response:
    """What was deleted is not found any more: nothing answers from a cache."""
    response = passage.forward()
    path = passage.request.path
    if passage.is_item and response.status == _OK:
        passage.memory[path] = response
    if passage.request.method == "POST" and response.status == _CREATED:
        identifier = json.loads(response.body)["id"]
        passage.memory[f"{path}/{identifier}"] = replace(response, status=_OK)
    if passage.is_item and response.status == _ABSENT and path in passage.memory:
        kept: Response = passage.memory[path]
        return kept
    return response
