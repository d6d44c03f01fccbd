"""What a token may do: the scopes that an operation asks for, and no other."""

from collections.abc import Iterator

from brainstormmsp.contract import Operation
from conformance.areas.authentication import guarded
from conformance.check import check
from conformance.credentials import Credential, Need
from conformance.errors import CannotJudge
from conformance.exchange import Exchange
from conformance.meter import refused_later
from conformance.trial import Trial

_FORBIDDEN = 403


def _every_scope(trial: Trial) -> frozenset[str]:
    return frozenset(scope for each in trial.target.operations() for scope in each.scopes)


def _lacking(trial: Trial, held: frozenset[str]) -> list[Operation]:
    """Return the operations that a holder of these scopes may not use."""
    found = [each for each in guarded(trial.target) if each.scopes and not each.scopes <= held]
    if not found:
        trial.skip("every operation is open to these scopes")
    return found


def _granted(trial: Trial, key: Credential) -> frozenset[str]:
    """Return what a key's token may do, as the token endpoint says."""
    if key.token:
        trial.skip("what a token without a key may do is not known")
    exchange = trial.target.send(trial.target.access.request(key), by=None)
    scope = exchange.fields.get("scope")
    if not exchange.succeeded or not isinstance(scope, str):
        raise CannotJudge(f"the {key} got no token that says its scope", exchange)
    return frozenset(scope.split())


def _expect_forbidden(trial: Trial, exchange: Exchange, operation: Operation, whose: str) -> None:
    if not trial.expect(
        exchange.status == _FORBIDDEN,
        f"With {whose} the answer is {exchange.status}, not 403: the operation asks for "
        f"{', '.join(sorted(operation.scopes))}.",
        exchange,
        subject=whose,
    ):
        return
    told = ", ".join(exchange.answer.header_values("www-authenticate"))
    trial.expect(
        told.lower().startswith("bearer") and 'error="insufficient_scope"' in told,
        f"The 403 has WWW-Authenticate: {told or 'nothing'}; RFC 6750 section 3.1 says "
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
    """Such a key gets no token, or one that every operation with a scope answers with 403."""
    target = trial.target
    key = target.credentials.first.no_scope
    if key is None:
        return
    if not key.token:
        exchange = target.send(target.access.request(key), by=None)
        if not exchange.succeeded:
            trial.expect(
                exchange.status in (400, 401),
                f"A key without a scope that asks for a token is answered {exchange.status}.",
                exchange,
            )
            return
    for operation in trial.each(_lacking(trial, frozenset())):
        request = refused_later(target, operation)
        _expect_forbidden(trial, target.send(request, by=key), operation, "a key without a scope")


@check(
    "AUTH-23",
    area="authentication",
    title="A narrowed token can do no more than it was asked for",
    source="RFC 6749 sections 3.3 and 6",
    needs=[Need.FULL],
)
def narrowed_token(trial: Trial) -> None:
    """A key with every scope may ask for a token with fewer; that one is a 403 wherever it lacks one."""
    target = trial.target
    key = target.caller
    if key is None or key.token or target.access.operation is None:
        trial.skip("the suite cannot ask for a token of its own choice")
    for scope in _narrower(trial):
        token = target.token(key, scope, fresh=True)
        for operation in trial.each(_lacking(trial, frozenset([scope]))):
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
    scopes = sorted(_every_scope(trial))
    if len(scopes) < 2:
        trial.skip("there is one scope only")
    yield from scopes


@check(
    "AUTH-24",
    area="authentication",
    title="403 comes before what is wrong with the request",
    source="RFC 9110 section 15.5.4",
    needs=[Need.READ_ONLY],
    quick=False,
)
def forbidden_comes_first(trial: Trial) -> None:
    """Who lacks the scope is told so whatever the request says: malformed, too large, for an id that is not.

    Otherwise the answers tell what exists, and errors about a body make people mend what they may not send.
    """
    target = trial.target
    key = target.credentials.first.read_only
    if key is None:
        return
    for operation in trial.each(_lacking(trial, _granted(trial, key))):
        plain = refused_later(target, operation)
        ways = {"an unknown parameter": plain}
        if operation.request_body is not None:
            ways["a malformed body"] = plain.with_body(b"{", "application/json")
            ways["a foreign media type"] = plain.with_body(b"x", "application/x-conformance")
        for what, request in ways.items():
            exchange = target.send(request, by=key)
            trial.expect(
                exchange.status == _FORBIDDEN,
                f"Without the scope and with {what} the answer is {exchange.status}, not 403.",
                exchange,
                subject=what,
            )
