"""What a token may do: the scopes that an operation asks for, and no other."""

from collections.abc import Iterator
from dataclasses import replace

from contractfirst.contract import Operation
from contractfirst_conformance.authenticated_requests import every_scope, expect_unauthorised, guarded
from contractfirst_conformance.challenges import challenge_of, challenge_text
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Credential, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.rate_limit_probe import refused_later
from contractfirst_conformance.token_requests import ask, expect_error, scopes_of
from contractfirst_conformance.token_signer import open_signer

_UNAUTHORISED, _FORBIDDEN = 401, 403
_BY_LOOKS = (_FORBIDDEN, 400, 415)


def _lacking(context: CheckContext, held: frozenset[str]) -> list[Operation]:
    """Return the operations that a holder of these scopes may not use."""
    found = [each for each in guarded(context.server) if not each.is_open_to(held)]
    if not found:
        context.skip("every operation is open to these scopes")
    return found


def _granted(context: CheckContext, key: Credential) -> frozenset[str]:
    """Return the scopes of a key's token as the token endpoint grants them."""
    if key.is_fixed:
        context.skip("what a token without a key may do is not known")
    exchange = ask(context, context.client.token_client.request(key))
    granted = scopes_of(exchange)
    if not exchange.succeeded or not granted:
        raise CannotCheck(f"the {key} got a token without a scope", exchange)
    return granted


def _expect_forbidden(context: CheckContext, exchange: Exchange, operation: Operation, whose: str) -> None:
    if not context.expect(
        exchange.status == _FORBIDDEN,
        f"With {whose} the answer is {exchange.status}, not 403: the operation asks for "
        f"{', '.join(sorted(operation.scopes))}.",
        exchange,
        subject=whose,
    ):
        return
    bearer = challenge_of(exchange, "bearer")
    context.expect(
        bearer is not None and bearer.parameters.get("error") == "insufficient_scope",
        f"The 403 has WWW-Authenticate: {challenge_text(exchange)}; RFC 6750 section 3.1 requires "
        'Bearer error="insufficient_scope".',
        exchange,
        subject="WWW-Authenticate",
    )


def _check_key(context: CheckContext, key: Credential | None, whose: str) -> None:
    if key is None:
        return
    for operation in context.each(_lacking(context, _granted(context, key))):
        request = refused_later(context.server, operation) if context.quick else context.request(operation)
        if request is not None:
            _expect_forbidden(context, context.client.send(request, by=key), operation, whose)


@check(
    "AUTH-20",
    area="authentication",
    title="A read-only key cannot write",
    source="RFC 6750 section 3.1; OpenAPI 3.1.1 section 4.8.30",
    needs=[Need.READ_ONLY],
)
def read_only(context: CheckContext) -> None:
    """Every operation that requires a scope which the key lacks is a 403 `insufficient_scope`."""
    _check_key(context, context.client.credentials.first.read_only, "a key that may only read")


@check(
    "AUTH-21",
    area="authentication",
    title="A write-only key cannot read",
    source="RFC 6750 section 3.1; OpenAPI 3.1.1 section 4.8.30",
    needs=[Need.WRITE_ONLY],
)
def write_only(context: CheckContext) -> None:
    """Every operation that requires a scope which the key lacks is a 403 `insufficient_scope`."""
    _check_key(context, context.client.credentials.first.write_only, "a key that may only write")


@check(
    "AUTH-22",
    area="authentication",
    title="A key without scopes can do nothing",
    source="RFC 6750 section 3.1",
    needs=[Need.NO_SCOPE],
)
def no_scope(context: CheckContext) -> None:
    """Such a key gets no token, or one that every operation with a scope answers with 403.

    If the operator provides the signing key, a token without a scope claim, as an older server may have
    issued it, is tried too: it must be refused with 403 or 401.
    """
    key = context.client.credentials.first.no_scope
    if key is None:
        return
    lacking = _lacking(context, frozenset())
    if key.is_fixed or (exchange := ask(context, context.client.token_client.request(key))).succeeded:
        for operation in context.each(lacking):
            request = refused_later(context.server, operation)
            _expect_forbidden(
                context, context.client.send(request, by=key), operation, "a key without a scope"
            )
        return
    errors = ("invalid_scope", "unauthorized_client", "invalid_client")
    expect_error(context, exchange, "a key without a scope that asks for a token", errors, (400, 401))
    if (
        context.client.credentials.server.signing_key
        and context.client.caller is not None
        and not context.client.caller.is_fixed
    ):
        signer = open_signer(context)
        if "scope" in signer.jwt.claims:
            answer = context.client.send(signer.base_request, by=signer.token_of(key.client_id, scope=""))
            expect_unauthorised(context, answer, "a token of no scope", (_UNAUTHORISED, _FORBIDDEN))


