"""The same error shape from every layer: router, body reader, parser, HTTP itself."""

import json

from brainstormmsp.contract import Operation, ResponseSpec
from brainstormmsp.contract.media_type import MediaType
from conformance.check import check
from conformance.credentials import Need
from conformance.errors import CannotJudge, Skipped
from conformance.exchange import Exchange, Request
from conformance.judgement import Faulty
from conformance.target import Target
from conformance.trial import Trial

_PROBLEM = "application/problem+json"
_SERVER_FAULTS = range(500, 600)


def _problem(target: Target) -> ResponseSpec:
    """Return a documented problem response: what every error must look like."""
    for status in ("404", "400", "401", "4XX", "default"):
        for operation in target.operations():
            spec = operation.responses.get(status)
            if spec is not None and _PROBLEM in spec.media_types:
                return spec
    raise Skipped(f"the contract documents no {_PROBLEM}")


def _shape_faults(target: Target, exchange: Exchange) -> list[Faulty]:
    faults = target.judgement.content_faults(exchange.answer, _problem(target))
    # The borrowed documentation may fix the status that it stands for.
    return [fault for fault in faults if fault.subject not in ("const /status", "enum /status")]


def _expect_problem(trial: Trial, exchange: Exchange, status: int, what: str) -> None:
    """Judge that a request was refused with ``status`` in the documented shape."""
    if not trial.expect(
        exchange.status == status,
        f"{what}: the answer is {exchange.status or exchange.failure}, not {status}.",
        exchange,
        subject=what,
    ):
        return
    operation = exchange.operation
    if operation is not None and operation.problem_format == "rfc6749" and status in (400, 401):
        return
    # Its own documentation is held against every response anyway; here the shape that all share.
    for fault in _shape_faults(trial.target, exchange):
        trial.fail(f"{what}: {fault.message}", exchange, subject=f"{what}: shape")
    trial.expect(
        exchange.fields.get("status") == status,
        f"{what}: no status in it.",
        exchange,
        subject=f"{what}: status",
    )


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

    Not an HTML page, not an empty body: the same program reads it that reads every other error.
    """
    _problem(trial.target)
    for path in ("/conformance-unknown", "/conformance-unknown/1", "/%2e%2e/x", "//", "/conformance%00"):
        for method in ("GET", "POST"):
            exchange = trial.target.send(Request(method, path), by=None)
            what = f"{method} {path}"
            if trial.expect(
                exchange.status == 404, f"{what} is answered {exchange.status}.", exchange, subject=what
            ):
                for fault in _shape_faults(trial.target, exchange):
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
        _expect_problem(trial, exchange, 405, f"{missing} {path}")
        if exchange.status == 405:
            allowed = {word.strip() for word in (exchange.header("allow") or "").split(",")} - {"", "OPTIONS"}
            wanted = methods | ({"HEAD"} if "GET" in methods else set())
            trial.expect(
                allowed in (wanted, methods),
                f"Allow names {', '.join(sorted(allowed)) or 'nothing'}, not {', '.join(sorted(wanted))}.",
                exchange,
                subject=f"{path} Allow",
            )


@check(
    "ERR-12",
    area="errors",
    title="A body that is no JSON is a 400, whatever is wrong with it",
    source="RFC 8259; RFC 9457",
    needs=[Need.FULL],
)
def malformed_json(trial: Trial) -> None:
    """Malformed JSON, not UTF-8, a name twice, infinity, a deep nest, an empty body: 400, never 500.

    A body that two readers understand differently is refused too (RFC 8259 section 4).
    """
    target = trial.target
    bodies = {
        "cut short": b'{"a": ',
        "no JSON": b"hello",
        "not UTF-8": b'{"a": "\xff\xfe"}',
        "UTF-16": '{"a": 1}'.encode("utf-16"),
        "a lone surrogate": b'{"a": "\\ud800"}',
        "NaN": b'{"a": NaN}',
        "a name twice": b'{"a": 1, "a": 2}',
        "a trailing comma": b'{"a": 1,}',
        "two values": b"{} {}",
        "a deep nest": b"[" * 20_000 + b"]" * 20_000,
        "a huge number": b'{"a": 1e999999}',
        "empty": b"",
    }
    takers = [each for each in _takers(target) if each.documents(400)]
    for operation in trial.each(takers[:6] if trial.quick else takers):
        request = trial.request(operation)
        if request is None:
            continue
        required = operation.request_body is not None and operation.request_body.required
        for name, body in bodies.items():
            if name == "empty" and not required:
                continue
            exchange = target.send(request.with_body(body, "application/json"))
            _expect_problem(trial, exchange, 400, name)


@check(
    "ERR-13",
    area="errors",
    title="A media type or charset that is not taken is a 415",
    source="RFC 9110 section 15.5.16",
    needs=[Need.FULL],
)
def wrong_media_type(trial: Trial) -> None:
    """A body of another media type, of another charset than UTF-8, encoded, or of none is refused by 415.

    Judged where the operation documents 415. `application/json` with parameters that change nothing is taken.
    """
    target = trial.target
    takers = [each for each in _takers(target) if each.documents(415)]
    for operation in trial.each(takers):
        request = trial.request(operation)
        if request is None:
            continue
        documented = operation.request_body.media_types if operation.request_body is not None else ()
        for field in ("text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"):
            parsed = MediaType.parse(field)
            covered = parsed is not None and any(
                range_.covers(parsed) for name in documented if (range_ := MediaType.parse(name))
            )
            if not covered:
                exchange = target.send(request.with_body(request.body, field))
                _expect_problem(trial, exchange, 415, field)
        exchange = target.send(request.with_body(request.body, "application/json; charset=utf-16"))
        _expect_problem(trial, exchange, 415, "another charset")
        exchange = target.send(request.with_body(request.body))
        _expect_problem(trial, exchange, 415, "no Content-Type")
        exchange = target.send(request.with_header("Content-Encoding", "x-conformance"))
        _expect_problem(trial, exchange, 415, "an unknown content coding")


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
        _expect_problem(trial, exchange, 413, "one octet too many")
        exchange = target.send(request.with_body(b"[" + b" " * (limit - 1), media_type))
        trial.expect(
            exchange.status != 413,
            f"A body of {limit} octets, as many as are allowed, is refused by 413.",
            exchange,
            subject="just as long",
        )


@check(
    "ERR-15",
    area="errors",
    title="Broken HTTP is refused, and never fails the server",
    source="RFC 9112 sections 2.2, 3, 5 and 6.3",
)
def broken_http(trial: Trial) -> None:
    """A malformed request line or header, a contradictory length, a bad chunk: a 4xx or no answer.

    Never a 2xx for what could be read in two ways (request smuggling), never a 5xx but 501 and 505; and the
    next honest request is answered.
    """
    target = trial.target
    host = target.origin.split("://", 1)[1]
    path = f"{target.contract.base_path}/conformance-unknown"
    get, post = (f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n" for method in ("GET", "POST"))
    close = "Connection: close\r\n\r\n"
    broken = {
        "no HTTP": "hello\r\n\r\n",
        "no version": f"GET {path}\r\n\r\n",
        "unknown version": f"GET {path} HTTP/9.9\r\nHost: {host}\r\n\r\n",
        "no Host": f"GET {path} HTTP/1.1\r\n{close}",
        "two lengths": f"{post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "negative length": f"{post}Content-Length: -1\r\n\r\n",
        "length and chunks": f"{post}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n{close}0\r\n\r\n",
        "bad chunk": f"{post}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "space in a name": f"{get}X Y: 1\r\n{close}",
        "NUL in a value": f"{get}X-Y: \x00\r\n{close}",
        "a huge header": f"{get}X-Y: {'a' * 200_000}\r\n{close}",
    }
    for name, octets in trial.each(broken.items()):
        method = octets.split(" ", 1)[0] if name != "no HTTP" else "GET"
        exchange = target.send_raw(octets.encode("latin-1"), method=method)
        trial.expect(
            exchange.response is None or 400 <= exchange.status < 500 or exchange.status in (501, 505),
            f"{name}: the answer is {exchange.status}.",
            exchange,
            subject=name,
        )
    after = target.send(Request("GET", "/conformance-unknown"), by=None)
    trial.expect(
        after.status == 404, f"Afterwards an honest request got {after.status}.", after, subject="after"
    )


@check(
    "ERR-16",
    area="errors",
    title="A fault of the server's own is a 500 that tells nothing but where to ask",
    source="RFC 9110 section 15.6.1; RFC 9457",
    needs=[Need.FULL, Need.FAULT_INJECTION],
)
def own_fault(trial: Trial) -> None:
    """A fault in the middle of a request is answered 500, in the shape that every error has."""
    target = trial.target
    operations = [each for each in target.operations() if each.documents(500)]
    for operation in trial.each(operations[::6] if trial.quick else operations):
        try:
            exchange = target.factory.succeed(operation, by=target.caller, header=("X-Fault", "error"))
        except CannotJudge as error:
            trial.note(f"{operation.id} could not be brought to a fault: {error}")
            continue
        if exchange.status in (404, 409):
            trial.note(f"{operation.id} could not be brought to a fault: {exchange.status}")
            continue
        _expect_problem(trial, exchange, 500, "an injected fault")


@check(
    "ERR-18",
    area="errors",
    title="What ended in a 500 changed nothing",
    source="RFC 9110 sections 9.2.2 and 15.6.1",
    needs=[Need.FULL, Need.FAULT_INJECTION],
)
def failed_work_is_undone(trial: Trial) -> None:
    """After a PUT or a DELETE that ended in a 500 the resource reads exactly as before.

    Whoever meets a 500 may only try again when nothing, or all, was done.
    """
    target = trial.target
    families = [each for each in target.factory.families if each.read is not None]
    for family in trial.each(families):
        for operation in (family.replace, family.delete):
            request = trial.request(operation, fresh=True) if operation is not None else None
            if request is None:
                continue
            reading = Request("GET", request.path, operation=family.read, path_values=request.path_values)
            before = target.send(reading)
            failed = target.send(request.with_header("X-Fault", "error"))
            after = target.send(reading)
            if before.status == 200 and failed.status == 500:
                trial.expect(
                    after.status == 200 and after.json == before.json,
                    "The resource is not as it was before the request that failed.",
                    before,
                    failed,
                    after,
                    operation=operation,
                )


@check(
    "ERR-17",
    area="errors",
    title="A problem's type leads to a page",
    source="RFC 9457 section 3.1.1",
)
def types_resolve(trial: Trial) -> None:
    """The `type` of a problem is an absolute URI; where it lies at the API's own origin there is a page."""
    target = trial.target
    _problem(target)
    samples = [
        target.send(Request("GET", "/conformance-unknown"), by=None),
        target.send(Request("TRACE", target.operations()[0].path), by=None),
    ]
    for operation in target.operations(anonymous=False)[:1]:
        samples.append(target.send(Request(operation.method, operation.path, operation=operation), by=None))
    for sample in samples:
        address = sample.fields.get("type")
        if address == "about:blank" or "application/problem+json" not in (
            sample.header("content-type") or ""
        ):
            continue
        if not trial.expect(
            isinstance(address, str) and "://" in address,
            f"type is {json.dumps(address)}, not an absolute URI.",
            sample,
            subject=str(sample.status),
        ):
            continue
        if str(address).startswith(f"{target.origin}/"):
            page = target.send_outside(str(address)[len(target.origin) :])
            trial.expect(
                page.status == 200,
                f"There is no page at {address}: {page.status}.",
                sample,
                page,
                subject=str(sample.status),
            )
