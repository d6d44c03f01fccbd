"""Malformed HTTP, errors of the server itself, and the pages of problem types."""

import json
import re
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from contractfirst.contract import Operation
from contractfirst_conformance.authenticated_requests import authenticated_requests
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.problem_shape import expect_problem, is_problem, problem_response
from contractfirst_conformance.resource_lifecycle import changed_body
from contractfirst_conformance.server_under_test import ServerUnderTest

# What RFC 3986 has no place for.
_REFERENCE = re.compile(r"[^\x00-\x20\x7f-\uffff<>\"{}|\\^`]*")

_REFUSED = frozenset({400})
_TAKEN = frozenset(range(200, 300))
# A server may say that it does not support the version, the method or chunks.
_OTHER_VERSION, _OTHER_SYNTAX = _REFUSED | {505}, _REFUSED | {501, 505}
_NO_CHUNKS = _REFUSED | {411, 501}
_TOO_LARGE = _REFUSED | {413, 431}
_CLOSE = "Connection: close\r\n\r\n"
_TOO_MANY = 429

Broken = dict[str, tuple[str, frozenset[int]]]
"""Malformed requests by what is wrong with them, each with the statuses that are right."""


@dataclass(frozen=True, slots=True)
class _Wire:
    """A request that succeeds, in parts; ``fields`` are all but Host."""

    method: str
    line: str
    host: str
    fields: str
    body: str

    @property
    def whole(self) -> str:
        length = f"Content-Length: {len(self.body)}\r\n" if self.body else ""
        return f"{self.line} HTTP/1.1\r\n{self.host}{self.fields}{length}{_CLOSE}{self.body}"


def _wire(server: ServerUnderTest, request: HttpRequest) -> _Wire:
    anonymous = request.operation is not None and request.operation.anonymous
    identity = (
        {} if anonymous or server.client.caller is None else server.client.identity_of(server.client.caller)
    )
    return _Wire(
        request.method,
        f"{request.method} {server.client.contract.base_path}{request.target}",
        f"Host: {server.client.origin.split('://', 1)[1]}\r\n",
        "".join(f"{name}: {value}\r\n" for name, value in (*request.headers, *identity.items())),
        (request.body or b"").decode("latin-1"),
    )


def _reader(context: CheckContext) -> _Wire:
    """Return a GET that succeeds; raises ``CannotCheck`` when there is none."""
    wire = _wire(context.server, context.client.bare(authenticated_requests(context, most=1)[0]))
    exchange = _sent(context.server, wire, wire.whole)
    if not exchange.succeeded:
        raise CannotCheck(f"{wire.line} on a bare socket is answered {exchange.status}", exchange)
    return wire


def _writer(context: CheckContext) -> _Wire | None:
    """Return a request with a body that succeeds, for a token where there are any; ``None`` with a note."""
    requests: list[HttpRequest | None] = []
    if (
        context.client.token_client.operation is not None
        and context.client.caller is not None
        and context.client.caller.client_id
    ):
        requests.append(context.client.token_client.request(context.client.caller))
    posts = [each for each in context.client.operations(method="POST", anonymous=False) if each.request_body]
    for request in chain(requests, map(context.request, posts)):
        if request is not None and request.body:
            wire = _wire(context.server, request)
            if _sent(context.server, wire, wire.whole).succeeded:
                return wire
    context.note("Malformed bodies were left out: no request with a body succeeds on a bare socket.")
    return None


def _sent(server: ServerUnderTest, wire: _Wire, octets: str) -> Exchange:
    # Not as the operation's: what refuses them is below it, and answers in fewer words.
    return server.client.send_raw(octets.encode("latin-1"), method=wire.method)