@check(
    "AUTH-23",
    area="authentication",
    title="A token has only the scopes that were requested",
    source="RFC 6749 section 3.3",
    needs=[Need.FULL],
)
def narrowed_token(context: CheckContext) -> None:
    """A key with every scope may request a token with fewer; it is a 403 wherever it lacks one.

    The granted scope is the one in the token response; AUTH-35 checks that it is what was requested.
    """
    key = context.client.caller
    if key is None or key.is_fixed or context.client.token_client.operation is None:
        context.skip("the suite cannot ask for a token of its own choice")
    for scope in _narrower(context):
        granted = ask(context, context.client.token_client.request(key, scope))
        token, held = granted.fields.get("access_token"), scopes_of(granted) or frozenset([scope])
        if not isinstance(token, str):
            raise CannotCheck(f"the {key} gets no token for {scope}", granted)
        lacking = [each for each in guarded(context.server) if not each.is_open_to(held)]
        for operation in context.each(lacking):
            request = refused_later(context.server, operation)
            whose = f"a token narrowed to {scope}"
            _expect_forbidden(context, context.client.send(request, by=token), operation, whose)
        allowed = [each for each in guarded(context.server) if each.scopes == frozenset([scope])]
        for operation in allowed[:3]:
            exchange = context.client.send(refused_later(context.server, operation), by=token)
            context.expect(
                exchange.status != _FORBIDDEN,
                f"A token narrowed to {scope} is refused by an operation that asks for that.",
                exchange,
                subject="allowed",
            )


def _narrower(context: CheckContext) -> Iterator[str]:
    scopes = sorted(every_scope(context.server))
    if len(scopes) < 2:
        context.skip("there is one scope only")
    yield from scopes


@check(
    "AUTH-24",
    area="authentication",
    title="Without the scope existing and missing resources look alike",
    source="RFC 9110 section 15.5.4",
    needs=[Need.READ_ONLY],
    quick=False,
)
def forbidden_comes_first(context: CheckContext) -> None:
    """Without the scope the status is 403 for resources that exist and for ones that do not.

    Neither the id nor an ETag is looked at. Syntax errors may come first: a 400 or a 415 reveals nothing.
    """
    key = context.client.credentials.first.read_only
    if key is None:
        return
    for operation in context.each(_lacking(context, _granted(context, key))):
        for what, request, statuses in _probes(context, operation):
            exchange = context.client.send(request, by=key)
            context.expect(
                exchange.status in statuses,
                f"Without the scope and with {what} the answer is {exchange.status}, not 403.",
                exchange,
                subject=what,
            )


def _probes(
    context: CheckContext, operation: Operation
) -> Iterator[tuple[str, HttpRequest, tuple[int, ...]]]:
    """Yield requests that would be refused for another reason, and the statuses that give nothing away."""
    plain = refused_later(context.server, operation)
    yield "an unknown parameter", plain, _BY_LOOKS
    if operation.request_body is not None:
        yield "a malformed body", plain.with_body(b"{", "application/json"), _BY_LOOKS
        yield "a foreign media type", plain.with_body(b"x", "application/x-conformance"), _BY_LOOKS
    valid = context.request(operation)
    if valid is None:
        return
    if plain.path_values:
        yield "an unknown id", replace(valid, path=plain.path), (_FORBIDDEN,)
        yield "an invalid ETag", valid.with_header("If-Match", '"conformance"'), (_FORBIDDEN,)
