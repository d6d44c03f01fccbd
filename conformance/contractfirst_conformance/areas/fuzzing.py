"""Fuzzing by Schemathesis: every operation, with data that the contract allows and data that it does not."""

from collections.abc import Iterable, Iterator

from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Credential, Need
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.fuzzing import FuzzFinding, fuzzed
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.token_requests import scopes_of

_REFUSED = frozenset({401, 403})
_UNAUTHORISED, _FORBIDDEN, _NOT_FOUND, _CREATED, _UNCHANGED = 401, 403, 404, 201, 304
# So many requests, and one that needs nothing must have been right.
_ENOUGH = 5
# How many of each operation are repeated as another caller.
_REPEATED = 6


@check(
    "FUZZ-01",
    area="fuzzing",
    title="Schemathesis finds no failures",
    source="OpenAPI 3.1.1; the checks of Schemathesis 4.32",
    needs=[Need.FULL],
    stage=Stage.FUZZ,
    quick=False,
)
def schemathesis_finds_nothing(context: CheckContext) -> None:
    """Thousands of requests generated from the contract, valid and invalid, pass all its checks.

    Schemathesis runs all its phases with all its checks. It uses the fuzzing key of the first organisation,
    so that rate limits do not interfere. Its exchanges are also examined by all checks that look at the
    whole run. The same seed makes the same requests.
    """
    run = fuzzed(context)
    _describe(context, (each for each in run.findings if not each.is_ours))
    run.conclude()
    context.expect(True, "")


@check(
    "FUZZ-02",
    area="fuzzing",
    title="Every fuzzed response meets the rules for all responses",
    source="RFC 9110 sections 5.3, 15.5.2 and 15.5.6; RFC 9457 section 3.1.2; RFC 6585 section 4",
    needs=[Need.FULL],
    stage=Stage.FUZZ,
    quick=False,
)
def promises_hold(context: CheckContext) -> None:
    """No response to a fuzzed request breaks a rule that holds for every single response.

    It matches the contract, by the suite's own validator. A problem's body has the response's status.
    Headers that every response documents are also present where no operation matched. A header that takes
    one value is present once. A 401 has a challenge, a 405 `Allow`, a 429 `Retry-After`. `RateLimit` matches
    `RateLimit-Policy`.
    """
    run = fuzzed(context)
    _describe(context, (each for each in run.findings if each.is_ours))
    run.conclude()
    context.expect(True, "")


@check(
    "FUZZ-03",
    area="fuzzing",
    title="A caller with every scope is never refused access",
    source="RFC 9110 sections 15.5.2 and 15.5.4",
    needs=[Need.FULL],
    stage=Stage.FUZZ,
    quick=False,
)
def caller_is_let_in(context: CheckContext) -> None:
    """No fuzzed request of a caller with every scope is a 401 or 403, and plain reads succeed.

    A server that refuses everyone breaks no schema. An operation that reads without an id or another
    required parameter must have succeeded at least once.
    """
    run = fuzzed(context)
    by_operation: dict[str, list[Exchange]] = {}
    for exchange in run.exchanges:
        operation = exchange.operation
        if operation is None or operation.anonymous or exchange.response is None:
            continue
        if any(exchange.request.header(name) != value for name, value in run.identity.items()):
            continue
        by_operation.setdefault(operation.id, []).append(exchange)
        context.expect(
            exchange.status not in _REFUSED,
            f"A caller with every scope is answered {exchange.status}.",
            exchange,
            subject=str(exchange.status),
        )
    for operation in context.client.operations(method="GET", anonymous=False):
        met = by_operation.get(operation.id, [])
        if len(met) >= _ENOUGH and not any(each.required for each in operation.parameters):
            context.expect(
                any(each.succeeded for each in met),
                f"None of {len(met)} requests succeeded, and nothing is required.",
                met[-1],
                subject="success",
            )
    run.conclude()


