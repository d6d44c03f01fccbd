"""The same error shape from every layer: router, body reader, parser, HTTP itself."""

from brainstormmsp.contract import Operation
from brainstormmsp.contract.media_type import MediaType
from conformance.check import check
from conformance.credentials import Need
from conformance.exchange import Request
from conformance.problem_shape import expect_problem, problem_response, shape_faults
from conformance.target import Target
from conformance.trial import Trial


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
    problem_response(trial.target)
    for path in ("/conformance-unknown", "/conformance-unknown/1", "/%2e%2e/x", "//", "/conformance%00"):
        for method in ("GET", "POST"):
            exchange = trial.target.send(Request(method, path), by=None)
            what = f"{method} {path}"
            if trial.expect(
                exchange.status == 404, f"{what} is answered {exchange.status}.", exchange, subject=what
            ):
                for fault in shape_faults(trial.target, exchange):
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
            expect_problem(trial, exchange, 400, name)


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
                expect_problem(trial, exchange, 415, field)
        exchange = target.send(request.with_body(request.body, "application/json; charset=utf-16"))
        expect_problem(trial, exchange, 415, "another charset")
        exchange = target.send(request.with_body(request.body))
        expect_problem(trial, exchange, 415, "no Content-Type")
        exchange = target.send(request.with_header("Content-Encoding", "x-conformance"))
        expect_problem(trial, exchange, 415, "an unknown content coding")


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
