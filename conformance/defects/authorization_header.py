"""Servers that look for a token where there should be none, or take what is none."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from contractfirst_conformance.exchange import Request, Response
from defects.borrowing import known_tokens, let_in
from defects.defect import Passage, defect

_AREA = "authentication"
_LINE = re.compile(rb"(?mi)^authorization:[^\r\n]*\r\n")


@defect("AUTH-03", area=_AREA, beside=["AUTH-02"])
def any_scheme_is_taken(passage: Passage) -> Response:
    """Only Bearer, one space and a token let in: another scheme does not."""
    return let_in(passage, lambda header: header.partition(" ")[2] in known_tokens(passage))


@defect("AUTH-03", area=_AREA, beside=["AUTH-02"])
def token_is_searched_for(passage: Passage) -> Response:
    """Only Bearer, one space and a token let in: nothing stands around it."""
    found = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+").search
    return let_in(
        passage, lambda header: (at := found(header)) is not None and at[0] in known_tokens(passage)
    )


@defect("AUTH-03", area=_AREA, beside=["AUTH-02"])
def quotes_are_taken_off(passage: Passage) -> Response:
    """Only Bearer, one space and a token let in: quotes are no part of it."""
    return let_in(passage, lambda header: header.partition(" ")[2].strip('"') in known_tokens(passage))


@defect("AUTH-04", area=_AREA)
def scheme_must_be_capital(passage: Passage) -> Response:
    """The scheme is read without regard to case."""
    header = passage.request.header("authorization") or "Bearer"
    capital = header.startswith(("Bearer", "Basic"))
    return passage.forward(None if capital else passage.request.without_header("authorization"))


def _bearer(request: Request, token: str | None) -> Request:
    bare = request.header("authorization") is None
    return request.with_header("Authorization", f"Bearer {token}") if token and bare else request


@defect("AUTH-05", area=_AREA)
def token_in_the_query(passage: Passage) -> Response:
    """A token counts in the Authorization header alone, not in the query."""
    pairs = dict(parse_qsl(passage.request.query))
    token = pairs.pop("access_token", None)
    stripped = replace(passage.request, query=urlencode(pairs))
    return passage.forward(_bearer(stripped, token) if token else None)


@defect("AUTH-05", area=_AREA)
def token_in_the_query_before_it_is_refused(passage: Passage) -> Response:
    """A token counts in the Authorization header alone, also where the parameter is refused afterwards."""
    return passage.forward(
        _bearer(passage.request, dict(parse_qsl(passage.request.query)).get("access_token"))
    )


@defect("AUTH-05", area=_AREA)
def token_in_a_cookie(passage: Passage) -> Response:
    """A token counts in the Authorization header alone, not in a cookie."""
    cookie = passage.request.header("cookie") or ""
    pairs = dict(parse_qsl(cookie, separator=";"))
    return passage.forward(_bearer(passage.request, pairs.get("access_token")))


@defect("AUTH-05", area=_AREA)
def token_in_a_form(passage: Passage) -> Response:
    """A token counts in the Authorization header alone, not in a form."""
    body = passage.request.body or b""
    token = body.partition(b"access_token=")[2].decode() if body.startswith(b"access_token=") else None
    return passage.forward(_bearer(passage.request, token))


def _one_line(passage: Passage, choose: Callable[[list[bytes]], bytes]) -> Response:
    """Keep one of several Authorization lines."""
    raw = passage.request.raw
    lines = _LINE.findall(raw) if raw is not None else []
    if raw is None or len(lines) < 2:
        return passage.forward()
    kept = _LINE.sub(b"", raw).replace(b"\r\n", b"\r\n" + choose(lines), 1)
    return passage.forward(replace(passage.request, raw=kept))


@defect("AUTH-06", area=_AREA)
def first_authorization_counts(passage: Passage) -> Response:
    """Two Authorization headers let nobody in, whatever the first says."""
    return _one_line(passage, lambda lines: lines[0])


@defect("AUTH-06", area=_AREA)
def last_authorization_counts(passage: Passage) -> Response:
    """Two Authorization headers let nobody in, whatever the last says."""
    return _one_line(passage, lambda lines: lines[-1])


@defect("AUTH-06", area=_AREA)
def space_before_the_colon(passage: Passage) -> Response:
    """A header line with white space before its colon is no header."""
    raw = passage.request.raw
    mended = (
        None
        if raw is None
        else replace(passage.request, raw=raw.replace(b"Authorization :", b"Authorization:"))
    )
    return passage.forward(mended)