@check(
    "FUZZ-04",
    area="fuzzing",
    title="Fuzzed requests that succeed are a 403 without the scope",
    source="RFC 6750 section 3.1; OWASP API5:2023",
    needs=[Need.FULL, Need.READ_ONLY],
    stage=Stage.FUZZ,
    quick=False,
)
def scopes_bind(context: CheckContext) -> None:
    """Fuzzed requests that succeeded are a 403 when they are sent again by a key without the scope.

    Some of each operation, unchanged: including unusual parameters and bodies, and by read-only and
    write-only keys.
    """
    run = fuzzed(context)
    first = context.client.credentials.first
    for key in (first.read_only, first.write_only):
        if key is None:
            continue
        granted = _scopes(context.server, key)
        if granted is None:
            context.note(f"what the {key} may do is not known: it was left out")
            continue
        for exchange in context.each(list(_successes(run.exchanges))):
            operation = exchange.operation
            if operation is None or operation.anonymous or operation.is_open_to(granted):
                continue
            again = context.client.send(context.client.bare(exchange.request), by=key)
            context.expect(
                again.status == _FORBIDDEN,
                f"The {key.purpose.replace('_', ' ')} key is answered {again.status}, not 403.",
                exchange,
                again,
                subject=key.purpose,
            )
    run.conclude()


@check(
    "FUZZ-05",
    area="fuzzing",
    title="Fuzzed requests that succeed are a 404 for another organisation",
    source="OWASP API1:2023",
    needs=[Need.TWO_ORGANISATIONS],
    stage=Stage.FUZZ,
    quick=False,
)
def strangers_find_nothing(context: CheckContext) -> None:
    """Fuzzed requests that succeeded are a 404 when another organisation sends them.

    Some of each operation whose path names a resource that the first organisation created in this run,
    unchanged: including unusual parameters and bodies.
    """
    run = fuzzed(context)
    made = {
        str(each.fields.get("id")) for each in context.client.recorder.exchanges if each.status == _CREATED
    }
    own = [each for each in run.exchanges if made & set(each.request.path_values.values())]
    for exchange in context.each(list(_successes(own))):
        again = context.client.send(context.client.bare(exchange.request), by=context.client.stranger)
        context.expect(
            again.status == _NOT_FOUND,
            f"Another organisation is answered {again.status}, not 404.",
            exchange,
            again,
        )
    run.conclude()


@check(
    "FUZZ-06",
    area="fuzzing",
    title="Fuzzed requests that succeed are a 401 without a token",
    source="RFC 6750 section 3; OWASP API2:2023",
    needs=[Need.FULL],
    stage=Stage.FUZZ,
    quick=False,
)
def tokens_are_asked_for(context: CheckContext) -> None:
    """Fuzzed requests that succeeded are a 401 when sent again without a token or with a damaged one.

    Some of each operation, unchanged. Schemathesis checks this only for credentials that OpenAPI names by
    header, which those of OAuth 2.0 are not.
    """
    run = fuzzed(context)
    for exchange in context.each(list(_successes(run.exchanges))):
        if exchange.operation is None or exchange.operation.anonymous:
            continue
        bare = context.client.bare(exchange.request)
        for what, request in (
            ("no token", bare),
            ("a damaged token", bare.with_header("Authorization", "Bearer conformance")),
        ):
            again = context.client.send(request, by=None)
            context.expect(
                again.status == _UNAUTHORISED,
                f"With {what} the same request is answered {again.status}, not 401.",
                exchange,
                again,
                subject=what,
            )
    run.conclude()


def _describe(context: CheckContext, findings: Iterable[FuzzFinding]) -> None:
    for finding in findings:
        exchanges = (finding.exchange,) if finding.exchange is not None else ()
        context.fail(finding.message, *exchanges, subject=finding.check)


def _successes(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    """Yield some that succeeded: of each operation, such as differ in which parameters they have."""
    seen: dict[str, set[frozenset[str]]] = {}
    for exchange in exchanges:
        operation, request = exchange.operation, exchange.request
        if operation is None or not (exchange.succeeded or exchange.status == _UNCHANGED):
            continue
        headers = {each.name for each in operation.parameters if each.location == "header"}
        given = request.query_names | {each for each in headers if request.header(each) is not None}
        shapes = seen.setdefault(operation.id, set())
        if given not in shapes and len(shapes) < _REPEATED:
            shapes.add(given)
            yield exchange


def _scopes(server: ServerUnderTest, key: Credential) -> frozenset[str] | None:
    """Return a key's scopes as the token endpoint grants them; ``None`` if it does not report them."""
    if key.is_fixed:
        return None
    return scopes_of(server.client.send(server.client.token_client.request(key), by=None)) or None
