"""When a token ends: by the clock, to the second, or because its key was revoked."""

from email.utils import parsedate_to_datetime

from contractfirst_conformance.authenticated_requests import authenticated_requests, expect_unauthorised
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Credential, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import HttpRequest
from contractfirst_conformance.forgery import open_token
from contractfirst_conformance.token_requests import expect_error, refusals_of_clients
from contractfirst_conformance.token_signer import open_signer, own_token

_EDGE, _ROUNDED = 3, 2


@check(
    "AUTH-16",
    area="authentication",
    title="A revoked key is refused immediately",
    source="RFC 6749 section 5.2; RFC 6750 section 3.1",
    needs=[Need.REVOKED],
)
def revoked_key(context: CheckContext) -> None:
    """A revoked key gets no token, and tokens that it got before are refused.

    The second part uses a token that the suite signs, if the operator provides the signing key.
    """
    revoked = context.client.credentials.first.revoked
    if revoked is None:
        return
    if revoked.is_fixed:
        base_request = context.client.bare(authenticated_requests(context, 1)[0])
        expect_unauthorised(context, context.client.send(base_request, by=revoked), "a revoked token")
        return
    request = context.client.token_client.request(revoked)
    answer = context.client.send(request, by=None)
    statuses = refusals_of_clients(context.client.token_client.operation)
    if answer.fields.get("error") == "unauthorized_client":
        statuses = (400, *statuses)
    expect_error(context, answer, "a revoked key", ("invalid_client", "unauthorized_client"), statuses)
    if not context.client.credentials.server.signing_key:
        return
    signer = open_signer(context)
    if {"sub", "client_id"} & signer.jwt.claims.keys():
        token = signer.token_of(revoked.client_id)
        expect_unauthorised(
            context, context.client.send(signer.base_request, by=token), "a token of a revoked key"
        )


@check(
    "AUTH-17",
    area="authentication",
    title="A token is refused as soon as it expires",
    source="RFC 6749 section 5.1 (expires_in); RFC 7519 section 4.1.4",
    needs=[Need.FULL, Need.SIGNING_KEY],
    quick=False,
)
def token_ends(context: CheckContext) -> None:
    """A token that has seconds left is accepted, and is a 401 once they are over.

    The suite signs a token that is about to expire by the server's own clock, and waits. A token must live
    for as long as `expires_in` said, and no longer.
    """
    signer = open_signer(context)
    end = signer.now() + _EDGE
    token = signer.token(iat=end - signer.lifetime, exp=end)
    before = context.client.send(signer.base_request, by=token)
    if before.started + before.seconds + signer.ahead < end - 1:
        context.expect(
            before.succeeded,
            f"A token with {_EDGE} s left is answered {before.status}.",
            before,
            subject="before",
        )
    # Where the clocks differ, theirs is known to a second only.
    context.client.budget.wait(end + (2 if signer.ahead else 1) - signer.ahead - context.client.clock.now())
    expect_unauthorised(
        context, context.client.send(signer.base_request, by=token), "a token a second after its end"
    )


@check(
    "AUTH-18",
    area="authentication",
    title="A token is valid for exactly expires_in seconds",
    source="RFC 6749 section 5.1 (expires_in)",
    needs=[Need.FULL],
    quick=False,
)
def token_lives(context: CheckContext) -> None:
    """`expires_in` matches the token's claims; the token is accepted until then, not after.

    The claims are always compared: `exp` is `expires_in` later than `iat`, or than the response if the token
    was issued earlier; one second less is allowed. The suite waits for `expires_in` seconds if the wait
    budget allows it, as with a clock that tests can set.
    """
    key = context.client.caller
    base_request, _ = own_token(context)
    if key is None or key.is_fixed:
        context.skip("the credentials are tokens, not keys")
    token, reported = _expected_life(context, key)
    if not context.client.budget.allows(reported + 2):
        context.note(f"the {reported} s that a token lives were not waited for")
        return
    _wait_for_end(context, base_request, token, reported)


def _expected_life(context: CheckContext, key: Credential) -> tuple[str, int]:
    """Return a new token and its lifetime by ``expires_in``, in seconds, compared with its claims."""
    exchange = context.client.send(context.client.token_client.request(key), by=None)
    reported, token = exchange.fields.get("expires_in"), exchange.fields.get("access_token")
    if not isinstance(reported, int) or not isinstance(token, str):
        raise CannotCheck("the token response has no expires_in", exchange)
    context.client.redactor.learn(token)
    claims, date = open_token(token).claims, exchange.header("date")
    begins, ends = claims.get("iat"), claims.get("exp")
    said = parsedate_to_datetime(date).timestamp() if date is not None else exchange.started
    if isinstance(ends, int):
        kept = abs(ends - said - reported) <= _ROUNDED
        # One that begins earlier than now was issued before, or is dated back.
        if isinstance(begins, int) and abs(said - begins) <= _ROUNDED:
            kept = ends - begins - reported in (0, 1)
        context.expect(
            kept,
            f"expires_in is {reported} s, the claim exp is {ends - said:.0f} s after the response.",
            exchange,
            subject="claims",
        )
    return token, reported


def _wait_for_end(context: CheckContext, base_request: HttpRequest, token: str, reported: int) -> None:
    began = context.client.clock.monotonic()
    context.client.budget.wait(reported - 2)
    before = context.client.send(base_request, by=token)
    context.expect(
        before.succeeded, f"A token is refused 2 s before its end: {before.status}.", before, subject="early"
    )
    # One second more, for servers that round down.
    context.client.budget.wait(reported - (context.client.clock.monotonic() - began) + 2)
    expect_unauthorised(context, context.client.send(base_request, by=token), "a token after its end")
