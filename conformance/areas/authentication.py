"""Who is let in: with a token, without one, with one in the wrong place or the wrong dress."""

from collections.abc import Iterable
from dataclasses import replace

from brainstormmsp.contract import Operation
from conformance.check import check
from conformance.credentials import Need
from conformance.errors import CannotJudge
from conformance.exchange import Exchange, Request
from conformance.meter import refused_later
from conformance.target import CALLER, Target
from conformance.trial import Trial

_UNAUTHORISED, _FORBIDDEN = 401, 403
_HAS_KEY = [Need.FULL]


def guarded(target: Target) -> list[Operation]:
    """Return the operations that need a token."""
    return [each for each in target.operations(anonymous=False) if each.scopes or each.security]


def doors(trial: Trial, most: int = 3) -> list[Request]:
    """Return requests that succeed with a token and change nothing, a few that differ in their path."""
    readers = [each for each in guarded(trial.target) if each.method == "GET"]
    readers.sort(key=lambda each: each.path.count("{"))
    found: list[Request] = []
    for operation in readers:
        request = trial.request(operation)
        if request is not None and trial.target.send(request).succeeded:
            found.append(request)
        if len(found) == most:
            break
    if not found:
        raise CannotJudge("no GET succeeds with a valid token, so that refusals would prove nothing")
    return found


def expect_unauthorised(trial: Trial, exchange: Exchange, what: str) -> bool:
    """Judge that a request was refused as RFC 6750 has it; ``what`` says what was wrong with it."""
    return trial.expect(
        exchange.status == _UNAUTHORISED,
        f"With {what} the answer is {exchange.status or exchange.failure}, not 401.",
        exchange,
        subject=what,
    )


def _challenges(exchange: Exchange) -> str:
    return ", ".join(exchange.answer.header_values("www-authenticate"))


@check(
    "AUTH-01",
    area="authentication",
    title="Nothing is to be had without a token",
    source="OpenAPI 3.1.1 section 4.8.30 (security); RFC 6750 section 3.1",
)
def token_is_needed(trial: Trial) -> None:
    """Every operation whose `security` asks for a token answers 401 to a request without one."""
    for operation in trial.each(guarded(trial.target)):
        exchange = trial.target.send(refused_later(trial.target, operation), by=None)
        expect_unauthorised(trial, exchange, "no token")
        if operation.method == "GET":
            head = replace(refused_later(trial.target, operation), method="HEAD")
            expect_unauthorised(trial, trial.target.send(head, by=None), "no token (HEAD)")


@check(
    "AUTH-02",
    area="authentication",
    title="A valid token opens every operation",
    source="OpenAPI 3.1.1 section 4.8.30 (security)",
    needs=_HAS_KEY,
)
def token_opens(trial: Trial) -> None:
    """A token with every scope is never answered 401 or 403 by an operation that asks for it.

    A server that refuses everybody would pass every other check of this area.
    """
    for operation in trial.each(guarded(trial.target)):
        exchange = trial.target.send(refused_later(trial.target, operation), by=CALLER)
        trial.expect(
            exchange.status not in (_UNAUTHORISED, _FORBIDDEN),
            f"A valid token with every scope is answered {exchange.status}.",
            exchange,
        )


@check(
    "AUTH-03",
    area="authentication",
    title="A malformed Authorization header is a 401",
    source="RFC 6750 section 2.1; RFC 9110 section 11.6.2",
    needs=_HAS_KEY,
)
def malformed_header(trial: Trial) -> None:
    """Only `Bearer`, one space and a token let in; another scheme, more words, quotes or nothing do not."""
    target = trial.target
    door = doors(trial, 1)[0]
    token = _token(target)
    values = {
        "an empty header": "",
        "the scheme alone": "Bearer",
        "the scheme and a space": "Bearer ",
        "the token alone": token,
        "scheme and token run together": f"Bearer{token}",
        "a colon after the scheme": f"Bearer: {token}",
        "a quoted token": f'Bearer "{token}"',
        "the token twice": f"Bearer {token} {token}",
        "two credentials in a list": f"Bearer {token}, Bearer {token}",
        "a parameter": f"Bearer token={token}",
        "more after the token": f"Bearer {token} x",
        "a comma after the token": f"Bearer {token},",
        "the scheme Basic": f"Basic {token}",
        "the scheme Token": f"Token {token}",
        "the scheme JWT": f"JWT {token}",
        "the scheme twice": f"Bearer Bearer {token}",
        "a token of one part": f"Bearer {token.partition('.')[0]}",
        "a part too many": f"Bearer {token}.x",
        "an empty token": "Bearer ..",
        "a token that is no ASCII": f"Bearer {token}é",
        "a huge token": f"Bearer {'a' * 6000}",
        "an encoded token": f"Bearer {token.replace('.', '%2E')}",
    }
    for what, value in trial.each(values.items()):
        exchange = target.try_send(door.with_header("Authorization", value), by=None)
        if exchange.failure:
            trial.note(f"{what} could not be sent: {exchange.failure}")
        elif what != "a huge token" or exchange.status not in (400, 431):
            expect_unauthorised(trial, exchange, what)


