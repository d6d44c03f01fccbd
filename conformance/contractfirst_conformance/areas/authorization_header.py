"""Where a token may stand: once, in one header, in one spelling."""

from collections.abc import Iterable

from contractfirst.contract import Operation
from contractfirst_conformance.authenticated_requests import (
    authenticated_requests,
    caller_token,
    expect_unauthorised,
    guarded,
)
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.rate_limit_probe import refused_later
from contractfirst_conformance.server_under_test import ServerUnderTest

_MALFORMED, _UNAUTHORISED = 400, 401
# RFC 6750 section 3.1 calls a malformed request invalid_request, which is a 400.
_NOT_READ = (_UNAUTHORISED, _MALFORMED)
_TOO_LONG = (_UNAUTHORISED, _MALFORMED, 431)
_FORGED = "forged.forged.forged"
_FORM = "application/x-www-form-urlencoded"
_HAS_KEY = [Need.FULL]


@check(
    "AUTH-03",
    area="authentication",
    title="A malformed Authorization header is refused",
    source="RFC 6750 sections 2.1 and 3.1; RFC 9110 section 11.6.2",
    needs=_HAS_KEY,
)
def malformed_header(context: CheckContext) -> None:
    """Only `Bearer`, a space and a token are accepted; another scheme, extra words or quotes are not.

    Another scheme or a wrong token is a 401; a value that breaks the header's grammar may also be a 400.
    """
    base_request = authenticated_requests(context, 1)[0]
    token = caller_token(context.server)
    others = {
        "the scheme Basic": f"Basic {token}",
        "the scheme Token": f"Token {token}",
        "the scheme JWT": f"JWT {token}",
        "a token of one part": f"Bearer {token.partition('.')[0][:-1]}",
        "a part too many": f"Bearer {token}.x",
        "an empty token": "Bearer ..",
    }
    broken = {
        "an empty header": "",
        "the scheme alone": "Bearer",
        "the token alone": token,
        "scheme and token run together": f"Bearer{token}",
        "a colon after the scheme": f"Bearer: {token}",
        "a quoted token": f'Bearer "{token}"',
        "the token twice": f"Bearer {token} {token}",
        "two credentials in a list": f"Bearer {token}, Bearer {token}",
        "a parameter": f"Bearer token={token}",
        "more after the token": f"Bearer {token} x",
        "a comma after the token": f"Bearer {token},",
        "the scheme twice": f"Bearer Bearer {token}",
        "a token that is no ASCII": f"Bearer {token}é",
        "an encoded token": f"Bearer %{ord(token[0]):02X}{token[1:]}",
    }
    values: list[tuple[str, str, tuple[int, ...]]] = [
        (what, value, (_UNAUTHORISED,)) for what, value in others.items()
    ]
    values += [(what, value, _NOT_READ) for what, value in broken.items()]
    values.append(("a huge token", f"Bearer {'a' * 6000}", _TOO_LONG))
    for what, value, statuses in context.each(values):
        exchange = context.client.try_send(base_request.with_header("Authorization", value), by=None)
        if exchange.failure:
            context.note(f"{what} could not be sent: {exchange.failure}")
        else:
            expect_unauthorised(context, exchange, what, statuses)


@check(
    "AUTH-04",
    area="authentication",
    title="The authentication scheme is case-insensitive",
    source="RFC 9110 section 11.1",
    needs=_HAS_KEY,
)
def scheme_is_case_insensitive(context: CheckContext) -> None:
    """`Authorization: bearer …` and `BEARER …` mean the same as `Bearer …`; names have no case."""
    base_request = authenticated_requests(context, 1)[0]
    for name, scheme in (
        ("Authorization", "bearer"),
        ("authorization", "BEARER"),
        ("AUTHORIZATION", "Bearer"),
    ):
        exchange = context.client.send(
            base_request.with_header(name, f"{scheme} {caller_token(context.server)}"), by=None
        )
        context.expect(
            exchange.succeeded,
            f"{name}: {scheme} with a valid token is answered {exchange.status}.",
            exchange,
            subject=f"{name}: {scheme}",
        )


