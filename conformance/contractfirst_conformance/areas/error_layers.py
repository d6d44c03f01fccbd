"""The same error shape from every layer: router, body reader, parser, HTTP itself."""

from contractfirst.contract import Operation
from contractfirst.contract.media_type import MediaType
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.problem_shape import (
    expect_problem,
    expect_refusal,
    problem_response,
    shape_violations,
)
from contractfirst_conformance.server_under_test import ServerUnderTest

_ODD_PATHS = ("//", "/conformance%00")


def _takers(server: ServerUnderTest) -> list[Operation]:
    """Return the operations that take JSON."""
    return [
        each
        for each in server.client.operations()
        if each.request_body is not None and any("json" in name for name in each.request_body.media_types)
    ]


@check(
    "ERR-10",
    area="errors",
    title="An unknown path is a documented 404",
    source="RFC 9110 section 15.5.5; RFC 9457",
)
def unknown_path(context: CheckContext) -> None:
    """An unknown path is answered with 404 in the documented format, with or without a token.

    Not with an HTML page or an empty body: the same program reads it that reads every other error. An empty
    segment or a NUL may be a 400 of any format instead, since it need not reach the router.
    """
    problem_response(context.server)
    callers = (None, CALLER) if context.client.caller is not None else (None,)
    for path in ("/conformance-unknown", "/conformance-unknown/1", *_ODD_PATHS):
        for method in ("GET", "POST"):
            what = f"{method} {path}"
            for by in callers:
                exchange = context.client.send(HttpRequest(method, path), by=by)
                if exchange.status == 400 and path in _ODD_PATHS:
                    context.expect(True, "")
                elif context.expect(
                    exchange.status == 404, f"{what} is answered {exchange.status}.", exchange, subject=what
                ):
                    for fault in shape_violations(context.server, exchange):
                        context.fail(f"{what}: {fault.message}", exchange, subject=what)


@check(
    "ERR-11",
    area="errors",
    title="A wrong method is a 405 with the allowed methods",
    source="RFC 9110 sections 15.5.6 and 10.2.1",
)
def wrong_method(context: CheckContext) -> None:
    """A method that a path does not have is a 405, with `Allow` naming exactly those that it has.

    HEAD belongs to GET, and OPTIONS may be listed.
    """
    paths: dict[str, set[str]] = {}
    for operation in context.client.operations():
        paths.setdefault(operation.path, set()).add(operation.method)
    for path, methods in context.each(paths.items()):
        missing = next(m for m in ("DELETE", "PATCH", "PUT", "POST", "TRACE") if m not in methods)
        plain = path.replace("{", "0").replace("}", "0")
        exchange = context.client.send(HttpRequest(missing, plain), by=None)
        expect_problem(context, exchange, 405, f"{missing} {path}")
        if exchange.status == 405:
            allowed = {word.strip() for word in (exchange.header("allow") or "").split(",")} - {"", "OPTIONS"}
            own = methods - {"OPTIONS"}
            wanted = own | ({"HEAD"} if "GET" in own else set())
            context.expect(
                allowed in (wanted, own),
                f"Allow names {', '.join(sorted(allowed)) or 'nothing'}, not {', '.join(sorted(wanted))}.",
                exchange,
                subject=f"{path} Allow",
            )


_DEEP = 20_000
_MALFORMED = {
    "cut short": b'{"a": ',
    "not JSON": b"hello",
    "not UTF-8": b'{"a": "\xff\xfe"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "NaN": b'{"a": NaN}',
    "a trailing comma": b'{"a": 1,}',
    "two values": b"{} {}",
}
# What the grammar has a place for and many readers have none.
_UNREADABLE = {
    "a lone surrogate": b'{"a": "\\ud800"}',
    "a name twice": b'{"a": 1, "a": 2}',
    "a huge number": b'{"a": 1e999999}',
}


