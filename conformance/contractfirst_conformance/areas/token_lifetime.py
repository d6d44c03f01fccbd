"""When a token ends: by the clock, to the second, or because its key was revoked."""

from email.utils import parsedate_to_datetime

from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Credential, Need
from contractfirst_conformance.doors import doors, expect_unauthorised
from contractfirst_conformance.errors import CannotJudge
from contractfirst_conformance.exchange import Request
from contractfirst_conformance.forgery import open_token
from contractfirst_conformance.mint import open_mint, own_token
from contractfirst_conformance.token_requests import expect_error, refusals_of_clients

_EDGE, _ROUNDED = 3, 2


@check(
    "AUTH-16",
    area="authentication",
    title="A key that was revoked is out at once",
    source="RFC 6749 section 5.2; RFC 6750 section 3.1",
    needs=[Need.REVOKED],
)
def revoked_key(context: CheckContext) -> None:
    """A revoked key gets no token, and tokens that it got before let nobody in any more.

    The second is judged with a token that the suite signs for it, where the operator gives the signing key.
    """
    revoked = context.client.credentials.first.revoked
    if revoked is None:
        return
    if revoked.is_fixed:
        door = context.client.bare(doors(context, 1)[0])
        expect_unauthorised(context, context.client.send(door, by=revoked), "a revoked token")
        return
    request = context.client.access.request(revoked)
    answer = context.client.send(request, by=None)
    statuses = refusals_of_clients(context.client.access.operation)
    if answer.fields.get("error") == "unauthorized_client":
        statuses = (400, *statuses)
    expect_error(context, answer, "a revoked key", ("invalid_client", "unauthorized_client"), statuses)
    if not context.client.credentials.server.signing_key:
        return
    mint = open_mint(context)
    if {"sub", "client_id"} & mint.jwt.claims.keys():
        token = mint.token_of(revoked.client_id)
        expect_unauthorised(context, context.client.send(mint.door, by=token), "a token of a revoked key")


@check(
    "AUTH-17",
    area="authentication",
    title="A token ends when its time is over",
    source="RFC 6749 section 5.1 (expires_in); RFC 7519 section 4.1.4",
    needs=[Need.FULL, Need.SIGNING_KEY],
    quick=False,
)
def token_ends(context: CheckContext) -> None:
    """A token that has seconds left is accepted, and a 401 once they are over.

    The suite signs one that is about to expire, by the server's own clock, and waits. A token must live for
    as long as `expires_in` said, and no longer.
    """
    mint = open_mint(context)
    end = mint.now() + _EDGE
    token = mint.token(iat=end - mint.lifetime, exp=end)
    before = context.client.send(mint.door, by=token)
    if before.started + before.seconds + mint.ahead < end - 1:
        context.expect(
            before.succeeded,
            f"A token with {_EDGE} s left is answered {before.status}.",
            before,
            subject="before",
        )
    # Where the clocks differ, theirs is known to a second only.
    context.client.budget.wait(end + (2 if mint.ahead else 1) - mint.ahead - context.client.clock.now())
    expect_unauthorised(context, context.client.send(mint.door, by=token), "a token a second after its end")


@check(
    "AUTH-18",
    area="authentication",
    title="A token lives exactly as long as it says",
    source="RFC 6749 section 5.1 (expires_in)",
    needs=[Need.FULL],
    quick=False,
)
def token_lives(context: CheckContext) -> None:
    """`expires_in` is how long the token's own claims let it live, and it is accepted until then, not after.

    The claims are always compared: `exp` is `expires_in` later than `iat`, or than the response where the
    token was issued before; a server that counts from a moment later may say a second less. The wait of
    `expires_in` seconds is done where the wait budget allows it, as with a clock that tests can turn.
    """
    key = context.client.caller
    door, _ = own_token(context)
    if key is None or key.is_fixed:
        context.skip("the credentials are tokens, not keys")
    token, told = _expected_life(context, key)
    if not context.client.budget.allows(told + 2):
        context.note(f"the {told} s that a token lives were not waited for")
        return
    _wait_for_end(context, door, token, told)


def _expected_life(context: CheckContext, key: Credential) -> tuple[str, int]:
    """Return a new token and the seconds that it is said to live, held against its claims."""
    exchange = context.client.send(context.client.access.request(key), by=None)
    told, token = exchange.fields.get("expires_in"), exchange.fields.get("access_token")
    if not isinstance(told, int) or not isinstance(token, str):
        raise CannotJudge("the token endpoint says no expires_in", exchange)
    context.client.redactor.learn(token)
    claims, date = open_token(token).claims, exchange.header("date")
    begins, ends = claims.get("iat"), claims.get("exp")
    said = parsedate_to_datetime(date).timestamp() if date is not None else exchange.started
    if isinstance(ends, int):
        kept = abs(ends - said - told) <= _ROUNDED
        # One that begins earlier than now was issued before, or is dated back.
        if isinstance(begins, int) and abs(said - begins) <= _ROUNDED:
            kept = ends - begins - told in (0, 1)
        context.expect(
            kept,
            f"expires_in says {told} s, the claim exp is {ends - said:.0f} s after the response.",
            exchange,
            subject="claims",
        )
    return token, told


def _wait_for_end(context: CheckContext, door: Request, token: str, told: int) -> None:
    began = context.client.clock.monotonic()
    context.client.budget.wait(told - 2)
    before = context.client.send(door, by=token)
    context.expect(
        before.succeeded, f"A token is refused 2 s before its end: {before.status}.", before, subject="early"
    )
    # A second more than it says, for servers that round down what they say.
    context.client.budget.wait(told - (context.client.clock.monotonic() - began) + 2)
    expect_unauthorised(context, context.client.send(door, by=token), "a token after its end")
