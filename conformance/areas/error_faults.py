"""Errors where the server is in trouble itself: broken HTTP, faults of its own, and their pages."""

import json

from conformance.check import check
from conformance.credentials import Need
from conformance.errors import CannotJudge
from conformance.exchange import Request
from conformance.problem_shape import expect_problem, problem_response
from conformance.trial import Trial


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
        expect_problem(trial, exchange, 500, "an injected fault")


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
    problem_response(target)
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