@check(
    "ERR-12",
    area="errors",
    title="A body that is not valid JSON is a 400",
    source="RFC 8259; RFC 9457",
    needs=[Need.FULL],
)
def malformed_json(context: CheckContext) -> None:
    """Malformed JSON, invalid UTF-8, a duplicate name, infinity, deep nesting, an empty body: 400, never 500.

    A body that two parsers read differently is refused too (RFC 8259 section 4). For bodies within the
    grammar, such as a duplicate name, half of a surrogate pair, a huge number or deep nesting, a documented
    422 is accepted too; deep nesting may be a 413.
    """
    takers = [each for each in _takers(context.server) if each.documents(400)]
    for operation in context.each(takers[:6] if context.quick else takers):
        request = context.request(operation)
        if request is None:
            continue
        for name, body in _MALFORMED.items():
            _expect_no_json(context, request.with_body(body, "application/json"), (400,), name)
        if operation.request_body is not None and operation.request_body.required:
            _expect_no_json(context, request.with_body(b"", "application/json"), (400,), "empty")
        checked = (400, 422) if operation.documents(422) else (400,)
        for name, body in _UNREADABLE.items():
            _expect_no_json(context, request.with_body(body, "application/json"), checked, name)
        depth = min(_DEEP, operation.max_body_bytes // 2)
        nest = request.with_body(b"[" * depth + b"]" * depth, "application/json")
        _expect_no_json(context, nest, (*checked, 413), "a deep nest")


def _expect_no_json(
    context: CheckContext, request: HttpRequest, statuses: tuple[int, ...], what: str
) -> None:
    expect_refusal(context, context.client.send(request), statuses, what)


@check(
    "ERR-13",
    area="errors",
    title="An unsupported media type or charset is a 415",
    source="RFC 9110 section 15.5.16",
    needs=[Need.FULL],
)
def wrong_media_type(context: CheckContext) -> None:
    """A body of another media type, of another charset than UTF-8, or in an unknown encoding is refused.

    The status is 415, checked where the operation documents it. `application/json; charset=utf-8` is
    accepted. UTF-16 may also be a 400, and a wrong label on UTF-8 bytes may be ignored (RFC 8259 section
    11). A body without a media type may be parsed instead (RFC 9110 section 8.3).
    """
    takers = [each for each in _takers(context.server) if each.documents(415)]
    for operation in context.each(takers):
        request = context.request(operation)
        if request is None:
            continue
        for field in ("text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"):
            if not _covered(operation, field):
                exchange = context.client.send(request.with_body(request.body, field))
                expect_problem(context, exchange, 415, field)
        if _covered(operation, "application/json") and "json" in (request.header("content-type") or ""):
            _check_charsets(context, request)
        exchange = context.client.send(request.with_body(request.body))
        _expect_refused_or_taken(context, exchange, "no Content-Type")
        exchange = context.client.send(request.with_header("Content-Encoding", "x-conformance"))
        expect_problem(context, exchange, 415, "an unknown content coding")


def _covered(operation: Operation, field: str) -> bool:
    """Return whether an operation accepts a media type."""
    parsed = MediaType.parse(field)
    documented = operation.request_body.media_types if operation.request_body is not None else ()
    ranges = filter(None, map(MediaType.parse, documented))
    return parsed is not None and any(each.covers(parsed) for each in ranges)


def _check_charsets(context: CheckContext, request: HttpRequest) -> None:
    utf_16 = "application/json; charset=utf-16"
    octets = (request.body or b"").decode().encode("utf-16")
    exchange = context.client.send(request.with_body(octets, utf_16))
    expect_refusal(context, exchange, (415, 400), "another charset")
    exchange = context.client.send(request.with_body(request.body, utf_16))
    _expect_refused_or_taken(context, exchange, "UTF-8 called another charset")
    exchange = context.client.send(request.with_body(request.body, "application/json; charset=utf-8"))
    context.expect(
        exchange.status != 415,
        f"application/json; charset=utf-8 is answered {exchange.status}.",
        exchange,
        subject="charset=utf-8",
    )


def _expect_refused_or_taken(context: CheckContext, exchange: Exchange, what: str) -> None:
    """Check that a body was refused in the documented format or read like any other."""
    if exchange.status in (400, 415):
        expect_refusal(context, exchange, (415, 400), what)
        return
    documented = exchange.operation is not None and exchange.operation.documents(exchange.status)
    context.expect(
        exchange.status < 500 and documented,
        f"{what}: the answer is {exchange.status}.",
        exchange,
        subject=what,
    )


@check(
    "ERR-14",
    area="errors",
    title="A body over the limit is a 413",
    source="RFC 9110 section 15.5.14; contract: x-max-body-bytes",
    needs=[Need.FULL],
)
def oversized_body(context: CheckContext) -> None:
    """A body one byte over the operation's limit is refused with 413; one of exactly the limit is not."""
    takers = [each for each in _takers(context.server) if each.documents(413)]
    sizes: dict[int, list[Operation]] = {}
    for operation in takers:
        sizes.setdefault(operation.max_body_bytes, []).append(operation)
    chosen = [each for same in sizes.values() for each in (same[:1] if context.quick else same)]
    for operation in context.each(chosen):
        request = context.request(operation)
        if request is None:
            continue
        media_type = request.header("content-type")
        limit = operation.max_body_bytes
        exchange = context.client.send(request.with_body(b"[" + b" " * limit, media_type))
        expect_problem(context, exchange, 413, "one byte too many")
        exchange = context.client.send(request.with_body(b"[" + b" " * (limit - 1), media_type))
        context.expect(
            exchange.status != 413,
            f"A body of {limit} bytes, which is the limit, is refused with 413.",
            exchange,
            subject="just as long",
        )
