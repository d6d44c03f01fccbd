"""The same error shape from every layer: router, body reader, parser, HTTP itself."""

from contractfirst.contract import Operation
from contractfirst.contract.media_type import MediaType
from contractfirst_conformance.check import check
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.exchange import Exchange, Request
from contractfirst_conformance.problem_shape import (
    expect_problem,
    expect_refusal,
    problem_response,
    shape_faults,
)
from contractfirst_conformance.target import CALLER, Target
from contractfirst_conformance.trial import Trial

_ODD_PATHS = ("//", "/conformance%00")


def _takers(target: Target) -> list[Operation]:
    """Return the operations that take JSON."""
    return [
        each
        for each in target.operations()
        if each.request_body is not None and any("json" in name for name in each.request_body.media_types)
    ]


@check(
    "ERR-10",
    area="errors",
    title="An unknown path is a 404 like any other",
    source="RFC 9110 section 15.5.5; RFC 9457",
)
def unknown_path(trial: Trial) -> None:
    """A path that the contract does not have is answered 404 in the documented shape, token or none.

    Not an HTML page, not an empty body: the same program reads it that reads every other error. An empty
    segment or a NUL may be a 400 of any shape instead, for it need not come as far as the router.
    """
    target = trial.target
    problem_response(target)
    callers = (None, CALLER) if target.caller is not None else (None,)
    for path in ("/conformance-unknown", "/conformance-unknown/1", *_ODD_PATHS):
        for method in ("GET", "POST"):
            what = f"{method} {path}"
            for by in callers:
                exchange = target.send(Request(method, path), by=by)
                if exchange.status == 400 and path in _ODD_PATHS:
                    trial.expect(True, "")
                elif trial.expect(
                    exchange.status == 404, f"{what} is answered {exchange.status}.", exchange, subject=what
                ):
                    for fault in shape_faults(target, exchange):
                        trial.fail(f"{what}: {fault.message}", exchange, subject=what)


@check(
    "ERR-11",
    area="errors",
    title="A wrong method is a 405 that names the right ones",
    source="RFC 9110 sections 15.5.6 and 10.2.1",
)
def wrong_method(trial: Trial) -> None:
    """A method that a path does not have is answered 405, with `Allow` naming exactly those that it has.

    HEAD goes with GET, and OPTIONS may be listed.
    """
    target = trial.target
    paths: dict[str, set[str]] = {}
    for operation in target.operations():
        paths.setdefault(operation.path, set()).add(operation.method)
    for path, methods in trial.each(paths.items()):
        missing = next(m for m in ("DELETE", "PATCH", "PUT", "POST", "TRACE") if m not in methods)
        plain = path.replace("{", "0").replace("}", "0")
        exchange = target.send(Request(missing, plain), by=None)
        expect_problem(trial, exchange, 405, f"{missing} {path}")
        if exchange.status == 405:
            allowed = {word.strip() for word in (exchange.header("allow") or "").split(",")} - {"", "OPTIONS"}
            own = methods - {"OPTIONS"}
            wanted = own | ({"HEAD"} if "GET" in own else set())
            trial.expect(
                allowed in (wanted, own),
                f"Allow names {', '.join(sorted(allowed)) or 'nothing'}, not {', '.join(sorted(wanted))}.",
                exchange,
                subject=f"{path} Allow",
            )