def _broken_heads(wire: _Wire) -> Broken:
    line, host, fields = wire.line, wire.host, wire.fields
    rest = f"{host}{fields}"
    http = f"{line} HTTP/1.1\r\n"
    return {
        "no HTTP": ("hello\r\n\r\n", _OTHER_SYNTAX),
        "no version": (f"{line}\r\n{rest}{_CLOSE}", _OTHER_VERSION),
        "unknown version": (f"{line} HTTP/9.9\r\n{rest}{_CLOSE}", _OTHER_VERSION),
        "no Host": (f"{http}{fields}{_CLOSE}", _REFUSED),
        "two Hosts": (f"{http}{rest}Host: conformance.example\r\n{_CLOSE}", _REFUSED),
        "an invalid Host": (f"{http}Host: a b/c\r\n{fields}{_CLOSE}", _REFUSED),
        "space before a colon": (f"{http}{rest}X-Y : 1\r\n{_CLOSE}", _REFUSED),
        # A server that ignores such a line, as is allowed, has no Host.
        "space before the first field": (f"{http} {rest}{_CLOSE}", _REFUSED),
        # What need not be refused: the field may be passed over, NUL be read as a space.
        "space in a name": (f"{http}{rest}X Y: 1\r\n{_CLOSE}", _REFUSED | _TAKEN),
        "NUL in a value": (f"{http}{rest}X-Y: a\x00b\r\n{_CLOSE}", _REFUSED | _TAKEN),
        "a huge header": (f"{http}{rest}X-Y: {'a' * 200_000}\r\n{_CLOSE}", _TOO_LARGE | _TAKEN),
    }


def _broken_bodies(wire: _Wire) -> Broken:
    head, body, length = f"{wire.line} HTTP/1.1\r\n{wire.host}{wire.fields}", wire.body, len(wire.body)
    one, other = f"Content-Length: {length}\r\n", f"Content-Length: {length + 1}\r\n"
    chunks = f"{length:x}\r\n{body}\r\n0\r\n\r\n"
    chunked = "Transfer-Encoding: chunked\r\n"
    return {
        "two lengths": (f"{head}{one}{other}{_CLOSE}{body} ", _REFUSED),
        "two lengths in one field": (
            f"{head}Content-Length: {length}, {length + 1}\r\n{_CLOSE}{body} ",
            _REFUSED,
        ),
        "negative length": (f"{head}Content-Length: -{length}\r\n{_CLOSE}{body}", _REFUSED),
        "a length that is not a number": (f"{head}Content-Length: {length:#x}\r\n{_CLOSE}{body}", _REFUSED),
        # The chunks count, and they are invalid: only a server that uses the length finds a body.
        "length and chunks": (f"{head}{one}{chunked}{_CLOSE}{body}", _NO_CHUNKS),
        "chunked is not last": (f"{head}Transfer-Encoding: chunked, gzip\r\n{_CLOSE}{chunks}", _NO_CHUNKS),
        "bad chunk": (f"{head}{chunked}{_CLOSE}zz\r\n{body}\r\n0\r\n\r\n", _NO_CHUNKS),
    }


@check(
    "ERR-15",
    area="errors",
    title="Malformed HTTP is refused and never causes a failure",
    source="RFC 9112 sections 2.2, 3, 5, 6.1, 6.3 and 7.1",
    needs=[Need.FULL],
)
def broken_http(context: CheckContext) -> None:
    """A malformed request line, header, length or chunk is a 400 or closes the connection.

    Each is a request that succeeds when well-formed, so a server that ignores the error answers otherwise.
    No Host or two, a space before a colon, two lengths or an invalid one, and invalid chunks are a 400
    without exception: requests that can be read in two ways are smuggled past proxies. 501 and 505 are right
    for an unknown method, version or coding, 411 for chunks, 413 and 431 for a header that is too large. No
    other 5xx is allowed, and the next valid request is answered.
    """
    reader, writer = _reader(context), _writer(context)
    cases = [(reader, *case) for case in _broken_heads(reader).items()]
    cases += [(writer, *case) for case in _broken_bodies(writer).items()] if writer is not None else []
    for wire, name, (octets, statuses) in context.each(cases):
        exchange = _sent(context.server, wire, octets)
        if exchange.status == _TOO_MANY:
            context.note(f"{name} was left out: the server limits such requests")
            continue
        context.expect(
            exchange.response is None or exchange.status in statuses,
            f"{name}: the answer is {exchange.status}.",
            exchange,
            subject=name,
        )
    after = context.client.send(HttpRequest("GET", "/conformance-unknown"), by=None)
    context.expect(
        after.status == 404,
        f"Afterwards a valid request was answered {after.status}.",
        after,
        subject="after",
    )