@check(
    "AUTH-04",
    area="authentication",
    title="The scheme is read without regard to case",
    source="RFC 9110 section 11.1",
    needs=_HAS_KEY,
)
def scheme_is_case_insensitive(trial: Trial) -> None:
    """`Authorization: bearer …` and `BEARER …` mean the same as `Bearer …`, and so do the header's names."""
    target = trial.target
    door = doors(trial, 1)[0]
    for name, scheme in (
        ("Authorization", "bearer"),
        ("authorization", "BEARER"),
        ("AUTHORIZATION", "Bearer"),
    ):
        exchange = target.send(door.with_header(name, f"{scheme} {_token(target)}"), by=None)
        trial.expect(
            exchange.succeeded,
            f"{name}: {scheme} with a valid token is answered {exchange.status}.",
            exchange,
            subject=f"{name}: {scheme}",
        )


@check(
    "AUTH-05",
    area="authentication",
    title="A token counts in the Authorization header alone",
    source="RFC 6750 sections 2.2, 2.3 and 5.3",
    needs=_HAS_KEY,
)
def token_elsewhere(trial: Trial) -> None:
    """A valid token in the query, in a cookie, in a form or in another header lets nobody in.

    Queries end up in logs, cookies are sent by browsers that were not asked.
    """
    target = trial.target
    door, token = doors(trial, 1)[0], _token(target)
    places = {
        "the token in the query": door.with_query(access_token=token),
        "the token as query token": door.with_query(token=token),
        "the token in a cookie": door.with_header(
            "Cookie", f"access_token={token}; Authorization=Bearer {token}"
        ),
        "the token in X-Api-Key": door.with_header("X-Api-Key", token),
        "the token in X-Access-Token": door.with_header("X-Access-Token", token),
        "the token in Proxy-Authorization": door.with_header("Proxy-Authorization", f"Bearer {token}"),
        "the token in X-Forwarded-Authorization": door.with_header(
            "X-Forwarded-Authorization", f"Bearer {token}"
        ),
        "the token in X-Original-Authorization": door.with_header(
            "X-Original-Authorization", f"Bearer {token}"
        ),
        "the token in the body": door.with_body(
            f"access_token={token}".encode(), "application/x-www-form-urlencoded"
        ),
    }
    for what, request in places.items():
        expect_unauthorised(trial, target.send(request, by=None), what)


@check(
    "AUTH-06",
    area="authentication",
    title="Two Authorization headers let nobody in",
    source="RFC 9110 sections 5.3 and 11.6.2; RFC 9112 section 5.1",
    needs=_HAS_KEY,
)
def doubled_header(trial: Trial) -> None:
    """A request with two `Authorization` lines, or with one that is no proper line, is refused.

    One hop believes the first and the next the second, so that who signs is not who is served. Sent over a
    bare socket, because clients do not let one do it.
    """
    target = trial.target
    door, token = doors(trial, 1)[0], _token(target)
    good, bad = f"Bearer {token}", "Bearer forged.forged.forged"
    lines = {
        "two valid Authorization headers": [f"Authorization: {good}", f"Authorization: {good}"],
        "a valid, then a forged header": [f"Authorization: {good}", f"Authorization: {bad}"],
        "a forged, then a valid header": [f"Authorization: {bad}", f"Authorization: {good}"],
        "a valid, then an empty header": [f"Authorization: {good}", "Authorization:"],
        "headers of two schemes": [f"Authorization: {good}", "Authorization: Basic eDp5"],
        "two headers that differ in case": [f"Authorization: {good}", f"authorization: {bad}"],
        "white space before the colon": [f"Authorization : {good}"],
        "a NUL in the token": [f"Authorization: {good}\x00"],
        "a bare CR in the header": [f"Authorization: {bad}\rAuthorization: {good}"],
    }
    for what, headers in trial.each(lines.items()):
        # What is no HTTP may also end the connection (RFC 9112 section 2.2), and may be refused before
        # anybody knows which operation it is for: it is not held against the operation's documentation.
        broken = len(headers) == 1
        exchange = _send_lines(target, door, headers, None if broken else door.operation)
        trial.expect(
            exchange.status in (400, _UNAUTHORISED) or (broken and exchange.response is None),
            f"With {what} the answer is {exchange.status or exchange.failure}, not 401 or 400.",
            exchange,
            operation=door.operation,
            subject=what,
        )


