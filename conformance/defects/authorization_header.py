"""Servers that read a token in the wrong place, or accept a malformed header."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from contractfirst_conformance.exchange import HttpRequest, HttpResponse
from defects.borrowing import known_tokens, let_in
from defects.defect import InterceptedRequest, defect

_AREA = "authentication"
_LINE = re.compile(rb"(?mi)^authorization:[^\r\n]*\r\n")


@defect("AUTH-03", area=_AREA, beside=["AUTH-02"])
def any_scheme_is_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """Only Bearer, one space and a token let in: another scheme does not."""
    return let_in(intercepted, lambda header: header.partition(" ")[2] in known_tokens(intercepted))


@defect("AUTH-03", area=_AREA, beside=["AUTH-02"])
def token_is_searched_for(intercepted: InterceptedRequest) -> HttpResponse:
    """Only Bearer, one space and a token let in: nothing stands around it."""
    found = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+").search
    return let_in(
        intercepted, lambda header: (at := found(header)) is not None and at[0] in known_tokens(intercepted)
    )


@defect("AUTH-03", area=_AREA, beside=["AUTH-02"])
def quotes_are_taken_off(intercepted: InterceptedRequest) -> HttpResponse:
    """Only Bearer, one space and a token let in: quotes are no part of it."""
    return let_in(
        intercepted, lambda header: header.partition(" ")[2].strip('"') in known_tokens(intercepted)
    )


@defect("AUTH-04", area=_AREA)
def scheme_must_be_capital(intercepted: InterceptedRequest) -> HttpResponse:
    """The authentication scheme is case-insensitive."""
    header = intercepted.request.header("authorization") or "Bearer"
    capital = header.startswith(("Bearer", "Basic"))
    return intercepted.forward(None if capital else intercepted.request.without_header("authorization"))


def _bearer(request: HttpRequest, token: str | None) -> HttpRequest:
    bare = request.header("authorization") is None
    return request.with_header("Authorization", f"Bearer {token}") if token and bare else request


@defect("AUTH-05", area=_AREA)
def token_in_the_query(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts in the Authorization header alone, not in the query."""
    pairs = dict(parse_qsl(intercepted.request.query))
    token = pairs.pop("access_token", None)
    stripped = replace(intercepted.request, query=urlencode(pairs))
    return intercepted.forward(_bearer(stripped, token) if token else None)


@defect("AUTH-05", area=_AREA)
def token_in_the_query_before_it_is_refused(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts in the Authorization header alone, also where the parameter is refused afterwards."""
    return intercepted.forward(
        _bearer(intercepted.request, dict(parse_qsl(intercepted.request.query)).get("access_token"))
    )


@defect("AUTH-05", area=_AREA)
def token_in_a_cookie(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts in the Authorization header alone, not in a cookie."""
    cookie = intercepted.request.header("cookie") or ""
    pairs = dict(parse_qsl(cookie, separator=";"))
    return intercepted.forward(_bearer(intercepted.request, pairs.get("access_token")))


@defect("AUTH-05", area=_AREA)
def token_in_a_form(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts in the Authorization header alone, not in a form."""
    body = intercepted.request.body or b""
    token = body.partition(b"access_token=")[2].decode() if body.startswith(b"access_token=") else None
    return intercepted.forward(_bearer(intercepted.request, token))


def _one_line(intercepted: InterceptedRequest, choose: Callable[[list[bytes]], bytes]) -> HttpResponse:
    """Keep one of several Authorization lines."""
    raw = intercepted.request.raw
    lines = _LINE.findall(raw) if raw is not None else []
    if raw is None or len(lines) < 2:
        return intercepted.forward()
    kept = _LINE.sub(b"", raw).replace(b"\r\n", b"\r\n" + choose(lines), 1)
    return intercepted.forward(replace(intercepted.request, raw=kept))


@defect("AUTH-06", area=_AREA)
def first_authorization_counts(intercepted: InterceptedRequest) -> HttpResponse:
    """Two Authorization headers are refused, whatever the first is."""
    return _one_line(intercepted, lambda lines: lines[0])


@defect("AUTH-06", area=_AREA)
def last_authorization_counts(intercepted: InterceptedRequest) -> HttpResponse:
    """Two Authorization headers are refused, whatever the last is."""
    return _one_line(intercepted, lambda lines: lines[-1])


@defect("AUTH-06", area=_AREA)
def space_before_the_colon(intercepted: InterceptedRequest) -> HttpResponse:
    """A header line with white space before its colon is no header."""
    raw = intercepted.request.raw
    mended = (
        None
        if raw is None
        else replace(intercepted.request, raw=raw.replace(b"Authorization :", b"Authorization:"))
    )
    return intercepted.forward(mended)