@check(
    "ERR-16",
    area="errors",
    title="A server error is a 500 that reveals nothing internal",
    source="RFC 9110 section 15.6.1; RFC 9457",
    needs=[Need.FULL, Need.FAULT_INJECTION],
)
def server_error(context: CheckContext) -> None:
    """An error inside the server is answered with 500, in the format of every other error."""
    operations = [each for each in context.client.operations() if each.documents(500)]
    for operation in context.each(operations[::6] if context.quick else operations):
        try:
            exchange = context.factory.succeed(
                operation, by=context.client.caller, header=("X-Fault", "error")
            )
        except CannotCheck as error:
            context.note(f"{operation.id} could not be made to fail: {error}")
            continue
        if exchange.status in (404, 409):
            context.note(f"{operation.id} could not be made to fail: {exchange.status}")
            continue
        expect_problem(context, exchange, 500, "an injected fault")


@check(
    "ERR-18",
    area="errors",
    title="A request that ended in a 500 changed nothing",
    source="RFC 9110 sections 9.2.2 and 15.6.1",
    needs=[Need.FULL, Need.FAULT_INJECTION],
)
def failed_work_is_undone(context: CheckContext) -> None:
    """After a PUT or DELETE that ended in a 500 the resource reads exactly as before.

    The PUT carries different values. A caller can retry after a 500 only if nothing, or everything, was
    done.
    """
    families = [each for each in context.factory.families if each.read is not None]
    for family in context.each(families):
        for operation in (family.replace, family.delete):
            request = _change(context, operation) if operation is not None else None
            if request is None:
                continue
            reading = HttpRequest("GET", request.path, operation=family.read, path_values=request.path_values)
            before = context.client.send(reading)
            failed = context.client.send(request.with_header("X-Fault", "error"))
            after = context.client.send(reading)
            if before.status == 200 and failed.status == 500:
                context.expect(
                    after.status == 200 and after.json == before.json,
                    "The resource is not as it was before the request that failed.",
                    before,
                    failed,
                    after,
                    operation=operation,
                )


def _change(context: CheckContext, operation: Operation) -> HttpRequest | None:
    """Return a request that changes a new resource; ``None``, with a note, when none can be made."""
    request = context.request(operation, fresh=True)
    if request is None or operation.method != "PUT":
        return request
    if (changed := changed_body(context, operation, request)) is not None:
        return changed
    values = request.path_values
    try:
        other = context.factory.request(operation, by=CALLER, path_values=values, variant=1)
    except CannotCheck as error:
        context.note(f"{operation.id} was left out: {error}")
        return None
    if other.body == request.body:
        context.note(f"{operation.id} was left out: there is one way to write it only")
        return None
    return other


@check(
    "ERR-17",
    area="errors",
    title="The type of a problem resolves to a page",
    source="RFC 9457 section 3.1.1",
)
def types_resolve(context: CheckContext) -> None:
    """The `type` of a problem is a URI reference; if it points to the API's own origin, there is a page.

    Without a `type`, or with `about:blank`, nothing is checked. A relative one is resolved against the
    request's URL; URIs such as `urn:` or `tag:` are names, and those of other hosts are not requested.
    """
    problem_response(context.server)
    samples = [
        context.client.send(HttpRequest("GET", "/conformance-unknown"), by=None),
        context.client.send(HttpRequest("TRACE", context.client.operations()[0].path), by=None),
    ]
    for operation in context.client.operations(anonymous=False)[:1]:
        samples.append(
            context.client.send(HttpRequest(operation.method, operation.path, operation=operation), by=None)
        )
    for sample in samples:
        if not is_problem(sample):
            continue
        address = sample.fields.get("type", "about:blank")
        if context.expect(
            isinstance(address, str) and _REFERENCE.fullmatch(address),
            f"type is {json.dumps(address)}, not a URI reference.",
            sample,
            subject=str(sample.status),
        ):
            _expect_page(context, sample, str(address))


def _expect_page(context: CheckContext, sample: Exchange, address: str) -> None:
    """Check that a problem's type has a page, if it is at the API's own origin."""
    resolved = urlsplit(urldefrag(urljoin(sample.url, address)).url)
    if f"{resolved.scheme}://{resolved.netloc}".lower() != context.client.origin.lower():
        return
    page = context.client.send_outside(urlunsplit(("", "", resolved.path or "/", resolved.query, "")))
    context.expect(
        200 <= page.status < 400,
        f"There is no page at {urlunsplit(resolved)}: {page.status}.",
        sample,
        page,
        subject=str(sample.status),
    )
