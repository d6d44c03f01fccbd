"""What a token may do: the scopes that an operation asks for, and no other."""

from collections.abc import Iterator
from dataclasses import replace

from contractfirst.contract import Operation
from contractfirst_conformance.challenges import challenge_of, told
from contractfirst_conformance.check import check
from contractfirst_conformance.credentials import Credential, Need
from contractfirst_conformance.doors import every_scope, expect_unauthorised, guarded
from contractfirst_conformance.errors import CannotJudge
from contractfirst_conformance.exchange import Exchange, Request
from contractfirst_conformance.meter import refused_later
from contractfirst_conformance.mint import open_mint
from contractfirst_conformance.token_requests import ask, expect_error, scopes_of
from contractfirst_conformance.trial import Trial

_UNAUTHORISED, _FORBIDDEN = 401, 403
_BY_LOOKS = (_FORBIDDEN, 400, 415)


def _lacking(trial: Trial, held: frozenset[str]) -> list[Operation]:
    """Return the operations that a holder of these scopes may not use."""
    found = [each for each in guarded(trial.target) if each.scopes and not each.scopes <= held]
    if not found:
        trial.skip("every operation is open to these scopes")
    return found


def _granted(trial: Trial, key: Credential) -> frozenset[str]:
    """Return what a key's token may do, as the token endpoint says."""
    if key.is_fixed:
        trial.skip("what a token without a key may do is not known")
    exchange = ask(trial, trial.target.access.request(key))
    granted = scopes_of(exchange)
    if not exchange.succeeded or not granted:
        raise CannotJudge(f"the {key} got no token that says its scope", exchange)
    return granted


def _expect_forbidden(trial: Trial, exchange: Exchange, operation: Operation, whose: str) -> None:
    if not trial.expect(
        exchange.status == _FORBIDDEN,
        f"With {whose} the answer is {exchange.status}, not 403: the operation asks for "
        f"{', '.join(sorted(operation.scopes))}.",
        exchange,
        subject=whose,
    ):
        return
    bearer = challenge_of(exchange, "bearer")
    trial.expect(
        bearer is not None and bearer.parameters.get("error") == "insufficient_scope",
        f"The 403 has WWW-Authenticate: {told(exchange)}; RFC 6750 section 3.1 says "
        'Bearer error="insufficient_scope".',
        exchange,
        subject="WWW-Authenticate",
    )


def _judge_key(trial: Trial, key: Credential | None, whose: str) -> None:
    if key is None:
        return
    for operation in trial.each(_lacking(trial, _granted(trial, key))):
        request = refused_later(trial.target, operation) if trial.quick else trial.request(operation)
        if request is not None:
            _expect_forbidden(trial, trial.target.send(request, by=key), operation, whose)


@check(
    "AUTH-20",
    area="authentication",
    title="A key that may only read cannot write",
    source="RFC 6750 section 3.1; OpenAPI 3.1.1 section 4.8.30",
    needs=[Need.READ_ONLY],
)
def read_only(trial: Trial) -> None:
    """Every operation that asks for a scope which the key lacks is a 403 `insufficient_scope`."""
    _judge_key(trial, trial.target.credentials.first.read_only, "a key that may only read")


@check(
    "AUTH-21",
    area="authentication",
    title="A key that may only write cannot read",
    source="RFC 6750 section 3.1; OpenAPI 3.1.1 section 4.8.30",
    needs=[Need.WRITE_ONLY],
)
def write_only(trial: Trial) -> None:
    """Every operation that asks for a scope which the key lacks is a 403 `insufficient_scope`."""
    _judge_key(trial, trial.target.credentials.first.write_only, "a key that may only write")


