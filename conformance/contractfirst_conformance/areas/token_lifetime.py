"""When a token ends: by the clock, to the second, or because its key was revoked."""

from email.utils import parsedate_to_datetime

from contractfirst_conformance.check import check
from contractfirst_conformance.credentials import Credential, Need
from contractfirst_conformance.doors import doors, expect_unauthorised
from contractfirst_conformance.errors import CannotJudge
from contractfirst_conformance.exchange import Request
from contractfirst_conformance.forgery import open_token
from contractfirst_conformance.mint import open_mint, own_token
from contractfirst_conformance.token_requests import expect_error, refusals_of_clients
from contractfirst_conformance.trial import Trial

_EDGE, _ROUNDED = 3, 2


@check(
    "AUTH-16",
    area="authentication",
    title="A key that was revoked is out at once",
    source="RFC 6749 section 5.2; RFC 6750 section 3.1",
    needs=[Need.REVOKED],
)
def revoked_key(trial: Trial) -> None:
    """A revoked key gets no token, and tokens that it got before let nobody in any more.

    The second is judged with a token that the suite signs for it, where the operator gives the signing key.
    """
    target = trial.target
    revoked = target.credentials.first.revoked
    if revoked is None:
        return
    if revoked.is_fixed:
        door = target.bare(doors(trial, 1)[0])
        expect_unauthorised(trial, target.send(door, by=revoked), "a revoked token")
        return
    request = target.access.request(revoked)
    answer = target.send(request, by=None)
    statuses = refusals_of_clients(target.access.operation)
    if answer.fields.get("error") == "unauthorized_client":
        statuses = (400, *statuses)
    expect_error(trial, answer, "a revoked key", ("invalid_client", "unauthorized_client"), statuses)
    if not target.credentials.server.signing_key:
        return
    mint = open_mint(trial)
    if {"sub", "client_id"} & mint.jwt.claims.keys():
        token = mint.token_of(revoked.client_id)
        expect_unauthorised(trial, target.send(mint.door, by=token), "a token of a revoked key")


@check(
    "AUTH-17",
    area="authentication",
    title="A token ends when its time is over",
    source="RFC 6749 section 5.1 (expires_in); RFC 7519 section 4.1.4",
    needs=[Need.FULL, Need.SIGNING_KEY],
    quick=False,
)
def token_ends(trial: Trial) -> None:
    """A token that has seconds left is accepted, and a 401 once they are over.

    The suite signs one that is about to expire, by the server's own clock, and waits. A token must live for
    as long as `expires_in` said, and no longer.
    """
    mint, target = open_mint(trial), trial.target
    end = mint.now() + _EDGE
    token = mint.token(iat=end - mint.lifetime, exp=end)
    before = target.send(mint.door, by=token)
    if before.started + before.seconds + mint.ahead < end - 1:
        trial.expect(
            before.succeeded,
            f"A token with {_EDGE} s left is answered {before.status}.",
            before,
            subject="before",
        )
    # Where the clocks differ, theirs is known to a second only.
    target.budget.wait(end + (2 if mint.ahead else 1) - mint.ahead - target.clock.now())
    expect_unauthorised(trial, target.send(mint.door, by=token), "a token a second after its end")


@check(
    "AUTH-18",
    area="authentication",
    title="A token lives exactly as long as it says",
    source="RFC 6749 section 5.1 (expires_in)",
    needs=[Need.FULL],
    quick=False,
)
def token_lives(trial: Trial) -> None:
    """`expires_in` is how long the token's own claims let it live, and it is accepted until then, not after.

    The claims are always compared: `exp` is `expires_in` later than `iat`, or than the response where the
    token was issued before; a server that counts from a moment later may say a second less. The wait of
    `expires_in` seconds is done where the wait budget allows it, as with a clock that tests can turn.
    """
    target, key = trial.target, trial.target.caller
    door, _ = own_token(trial)
    if key is None or key.is_fixed:
        trial.skip("the credentials are tokens, not keys")
    token, told = _expected_life(trial, key)
    if not target.budget.allows(told + 2):
        trial.note(f"the {told} s that a token lives were not waited for")
        return
    _wait_for_end(trial, door, token, told)


def _expected_life(trial: Trial, key: Credential) -> tuple[str, int]:
    """Return a new token and the seconds that it is said to live, held against its claims."""
    target = trial.target
    exchange = target.send(target.access.request(key), by=None)
    told, token = exchange.fields.get("expires_in"), exchange.fields.get("access_token")
    if not isinstance(told, int) or not isinstance(token, str):
        raise CannotJudge("the token endpoint says no expires_in", exchange)
    target.redactor.learn(token)
    claims, date = open_token(token).claims, exchange.header("date")
    begins, ends = claims.get("iat"), claims.get("exp")
    said = parsedate_to_datetime(date).timestamp() if date is not None else exchange.started
    if isinstance(ends, int):
        kept = abs(ends - said - told) <= _ROUNDED
        # One that begins earlier than now was issued before, or is dated back.
        if isinstance(begins, int) and abs(said - begins) <= _ROUNDED:
            kept = ends - begins - told in (0, 1)
        trial.expect(
            kept,
            f"expires_in says {told} s, the claim exp is {ends - said:.0f} s after the response.",
            exchange,
            subject="claims",
        )
    return token, told


def _wait_for_end(trial: Trial, door: Request, token: str, told: int) -> None:
    target = trial.target
    began = target.clock.monotonic()
    target.budget.wait(told - 2)
    before = target.send(door, by=token)
    trial.expect(
        before.succeeded, f"A token is refused 2 s before its end: {before.status}.", before, subject="early"
    )
    # A second more than it says, for servers that round down what they say.
    target.budget.wait(told - (target.clock.monotonic() - began) + 2)
    expect_unauthorised(trial, target.send(door, by=token), "a token after its end")