def _send_lines(target: Target, door: Request, lines: Iterable[str], operation: Operation | None) -> Exchange:
    """Send a request with header lines just as they are, on a connection of its own."""
    path = target.url.removeprefix(target.origin) + door.target
    host = target.origin.split("://", 1)[1]
    head = [f"{door.method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", "Accept: */*", *lines]
    octets = "\r\n".join([*head, "", ""]).encode("latin-1")
    return target.send_raw(octets, method=door.method, operation=operation)


@check(
    "AUTH-07",
    area="authentication",
    title="A 401 says how to do better",
    source="RFC 9110 section 15.5.2; RFC 6750 sections 3 and 3.1",
    needs=_HAS_KEY,
)
def challenge_is_right(trial: Trial) -> None:
    """A 401 carries `WWW-Authenticate: Bearer`, with `invalid_token` where there was a token, else no error.

    Libraries renew a token when they read `invalid_token`, and ask for credentials when there is no error.
    """
    target = trial.target
    for door in doors(trial):
        bare = target.send(door, by=None)
        wrong = target.send(door, by=f"{_token(target)[:-8]}AAAAAAAA")
        for exchange, what in ((bare, "no token"), (wrong, "a wrong token")):
            if not expect_unauthorised(trial, exchange, what):
                continue
            told = _challenges(exchange)
            trial.expect(
                told.lower().startswith("bearer"),
                f"The 401 to {what} has WWW-Authenticate: {told or 'nothing'}, not Bearer.",
                exchange,
                subject=f"{what}: scheme",
            )
        if bare.status == _UNAUTHORISED:
            trial.expect(
                "error=" not in _challenges(bare),
                "A 401 to a request without a token names an error.",
                bare,
                subject="error",
            )
        if wrong.status == _UNAUTHORISED:
            trial.expect(
                'error="invalid_token"' in _challenges(wrong),
                f'The 401 to a wrong token says {_challenges(wrong)}, not error="invalid_token".',
                wrong,
                subject="invalid_token",
            )


@check(
    "AUTH-08",
    area="authentication",
    title="401 comes before every other judgement",
    source="RFC 9110 section 15.5.2",
    needs=_HAS_KEY,
)
def unauthorised_comes_first(trial: Trial) -> None:
    """Without a valid token every request is a 401, whatever else is wrong with it or right about it.

    Malformed bodies, too large ones, foreign media types, unknown parameters, ids that exist and ids that do
    not, matching ETags and repeated Idempotency-Keys: who has no token learns nothing from the difference.
    """
    target = trial.target
    for operation in trial.each(guarded(target)):
        plain = refused_later(target, operation)
        real = trial.request(operation) if not trial.quick and operation.method == "GET" else None
        ways = {
            "an unknown parameter": plain,
            "no parameter": replace(plain, query=""),
            "a malformed id": _with_ids(plain, "%00"),
            "a wrong Accept": plain.with_header("Accept", "application/x-conformance"),
            "an If-Match": plain.with_header("If-Match", '"conformance"'),
        }
        if real is not None:
            ways["existing ids"] = real
            ways["any ETag"] = real.with_header("If-None-Match", "*")
        if operation.request_body is not None:
            ways |= {
                "a malformed body": plain.with_body(b"{", "application/json"),
                "a foreign media type": plain.with_body(b"x", "application/x-conformance"),
                "a body too large": plain.with_body(
                    b" " * (operation.max_body_bytes + 1), "application/json"
                ),
                "no body": plain.with_body(None),
            }
            if trial.quick:
                ways.pop("a body too large")
        for what, request in ways.items():
            for by, whose in ((None, "no token"), ("forged.forged.forged", "a forged token")):
                if by is None or what in ("an unknown parameter", "a malformed body"):
                    expect_unauthorised(trial, target.send(request, by=by), f"{whose} and {what}")


@check(
    "AUTH-09",
    area="authentication",
    title="An Idempotency-Key replays nothing without a token",
    source="RFC 9110 section 15.5.2; parameters/IdempotencyKey",
    needs=_HAS_KEY,
)
def replay_needs_a_token(trial: Trial) -> None:
    """The response kept for an Idempotency-Key is its caller's: without a token the same request is a 401."""
    target = trial.target
    for family in target.factory.families:
        create = family.create
        if create is None or not create.takes_idempotency_key:
            continue
        if (request := trial.request(create)) is None:
            continue
        request = request.with_header("Idempotency-Key", f"conformance-{trial.random.getrandbits(64):016x}")
        first = target.send(request)
        if first.succeeded:
            for by, what in ((None, "no token"), ("forged.forged.forged", "a forged token")):
                expect_unauthorised(trial, target.send(request, by=by), f"{what} and a known Idempotency-Key")
            return


def _with_ids(request: Request, value: str) -> Request:
    for name in request.path_values:
        request = request.with_path_value(name, value)
    return request


def _token(target: Target) -> str:
    if target.caller is None:
        raise CannotJudge("there is no key")
    return target.token(target.caller)
