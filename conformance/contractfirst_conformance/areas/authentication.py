"""Authentication: a valid token is accepted and everything else refused, whatever else is in the request."""

from dataclasses import replace

from contractfirst.contract import Operation
from contractfirst_conformance.authenticated_requests import (
    authenticated_requests,
    caller_token,
    expect_unauthorised,
    guarded,
)
from contractfirst_conformance.challenges import challenge_of, challenge_text
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.rate_limit_probe import refused_later

_UNAUTHORISED, _FORBIDDEN = 401, 403
# A server need not know HEAD (RFC 9110 section 9.1 asks it of general-purpose servers).
_NO_HEAD = (401, 405, 501)
_FORGED = "forged.forged.forged"
_HAS_KEY = [Need.FULL]


@check(
    "AUTH-01",
    area="authentication",
    title="A request without a token is refused",
    source="OpenAPI 3.1.1 section 4.8.30 (security); RFC 6750 section 3.1",
)
def token_is_needed(context: CheckContext) -> None:
    """Every operation whose `security` requires a token or another credential answers 401 without one.

    This includes HEAD, which frameworks answer from GET.
    """
    for operation in context.each(context.client.operations(anonymous=False)):
        exchange = context.client.send(refused_later(context.server, operation), by=None)
        expect_unauthorised(context, exchange, "no token")
        if operation.method == "GET":
            head = replace(refused_later(context.server, operation), method="HEAD")
            expect_unauthorised(context, context.client.send(head, by=None), "no token (HEAD)", _NO_HEAD)


@check(
    "AUTH-02",
    area="authentication",
    title="A valid token is accepted by every operation",
    source="OpenAPI 3.1.1 section 4.8.30 (security)",
    needs=_HAS_KEY,
)
def token_opens(context: CheckContext) -> None:
    """A token with every scope is never answered with 401 or 403 by an operation that requires it.

    A server that refuses everyone would pass every other check of this area.
    """
    for operation in context.each(guarded(context.server)):
        exchange = context.client.send(refused_later(context.server, operation), by=CALLER)
        context.expect(
            exchange.status not in (_UNAUTHORISED, _FORBIDDEN),
            f"A valid token with every scope is answered {exchange.status}.",
            exchange,
        )


@check(
    "AUTH-07",
    area="authentication",
    title="A 401 carries the right challenge",
    source="RFC 9110 section 15.5.2; RFC 6750 sections 3 and 3.1",
    needs=_HAS_KEY,
)
def challenge_is_right(context: CheckContext) -> None:
    """A 401 has `WWW-Authenticate: Bearer`, with `invalid_token` only if there was a token.

    Libraries renew a token on `invalid_token`, and ask for credentials when there is no error. Challenges of
    other schemes may be present too.
    """
    for base_request in authenticated_requests(context):
        bare = context.client.send(base_request, by=None)
        other = context.client.send(
            base_request.with_header("Authorization", "Basic Y29uZm9ybWFuY2U6eA=="), by=None
        )
        wrong = context.client.send(base_request, by=f"{caller_token(context.server)[:-8]}AAAAAAAA")
        for exchange, what in ((bare, "no token"), (other, "another scheme"), (wrong, "a wrong token")):
            if expect_unauthorised(context, exchange, what):
                _expect_challenge(context, exchange, what)
        _expect_error(context, bare, None, "A 401 to a request without a token names an error.")
        _expect_error(
            context,
            wrong,
            "invalid_token",
            f'The 401 to a wrong token says {challenge_text(wrong)}, not "invalid_token".',
        )


def _expect_challenge(context: CheckContext, exchange: Exchange, what: str) -> None:
    context.expect(
        challenge_of(exchange, "bearer") is not None,
        f"The 401 to {what} has WWW-Authenticate: {challenge_text(exchange)}, not Bearer.",
        exchange,
        subject=f"{what}: scheme",
    )


def _expect_error(context: CheckContext, exchange: Exchange, error: str | None, explanation: str) -> None:
    bearer = challenge_of(exchange, "bearer")
    if exchange.status == _UNAUTHORISED and bearer is not None:
        named = bearer.parameters.get("error")
        context.expect(named == error, explanation, exchange, subject=error or "error")


@check(
    "AUTH-08",
    area="authentication",
    title="401 takes precedence over every other error",
    source="RFC 9110 section 15.5.2; contract: info/description, the order of errors",
    needs=_HAS_KEY,
)
def unauthorised_comes_first(context: CheckContext) -> None:
    """Without a valid token every request is a 401, whatever else is wrong or right about it.

    This includes malformed and oversized bodies, unsupported media types, unknown parameters, existing and
    unknown ids, matching ETags and repeated Idempotency-Keys: the difference would reveal something to a
    caller without a token.
    """
    for operation in context.each(guarded(context.server)):
        for what, request in _ways(context, operation).items():
            for by, whose in ((None, "no token"), (_FORGED, "a forged token")):
                if by is None or what in ("an unknown parameter", "a malformed body"):
                    expect_unauthorised(context, context.client.send(request, by=by), f"{whose} and {what}")


def _ways(context: CheckContext, operation: Operation) -> dict[str, HttpRequest]:
    """Return requests that a server might refuse, or accept, before it authenticates the caller."""
    plain = refused_later(context.server, operation)
    ways = {
        "an unknown parameter": plain,
        "no parameter": replace(plain, query=""),
        "a malformed id": _with_ids(plain, "%00"),
        "a wrong Accept": plain.with_header("Accept", "application/x-conformance"),
        "an If-Match": plain.with_header("If-Match", '"conformance"'),
    }
    real = context.request(operation) if not context.quick and operation.method == "GET" else None
    if real is not None:
        ways["existing ids"] = real
        ways["any ETag"] = real.with_header("If-None-Match", "*")
    if operation.request_body is not None:
        too_large = b" " * (operation.max_body_bytes + 1)
        ways |= {
            "a malformed body": plain.with_body(b"{", "application/json"),
            "a foreign media type": plain.with_body(b"x", "application/x-conformance"),
            "a body too large": plain.with_body(too_large, "application/json"),
            "no body": plain.with_body(None),
        }
        if context.quick:
            ways.pop("a body too large")
    return ways


def _with_ids(request: HttpRequest, value: str) -> HttpRequest:
    for name in request.path_values:
        request = request.with_path_value(name, value)
    return request


@check(
    "AUTH-09",
    area="authentication",
    title="An Idempotency-Key replays nothing without a token",
    source="RFC 9110 section 15.5.2; parameters/IdempotencyKey",
    needs=_HAS_KEY,
)
def replay_needs_a_token(context: CheckContext) -> None:
    """Without a token a request with a known Idempotency-Key is a 401: the response is its caller's."""
    for family in context.factory.families:
        create = family.create
        if create is None or create.anonymous or not create.takes_idempotency_key:
            continue
        if (request := context.request(create)) is None:
            continue
        request = request.with_header("Idempotency-Key", f"conformance-{context.random.getrandbits(64):016x}")
        if context.client.send(request).succeeded:
            for by, what in ((None, "no token"), (_FORGED, "a forged token")):
                expect_unauthorised(
                    context, context.client.send(request, by=by), f"{what} and a known Idempotency-Key"
                )
            return