@check(
    "AUTH-22",
    area="authentication",
    title="A key without a scope can do nothing",
    source="RFC 6750 section 3.1",
    needs=[Need.NO_SCOPE],
)
def no_scope(trial: Trial) -> None:
    """Such a key gets no token, or one that every operation with a scope answers with 403.

    Where the operator gives the signing key, a token that names no scope, as an older server may have issued
    it, is tried too: it opens nothing, be it refused as 403 or as no token at all.
    """
    target = trial.target
    key = target.credentials.first.no_scope
    if key is None:
        return
    lacking = _lacking(trial, frozenset())
    if key.is_fixed or (exchange := ask(trial, target.access.request(key))).succeeded:
        for operation in trial.each(lacking):
            request = refused_later(target, operation)
            _expect_forbidden(trial, target.send(request, by=key), operation, "a key without a scope")
        return
    errors = ("invalid_scope", "unauthorized_client", "invalid_client")
    expect_error(trial, exchange, "a key without a scope that asks for a token", errors, (400, 401))
    if target.credentials.server.signing_key and target.caller is not None and not target.caller.is_fixed:
        mint = open_mint(trial)
        if "scope" in mint.jwt.claims:
            answer = target.send(mint.door, by=mint.token_of(key.client_id, scope=""))
            expect_unauthorised(trial, answer, "a token of no scope", (_UNAUTHORISED, _FORBIDDEN))


@check(
    "AUTH-23",
    area="authentication",
    title="A narrowed token can do no more than it was asked for",
    source="RFC 6749 section 3.3",
    needs=[Need.FULL],
)
def narrowed_token(trial: Trial) -> None:
    """A key with every scope may ask for a token with fewer; that one is a 403 wherever it lacks one.

    What it may do is what the answer grants: whether that is what was asked for is judged by AUTH-35.
    """
    target = trial.target
    key = target.caller
    if key is None or key.is_fixed or target.access.operation is None:
        trial.skip("the suite cannot ask for a token of its own choice")
    for scope in _narrower(trial):
        granted = ask(trial, target.access.request(key, scope))
        token, held = granted.fields.get("access_token"), scopes_of(granted) or frozenset([scope])
        if not isinstance(token, str):
            raise CannotJudge(f"the {key} gets no token for {scope}", granted)
        lacking = [each for each in guarded(target) if not each.scopes <= held]
        for operation in trial.each(lacking):
            request = refused_later(target, operation)
            whose = f"a token narrowed to {scope}"
            _expect_forbidden(trial, target.send(request, by=token), operation, whose)
        allowed = [each for each in guarded(target) if each.scopes == frozenset([scope])]
        for operation in allowed[:3]:
            exchange = target.send(refused_later(target, operation), by=token)
            trial.expect(
                exchange.status != _FORBIDDEN,
                f"A token narrowed to {scope} is refused by an operation that asks for that.",
                exchange,
                subject="allowed",
            )


def _narrower(trial: Trial) -> Iterator[str]:
    scopes = sorted(every_scope(trial.target))
    if len(scopes) < 2:
        trial.skip("there is one scope only")
    yield from scopes


@check(
    "AUTH-24",
    area="authentication",
    title="Who lacks the scope does not learn what exists",
    source="RFC 9110 section 15.5.4",
    needs=[Need.READ_ONLY],
    quick=False,
)
def forbidden_comes_first(trial: Trial) -> None:
    """Without the scope the answer is 403 for things that exist and for things that do not.

    An id that is nobody's and an ETag that is none are not looked at.
    What is wrong with a request by its looks alone may be told before: a 400 or a 415 gives nothing away.
    """
    target = trial.target
    key = target.credentials.first.read_only
    if key is None:
        return
    for operation in trial.each(_lacking(trial, _granted(trial, key))):
        for what, request, statuses in _probes(trial, operation):
            exchange = target.send(request, by=key)
            trial.expect(
                exchange.status in statuses,
                f"Without the scope and with {what} the answer is {exchange.status}, not 403.",
                exchange,
                subject=what,
            )


def _probes(trial: Trial, operation: Operation) -> Iterator[tuple[str, Request, tuple[int, ...]]]:
    """Yield requests that would be refused for another reason, and the statuses that give nothing away."""
    plain = refused_later(trial.target, operation)
    yield "an unknown parameter", plain, _BY_LOOKS
    if operation.request_body is not None:
        yield "a malformed body", plain.with_body(b"{", "application/json"), _BY_LOOKS
        yield "a foreign media type", plain.with_body(b"x", "application/x-conformance"), _BY_LOOKS
    valid = trial.request(operation)
    if valid is None:
        return
    if plain.path_values:
        yield "an id that is nobody's", replace(valid, path=plain.path), (_FORBIDDEN,)
        yield "an ETag that is none", valid.with_header("If-Match", '"conformance"'), (_FORBIDDEN,)