_DEEP = 20_000
_MALFORMED = {
    "cut short": b'{"a": ',
    "no JSON": b"hello",
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
    title="A body that is no JSON is a 400, whatever is wrong with it",
    source="RFC 8259; RFC 9457",
    needs=[Need.FULL],
)
def malformed_json(trial: Trial) -> None:
    """Malformed JSON, not UTF-8, a name twice, infinity, a deep nest, an empty body: 400, never 500.

    A body that two readers understand differently is refused too (RFC 8259 section 4). Where the grammar has
    a place for it, as for a name twice, half of a surrogate pair, a number beyond all bounds and a deep nest,
    a documented 422 is as good; a nest may be a 413.
    """
    target = trial.target
    takers = [each for each in _takers(target) if each.documents(400)]
    for operation in trial.each(takers[:6] if trial.quick else takers):
        request = trial.request(operation)
        if request is None:
            continue
        for name, body in _MALFORMED.items():
            _expect_no_json(trial, request.with_body(body, "application/json"), (400,), name)
        if operation.request_body is not None and operation.request_body.required:
            _expect_no_json(trial, request.with_body(b"", "application/json"), (400,), "empty")
        judged = (400, 422) if operation.documents(422) else (400,)
        for name, body in _UNREADABLE.items():
            _expect_no_json(trial, request.with_body(body, "application/json"), judged, name)
        depth = min(_DEEP, operation.max_body_bytes // 2)
        nest = request.with_body(b"[" * depth + b"]" * depth, "application/json")
        _expect_no_json(trial, nest, (*judged, 413), "a deep nest")


def _expect_no_json(trial: Trial, request: Request, statuses: tuple[int, ...], what: str) -> None:
    expect_refusal(trial, trial.target.send(request), statuses, what)


@check(
    "ERR-13",
    area="errors",
    title="A media type or charset that is not taken is a 415",
    source="RFC 9110 section 15.5.16",
    needs=[Need.FULL],
)
def wrong_media_type(trial: Trial) -> None:
    """A body of another media type, of another charset than UTF-8, or encoded in no known way is refused.

    By 415, and judged where the operation documents that. `application/json; charset=utf-8` is what JSON is
    anyway and is taken. UTF-16 may be a 400 too, and where only the label says so and the octets are UTF-8 it
    may be overlooked (RFC 8259 section 11). A body without a media type may be examined instead (RFC 9110
    section 8.3).
    """
    target = trial.target
    takers = [each for each in _takers(target) if each.documents(415)]
    for operation in trial.each(takers):
        request = trial.request(operation)
        if request is None:
            continue
        for field in ("text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"):
            if not _covered(operation, field):
                exchange = target.send(request.with_body(request.body, field))
                expect_problem(trial, exchange, 415, field)
        if _covered(operation, "application/json") and "json" in (request.header("content-type") or ""):
            _judge_charsets(trial, request)
        exchange = target.send(request.with_body(request.body))
        _expect_refused_or_taken(trial, exchange, "no Content-Type")
        exchange = target.send(request.with_header("Content-Encoding", "x-conformance"))
        expect_problem(trial, exchange, 415, "an unknown content coding")


def _covered(operation: Operation, field: str) -> bool:
    """Tell whether an operation takes a media type."""
    parsed = MediaType.parse(field)
    documented = operation.request_body.media_types if operation.request_body is not None else ()
    ranges = filter(None, map(MediaType.parse, documented))
    return parsed is not None and any(each.covers(parsed) for each in ranges)


def _judge_charsets(trial: Trial, request: Request) -> None:
    target, utf_16 = trial.target, "application/json; charset=utf-16"
    octets = (request.body or b"").decode().encode("utf-16")
    exchange = target.send(request.with_body(octets, utf_16))
    expect_refusal(trial, exchange, (415, 400), "another charset")
    exchange = target.send(request.with_body(request.body, utf_16))
    _expect_refused_or_taken(trial, exchange, "UTF-8 called another charset")
    exchange = target.send(request.with_body(request.body, "application/json; charset=utf-8"))
    trial.expect(
        exchange.status != 415,
        f"application/json; charset=utf-8 is answered {exchange.status}.",
        exchange,
        subject="charset=utf-8",
    )


def _expect_refused_or_taken(trial: Trial, exchange: Exchange, what: str) -> None:
    """Judge that a body was refused in the documented shape or read like any other."""
    if exchange.status in (400, 415):
        expect_refusal(trial, exchange, (415, 400), what)
        return
    documented = exchange.operation is not None and exchange.operation.documents(exchange.status)
    trial.expect(
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
def oversized_body(trial: Trial) -> None:
    """A body one octet longer than the operation takes is refused by 413, one that is just as long is not."""
    target = trial.target
    takers = [each for each in _takers(target) if each.documents(413)]
    sizes: dict[int, list[Operation]] = {}
    for operation in takers:
        sizes.setdefault(operation.max_body_bytes, []).append(operation)
    chosen = [each for same in sizes.values() for each in (same[:1] if trial.quick else same)]
    for operation in trial.each(chosen):
        request = trial.request(operation)
        if request is None:
            continue
        media_type = request.header("content-type")
        limit = operation.max_body_bytes
        exchange = target.send(request.with_body(b"[" + b" " * limit, media_type))
        expect_problem(trial, exchange, 413, "one octet too many")
        exchange = target.send(request.with_body(b"[" + b" " * (limit - 1), media_type))
        trial.expect(
            exchange.status != 413,
            f"A body of {limit} octets, as many as are allowed, is refused by 413.",
            exchange,
            subject="just as long",
        )
