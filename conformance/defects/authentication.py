"""Defects of authentication and scopes."""

import base64
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from conformance.defects.borrowing import as_known, known_tokens, remember
from conformance.defects.defect import Passage, defect, edited, with_header
from conformance.exchange import Response

_AREA = "authentication"


def _let_in(passage: Passage, believe: Callable[[str], bool]) -> Response:
    """Let in whoever is refused by 401 and whose Authorization header ``believe`` takes."""
    response = passage.forward()
    remember(passage, response)
    operation = passage.request.operation
    if response.status != 401 or operation is None or operation.anonymous:
        return response
    believed = believe(passage.request.header("authorization") or "")
    return (as_known(passage, unlike=401) or response) if believed else response


def _part(header: str, number: int) -> dict[str, Any]:
    """Return a part of a token as JSON, empty when it is none."""
    parts = header.partition(" ")[2].split(".")
    try:
        text = parts[number]
        value = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (IndexError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


@defect("AUTH-01", area=_AREA, beside=["AUTH-02"])
def nobody_may_read(passage: Passage) -> Response:
    """Nothing is to be had without a token."""
    return _let_in(passage, lambda header: not header and passage.request.method == "GET")


@defect("AUTH-02", area=_AREA)
def lists_refuse_everybody(passage: Passage) -> Response:
    """A valid token opens every operation."""
    return passage.forward(passage.request.without_header("authorization") if passage.is_list else None)


@defect("AUTH-03", area=_AREA, beside=["AUTH-02"])
def any_scheme_is_taken(passage: Passage) -> Response:
    """A malformed Authorization header is a 401."""
    return _let_in(passage, lambda header: any(token in header for token in known_tokens(passage)))


@defect("AUTH-04", area=_AREA)
def scheme_must_be_capital(passage: Passage) -> Response:
    """The scheme is read without regard to case."""
    header = passage.request.header("authorization") or "Bearer"
    capital = header.startswith(("Bearer", "Basic"))
    return passage.forward(None if capital else passage.request.without_header("authorization"))


@defect("AUTH-07", area=_AREA)
def challenge_is_missing(passage: Passage) -> Response:
    """A 401 says how to do better."""
    return with_header(passage.forward(), "WWW-Authenticate", None)


@defect("AUTH-08", area=_AREA, beside=["AUTH-02"])
def mistakes_before_identity(passage: Passage) -> Response:
    """401 comes before every other judgement."""
    response = passage.forward()
    remember(passage, response)
    if response.status == 401 and passage.request.operation is not None:
        other = as_known(passage, unlike=200)
        return other if other is not None and other.status in (400, 404, 415) else response
    return response


@defect("AUTH-10", area=_AREA, beside=["AUTH-02"])
def signature_not_looked_at(passage: Passage) -> Response:
    """One changed bit makes a token worthless."""
    return _let_in(passage, lambda header: "sub" in _part(header, 1))


@defect("AUTH-11", area=_AREA, beside=["AUTH-02"])
def unsigned_is_taken(passage: Passage) -> Response:
    """A token without a signature lets nobody in."""
    return _let_in(passage, lambda header: str(_part(header, 0).get("alg")).lower() == "none")


@defect("AUTH-14", area=_AREA, beside=["AUTH-02"])
def expiry_not_looked_at(passage: Passage) -> Response:
    """A token counts in its time only."""
    return _let_in(passage, lambda header: _part(header, 1).get("exp", time.time() + 9) < time.time())


@defect("AUTH-15", area=_AREA, beside=["AUTH-02"])
def any_audience_is_taken(passage: Passage) -> Response:
    """A token counts for its issuer, audience and client only."""
    return _let_in(passage, lambda header: _part(header, 1).get("exp", 0) > time.time())


@defect("AUTH-18", area=_AREA)
def lives_longer_than_it_says(passage: Passage) -> Response:
    """A token lives exactly as long as it says."""
    response = passage.forward()
    if isinstance(response.json, dict) and "expires_in" in response.json:
        return edited(response, lambda body: {**body, "expires_in": 60})
    return response


def _allowed(passage: Passage, *, reading: bool) -> Response:
    response = passage.forward()
    remember(passage, response)
    if response.status == 403 and (passage.request.method == "GET") is reading:
        return as_known(passage, unlike=403) or response
    return response


@defect("AUTH-20", area=_AREA, beside=["AUTH-02"])
def readers_may_write(passage: Passage) -> Response:
    """A key that may only read cannot write."""
    return _allowed(passage, reading=False)


@defect("AUTH-21", area=_AREA, beside=["AUTH-02"])
def writers_may_read(passage: Passage) -> Response:
    """A key that may only write cannot read."""
    return _allowed(passage, reading=True)


@defect("AUTH-31", area=_AREA)
def wrong_secret_is_a_400(passage: Passage) -> Response:
    """A wrong credential is a 401, invalid_client."""
    response = passage.forward()
    anonymous = passage.request.operation is not None and passage.request.operation.anonymous
    return replace(response, status=400) if anonymous and response.status == 401 else response


@defect("AUTH-33", area=_AREA)
def one_name_for_every_fault(passage: Passage) -> Response:
    """A faulty token request is named as RFC 6749 names it."""
    response = passage.forward()
    if isinstance(response.json, dict) and isinstance(response.json.get("error"), str):
        return edited(response, lambda body: {**body, "error": "invalid_request"})
    return response