@check(
    "AUTH-05",
    area="authentication",
    title="A token is accepted only in the Authorization header",
    source="RFC 6750 sections 2.2, 2.3 and 5.3",
    needs=_HAS_KEY,
)
def token_elsewhere(context: CheckContext) -> None:
    """A valid token in the query, in a cookie, in a form or in another header is refused.

    Queries end up in logs, and browsers send cookies unasked. Another 4xx is also a refusal, if a forged
    token in the same place gets the same status: otherwise the server looked at the token.
    """
    base_request = authenticated_requests(context, 1)[0]
    writer = next((each for each in guarded(context.server) if each.method == "POST"), None)
    form = None if writer is None else refused_later(context.server, writer)
    twins = _elsewhere(base_request, form, _FORGED)
    for what, request in _elsewhere(base_request, form, caller_token(context.server)).items():
        exchange, forged = context.client.send(request, by=None), context.client.send(twins[what], by=None)
        alike = exchange.status == forged.status and 400 <= exchange.status < 500
        expect_unauthorised(context, exchange, what, (exchange.status,) if alike else (_UNAUTHORISED,))


def _elsewhere(base_request: HttpRequest, form: HttpRequest | None, token: str) -> dict[str, HttpRequest]:
    """Return requests with a token in every place that servers have been seen to look in.

    ``form`` is a request that may have a body.
    """
    cookie = f"access_token={token}; token={token}"
    headers = {
        "the token in a cookie": ("Cookie", cookie),
        "the token in X-Api-Key": ("X-Api-Key", token),
        "the token in X-Access-Token": ("X-Access-Token", token),
        "the token in Proxy-Authorization": ("Proxy-Authorization", f"Bearer {token}"),
        "the token in X-Forwarded-Authorization": ("X-Forwarded-Authorization", f"Bearer {token}"),
        "the token in X-Original-Authorization": ("X-Original-Authorization", f"Bearer {token}"),
    }
    places = {
        "the token in the query": base_request.with_query(access_token=token),
        "the token as query token": base_request.with_query(token=token),
    }
    places |= {what: base_request.with_header(*header) for what, header in headers.items()}
    if form is not None:
        places["the token in the body"] = form.with_body(f"access_token={token}".encode(), _FORM)
    return places


@check(
    "AUTH-06",
    area="authentication",
    title="Two Authorization headers are refused",
    source="RFC 9110 sections 5.3 and 11.6.2; RFC 9112 section 5.1",
    needs=_HAS_KEY,
)
def doubled_header(context: CheckContext) -> None:
    """A request with two `Authorization` lines, or with one that is malformed, is refused with 401 or 400.

    Otherwise one hop may use the first and the next the second. Sent over a bare socket, because HTTP
    clients do not allow it.
    """
    base_request = authenticated_requests(context, 1)[0]
    good, bad = f"Bearer {caller_token(context.server)}", f"Bearer {_FORGED}"
    lines = {
        "two valid Authorization headers": [f"Authorization: {good}", f"Authorization: {good}"],
        "a valid, then a forged header": [f"Authorization: {good}", f"Authorization: {bad}"],
        "a forged, then a valid header": [f"Authorization: {bad}", f"Authorization: {good}"],
        "a valid, then an empty header": [f"Authorization: {good}", "Authorization:"],
        "headers of two schemes": [f"Authorization: {good}", "Authorization: Basic eDp5"],
        "two headers that differ in case": [f"Authorization: {good}", f"authorization: {bad}"],
        "white space before the colon": [f"Authorization : {good}"],
        "a NUL in the token": [f"Authorization: {good[:-8]}\x00{good[-8:]}"],
        "a bare CR in the header": [f"Authorization: {bad}\rAuthorization: {good}"],
        "a folded header": ["Authorization: Bearer", f" {good.partition(' ')[2]} x"],
    }
    broken = {
        "white space before the colon",
        "a NUL in the token",
        "a bare CR in the header",
        "a folded header",
    }
    for what, headers in context.each(lines.items()):
        # What is no HTTP may also end the connection (RFC 9112 section 2.2), and may be refused before
        # anybody knows which operation it is for: it is not held against the operation's documentation.
        operation = None if what in broken else base_request.operation
        exchange = _send_lines(context.server, base_request, headers, operation)
        context.expect(
            exchange.status in _NOT_READ or (what in broken and exchange.response is None),
            f"With {what} the answer is {exchange.status or exchange.failure}, not 401 or 400.",
            exchange,
            operation=base_request.operation,
            subject=what,
        )


def _send_lines(
    server: ServerUnderTest, base_request: HttpRequest, lines: Iterable[str], operation: Operation | None
) -> Exchange:
    """Send a request with header lines just as they are, on a connection of its own."""
    path = server.client.url.removeprefix(server.client.origin) + base_request.target
    host = server.client.origin.split("://", 1)[1]
    head = [
        f"{base_request.method} {path} HTTP/1.1",
        f"Host: {host}",
        "Connection: close",
        "Accept: */*",
        *lines,
    ]
    octets = "\r\n".join([*head, "", ""]).encode("latin-1")
    return server.client.send_raw(octets, method=base_request.method, operation=operation)
