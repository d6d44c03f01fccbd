"""Defects that need unusual input: found by Schemathesis' own checks."""

import json
import re
from dataclasses import replace

from contractfirst_conformance.exchange import HttpResponse
from contractfirst_conformance.fuzz_budget import FuzzBudget
from defects.defect import InterceptedRequest, defect, edited, with_header

_OK, _CREATED, _GONE, _REFUSED, _ABSENT = 200, 201, 204, 400, 404
_LARGEST_BASIC = 0xFFFF
# Seeded, and of few operations: each takes seconds.
LISTS = FuzzBudget(None, 40, ("fuzzing",), ("listClients",))
CREATIONS = FuzzBudget(None, 25, ("fuzzing",), ("createClient",))
_BODIES = FuzzBudget(None, 1, ("coverage",), ("createClient",), covered=None)
EVERY_CASE = FuzzBudget(None, 3, ("coverage",), ("listClients",), covered=None)
LIVES = FuzzBudget(None, 15, ("stateful",), ("createClient", "getClient", "deleteClient"))


def _server_error() -> HttpResponse:
    return HttpResponse(500, (("Content-Type", "text/plain"),), b"Internal Server Error")


def _texts(value: object) -> list[str]:
    """Return every text in a piece of JSON."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


def _sent(intercepted: InterceptedRequest) -> object:
    """Return the JSON that came with a request; ``None`` when none came."""
    try:
        return intercepted.request.json
    except ValueError:
        return None


@defect("FUZZ-01", area="fuzzing", fuzz=CREATIONS)
def rare_characters_fail(intercepted: InterceptedRequest) -> HttpResponse:
    """Text may have every character, those beyond the basic plane too."""
    beyond = any(ord(each) > _LARGEST_BASIC for text in _texts(_sent(intercepted)) for each in text)
    return _server_error() if beyond else intercepted.forward()


@defect("FUZZ-01", area="fuzzing", fuzz=LISTS)
def empty_searches_fail(intercepted: InterceptedRequest) -> HttpResponse:
    """An empty parameter is refused or does nothing, and does not fail the server."""
    return (
        _server_error()
        if re.search(r"(?:^|&)search=(?:&|$)", intercepted.request.query)
        else intercepted.forward()
    )


@defect("FUZZ-01", area="fuzzing", fuzz=CREATIONS)
def empty_texts_fail(intercepted: InterceptedRequest) -> HttpResponse:
    """An empty text is validated like any other."""
    return _server_error() if "" in _texts(_sent(intercepted)) else intercepted.forward()


@defect("FUZZ-01", area="fuzzing", fuzz=_BODIES)
def bodies_that_are_no_object_fail(intercepted: InterceptedRequest) -> HttpResponse:
    """A body of another type than the expected is refused, and does not fail the server."""
    sent = _sent(intercepted)
    return (
        _server_error() if intercepted.request.body and not isinstance(sent, dict) else intercepted.forward()
    )


@defect("FUZZ-01", area="fuzzing", fuzz=LISTS)
def one_value_answers_206(intercepted: InterceptedRequest) -> HttpResponse:
    """No value of a parameter leads to a status that is not documented."""
    response = intercepted.forward()
    partial = intercepted.is_list and response.status == _OK and "status=" in intercepted.request.query
    return replace(response, status=206) if partial else response


@defect("FUZZ-01", area="fuzzing", fuzz=LISTS)
def one_filter_drops_a_member(intercepted: InterceptedRequest) -> HttpResponse:
    """A page has what its schema requires, whatever it is filtered by."""
    response = intercepted.forward()
    if not intercepted.is_list or response.status != _OK or "updated_since=" not in intercepted.request.query:
        return response
    return edited(response, lambda page: {name: page[name] for name in page if name != "data"})


@defect("FUZZ-01", area="fuzzing", fuzz=LISTS)
def malformed_parameters_are_dropped(intercepted: InterceptedRequest) -> HttpResponse:
    """A parameter that violates its schema is refused, and not left out."""
    response = intercepted.forward()
    if not intercepted.is_list or response.status != _REFUSED:
        return response
    return intercepted.forward(replace(intercepted.request, query=""))


@defect("FUZZ-01", area="fuzzing", fuzz=LISTS)
def sorted_pages_are_text(intercepted: InterceptedRequest) -> HttpResponse:
    """A page has its documented media type, whatever it is sorted by."""
    response = intercepted.forward()
    if intercepted.is_list and response.status == _OK and "sort=" in intercepted.request.query:
        return with_header(response, "Content-Type", "text/json")
    return response


@defect("FUZZ-01", area="fuzzing", fuzz=EVERY_CASE)
def any_method_reads(intercepted: InterceptedRequest) -> HttpResponse:
    """A method that a path does not have is refused."""
    response = intercepted.forward()
    if response.status != 405:
        return response
    return intercepted.forward(replace(intercepted.request, method="GET", body=None))


@defect("FUZZ-01", area="fuzzing", fuzz=LIVES)
def deleted_things_are_still_read(intercepted: InterceptedRequest) -> HttpResponse:
    """What was deleted is not found any more: nothing answers from a cache."""
    response = intercepted.forward()
    path = intercepted.request.path
    if intercepted.is_item and response.status == _OK:
        intercepted.memory[path] = response
    if intercepted.request.method == "POST" and response.status == _CREATED:
        identifier = json.loads(response.body)["id"]
        intercepted.memory[f"{path}/{identifier}"] = replace(response, status=_OK)
    if intercepted.is_item and response.status == _ABSENT and path in intercepted.memory:
        kept: HttpResponse = intercepted.memory[path]
        return kept
    return response
