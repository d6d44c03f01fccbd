"""The checks of authentication, against the product in process and against faulty authenticators."""

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from brainstormmsp.backend import StoreAuthenticator
from brainstormmsp.command_line.conformance_server import conformance_server
from contractfirst.contract import Contract
from contractfirst.contract.exchange import Principal
from contractfirst_conformance.check import all_checks, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import CALLER, Credentials
from contractfirst_conformance.errors import Skipped
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.forgery import Jwt, open_token, signature
from contractfirst_conformance.runner import RunPlan, run
from contractfirst_conformance.server_under_test import ServerUnderTest
from defects.defect import all_defects
from defects.execution import Silent, run_defect
from tests.conformance.between import Between, Scope, header, put
from tests.conformance.product import KEY, ORIGIN, product

# These need a socket, or keys that the product in process has not.
ELSEWHERE = {"AUTH-06", "AUTH-16", "AUTH-22", "AUTH-41"}
HERE = sorted(each.id for each in all_checks() if each.area == "authentication" and each.id not in ELSEWHERE)
PROBES = 6
Mend = Callable[[Jwt, float], str]
SAMPLE = {
    "last_authorization_counts",
    "replay_for_everybody",
    "signature_compared_in_part",
    "any_audience_is_taken",
    "tokens_outlive_their_key",
    "no_scope_is_every_scope",
    "narrowing_is_only_told",
    "secret_has_no_case",
    "scope_is_not_held_against_the_key",
    "tokens_are_there_to_get",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerUnderTest]:
    path = Path("openapi/brainstormmsp.yaml")
    with conformance_server(tmp_path_factory.mktemp("server"), path, probes=PROBES) as local:
        client = ApiClient(Contract.load(path), local.url, Credentials.parse(local.credentials))
        yield ServerUnderTest.of(client)
        client.close()


@pytest.mark.parametrize("check", sorted(ELSEWHERE))
def test_the_server_passes_checks_of_authentication(server: ServerUnderTest, check: str) -> None:
    (found,) = select_checks(all_checks(), [check])
    (result,) = run(server, RunPlan([found]), Silent()).results
    assert result.status is CheckStatus.PASS, result.failures or result.reason


@pytest.mark.parametrize("name", sorted(SAMPLE))
def test_a_planted_defect_is_killed_by_the_check_named_for_it(server: ServerUnderTest, name: str) -> None:
    (planted,) = (each for each in all_defects() if each.name == name)
    kill = run_defect(planted, server)
    assert kill.killed, kill.reason


def test_every_check_of_authentication_kills_a_defect() -> None:
    checks = {check.id for check in all_checks() if check.area == "authentication"}
    assert checks == {each.check for each in all_defects() if each.area == "authentication"}


@pytest.mark.parametrize("check", HERE)
def test_the_product_passes_checks_of_authentication(tmp_path: Path, check: str) -> None:
    with product(tmp_path, probes=PROBES) as served:
        check_status, said = served.check_status(check)
    assert check_status is CheckStatus.PASS, said


def test_a_token_ends_at_3600_seconds_to_the_second(tmp_path: Path) -> None:
    with product(tmp_path) as served:
        server = served.server
        assert server.client.caller is not None
        token = server.client.token(server.client.caller)
        request = server.factory.request(server.client.operation("listClients"), by=CALLER)
        served.clock.advance(3599)
        assert server.client.send(request, by=token).status == 200
        served.clock.advance(1)
        assert server.client.send(request, by=token).status == 401


@dataclass
class LenientAuthenticator:
    """An authenticator that puts right what is wrong with a token before it looks at it."""

    correct: StoreAuthenticator
    mend: Mend
    scopes: frozenset[str] = frozenset()

    def authenticate(self, token: str) -> Principal:
        now = self.correct._tokens._clock.now().timestamp()
        with contextlib.suppress(Skipped, UnicodeDecodeError):
            token = self.mend(open_token(token), now)
        found = self.correct.authenticate(token)
        return Principal(found.client_id, found.tenant, found.scopes | self.scopes, found.multiplier)


def signed(jwt: Jwt) -> bool:
    head, claims, last = jwt.token.split(".")
    return signature(f"{head}.{claims}", KEY.encode()) == last


def right(jwt: Jwt, **changes: Any) -> str:
    header = {"alg": "HS256", "typ": "JWT"}
    return jwt.build(KEY.encode(), header=header, claims={**jwt.claims, **changes})


def unverified(jwt: Jwt, now: float) -> str:
    return right(jwt)


def none_allowed(jwt: Jwt, now: float) -> str:
    return right(jwt) if str(jwt.header.get("alg")).lower() == "none" else jwt.token


def prefix_compared(jwt: Jwt, now: float) -> str:
    head, claims, last = jwt.token.split(".")
    whole = signature(f"{head}.{claims}", KEY.encode())
    return f"{head}.{claims}.{whole}" if last[:40] == whole[:40] else jwt.token


def any_algorithm(jwt: Jwt, now: float) -> str:
    head, claims, last = jwt.token.split(".")
    alg = str(jwt.header.get("alg"))
    fits = alg.startswith("HS") and signature(f"{head}.{claims}", KEY.encode(), alg) == last
    return right(jwt) if fits else jwt.token


def guessable(jwt: Jwt, now: float) -> str:
    head, claims, last = jwt.token.split(".")
    return right(jwt) if signature(f"{head}.{claims}", b"secret") == last else jwt.token


def embedded(jwt: Jwt, now: float) -> str:
    return right(jwt) if "jwk" in jwt.header else jwt.token


def never_expires(jwt: Jwt, now: float) -> str:
    return right(jwt, iat=int(now), exp=int(now) + 3600) if signed(jwt) else jwt.token


def future(jwt: Jwt, now: float) -> str:
    iat = jwt.claims.get("iat")
    ahead = signed(jwt) and isinstance(iat, int) and iat > now
    return right(jwt, iat=int(now), exp=int(now) + 3600) if ahead else jwt.token


def lenient(jwt: Jwt, now: float, leeway: int = 30) -> str:
    end = jwt.claims.get("exp")
    late = signed(jwt) and isinstance(end, int) and end <= now < end + leeway
    return right(jwt, iat=int(now), exp=int(now) + 3600) if late else jwt.token


def five_minutes_lenient(jwt: Jwt, now: float) -> str:
    return lenient(jwt, now, 300)


def long_lived(jwt: Jwt, now: float) -> str:
    end = jwt.claims.get("exp")
    far = signed(jwt) and isinstance(end, int) and end > now + 3600 and jwt.claims.get("iat", 0) <= now
    return right(jwt, exp=int(jwt.claims["iat"]) + 3600) if far else jwt.token


def any_party(claim: str) -> Mend:
    return lambda jwt, now: right(jwt, **{claim: ORIGIN}) if signed(jwt) else jwt.token


TOKENS: list[tuple[str, Mend, str]] = [
    ("the signature is not looked at", unverified, "AUTH-10"),
    ("the end of the signature is not looked at", prefix_compared, "AUTH-10"),
    ("alg none is believed", none_allowed, "AUTH-11"),
    ("the key is secret", guessable, "AUTH-12"),
    ("a key in the header is believed", embedded, "AUTH-12"),
    ("the header chooses the algorithm", any_algorithm, "AUTH-13"),
    ("tokens never expire", never_expires, "AUTH-14"),
    ("tokens of the future count", future, "AUTH-14"),
    ("any issuer will do", any_party("iss"), "AUTH-15"),
    ("any audience will do", any_party("aud"), "AUTH-15"),
    ("half a minute of grace", lenient, "AUTH-17"),
    ("half a minute more than expires_in", lenient, "AUTH-18"),
]


@pytest.mark.parametrize(("mend", "check"), [each[1:] for each in TOKENS], ids=[each[0] for each in TOKENS])
def test_a_careless_look_at_tokens_fails_the_check_named_for_it(
    tmp_path: Path, mend: Mend, check: str
) -> None:
    with product(tmp_path, authenticator=lambda correct: LenientAuthenticator(correct, mend)) as served:
        check_status, said = served.check_status(check)
    assert check_status is CheckStatus.FAIL, said


@pytest.mark.parametrize("check", ["AUTH-20", "AUTH-21", "AUTH-23", "AUTH-24"])
def test_scopes_that_nobody_looks_at_fail_their_checks(tmp_path: Path, check: str) -> None:
    every = frozenset({"read", "write"})
    lenient = lambda correct: LenientAuthenticator(correct, lambda jwt, now: jwt.token, every)  # noqa: E731 - a factory
    with product(tmp_path, authenticator=lenient) as served:
        check_status, said = served.check_status(check)
    assert check_status is CheckStatus.FAIL, said


def from_the_query(scope: Scope, body: bytes) -> None:
    token = parse_qs(scope["query_string"].decode()).pop("access_token", [""])[0]
    if token:
        put(scope, b"authorization", f"Bearer {token}".encode())
        scope["query_string"] = b""


def found_anywhere(scope: Scope, body: bytes) -> None:
    found = re.search(rb"[\w-]+\.[\w-]+\.[\w-]+", header(scope, b"authorization") or b"")
    if found:
        put(scope, b"authorization", b"Bearer " + found[0])


def exact_case(scope: Scope, body: bytes) -> int | None:
    given = header(scope, b"authorization") or b"Bearer "
    return 401 if given[:7].lower() == b"bearer " and given[:7] != b"Bearer " else None


def body_first(scope: Scope, body: bytes) -> int | None:
    return 400 if body == b"{" else None


def nobody(scope: Scope, body: bytes) -> int | None:
    return None if scope["path"].endswith("/token") else 401


def no_challenge(scope: Scope, start: dict[str, Any], body: bytes) -> bytes:
    start["headers"] = [each for each in start["headers"] if each[0].lower() != b"www-authenticate"]
    return body


def stored(scope: Scope, start: dict[str, Any], body: bytes) -> bytes:
    start["headers"] = [each for each in start["headers"] if each[0].lower() != b"cache-control"]
    return body


def renamed(old: bytes, new: bytes) -> Callable[[Scope, dict[str, Any], bytes], bytes]:
    def response(scope: Scope, start: dict[str, Any], body: bytes) -> bytes:
        body = body.replace(old, new) if scope["path"].endswith("/token") else body
        lengths = [each for each in start["headers"] if each[0].lower() != b"content-length"]
        start["headers"] = [*lengths, (b"content-length", str(len(body)).encode())]
        return body

    return response


def unformed(scope: Scope, body: bytes) -> int | None:
    return 415 if (header(scope, b"content-type") or b"").endswith(b"urlencoded") else None


def scope_unread(scope: Scope, body: bytes) -> bytes | None:
    if not scope["path"].endswith("/token") or not body.startswith(b"{"):
        return None
    changed = json.dumps({k: v for k, v in json.loads(body).items() if k != "scope"}).encode()
    put(scope, b"content-length", str(len(changed)).encode())
    return changed


def from_the_address(scope: Scope, body: bytes) -> bytes | None:
    fields = parse_qs(scope["query_string"].decode())
    if not scope["path"].endswith("/token") or "client_secret" not in fields or not body.startswith(b"{"):
        return None
    scope["query_string"] = b""
    changed = json.dumps({**json.loads(body), **{name: fields[name][0] for name in fields}}).encode()
    put(scope, b"content-length", str(len(changed)).encode())
    return changed


DOORS: list[tuple[str, Callable[[Any], Any], str]] = [
    ("everybody is refused", lambda inner: Between(inner, nobody), "AUTH-02"),
    ("a token anywhere in the header", lambda inner: Between(inner, found_anywhere), "AUTH-03"),
    ("the scheme has a case", lambda inner: Between(inner, exact_case), "AUTH-04"),
    ("a token in the query", lambda inner: Between(inner, from_the_query), "AUTH-05"),
    ("no WWW-Authenticate", lambda inner: Between(inner, response=no_challenge), "AUTH-07"),
    ("the body is validated first", lambda inner: Between(inner, body_first), "AUTH-08"),
    ("forms are not taken", lambda inner: Between(inner, unformed), "AUTH-30"),
    ("tokens may be stored", lambda inner: Between(inner, response=stored), "AUTH-30"),
    (
        "another word for invalid_client",
        lambda inner: Between(inner, response=renamed(b"invalid_client", b"access_denied")),
        "AUTH-31",
    ),
    (
        "another word for invalid_scope",
        lambda inner: Between(inner, response=renamed(b"invalid_scope", b"invalid_request")),
        "AUTH-33",
    ),
    (
        "expires_in is wrong",
        lambda inner: Between(inner, response=renamed(b'"expires_in":3600', b'"expires_in":3601')),
        "AUTH-18",
    ),
    ("the scope asked for is not read", lambda inner: Between(inner, scope_unread), "AUTH-35"),
    ("credentials in the query", lambda inner: Between(inner, from_the_address), "AUTH-37"),
]


@pytest.mark.parametrize(
    ("base_request", "check"), [each[1:] for each in DOORS], ids=[each[0] for each in DOORS]
)
def test_a_faulty_authenticator_fails_the_check_named_for_it(
    tmp_path: Path, base_request: Callable[[Any], Any], check: str
) -> None:
    with product(tmp_path, application=base_request, probes=PROBES) as served:
        check_status, said = served.check_status(check)
    assert check_status is CheckStatus.FAIL, said


def badly_formed(scope: Scope, body: bytes) -> int | None:
    given = (header(scope, b"authorization") or b"Bearer x").decode("latin-1")
    scheme, _, token = given.partition(" ")
    others = ("Basic", "Token", "JWT", "bearer", "BEARER")
    return None if scheme in others or (re.fullmatch(r"Bearer [\w.-]+", given) and token) else 400


def no_head(scope: Scope, body: bytes) -> int | None:
    return 405 if scope["method"] == "HEAD" else None


def one_try_only(scope: Scope, body: bytes) -> int | None:
    return 429 if header(scope, b"authorization") is None and scope["method"] == "DELETE" else None


def looks_first(scope: Scope, body: bytes) -> int | None:
    given = header(scope, b"content-type") or b""
    if header(scope, b"authorization") is None or not body:
        return None
    return 400 if body == b"{" else 415 if given.endswith(b"x-conformance") else None


def many_challenges(scope: Scope, start: dict[str, Any], body: bytes) -> bytes:
    start["headers"] = [
        (name, b"Negotiate, " + value.replace(b'"', b"") if name.lower() == b"www-authenticate" else value)
        for name, value in start["headers"]
    ]
    return body


def unknown_scope_ignored(scope: Scope, body: bytes) -> bytes | None:
    """Leave out what nobody knows, in each form (RFC 6749 section 3.3)."""
    if not scope["path"].endswith("/token") or not re.search(rb"scope\W+(conformance|rea|writ)\b", body):
        return None
    changed = re.sub(rb'(&|, )"?scope"?(=|: ")(conformance|rea|writ)"?', b"", body)
    put(scope, b"content-length", str(len(changed)).encode())
    return changed


OTHERS: list[tuple[str, Callable[[Any], Any], str]] = [
    ("a broken header is a 400", lambda inner: Between(inner, badly_formed), "AUTH-03"),
    ("HEAD is not known", lambda inner: Between(inner, no_head), "AUTH-01"),
    ("more schemes, and no quotes", lambda inner: Between(inner, response=many_challenges), "AUTH-07"),
    ("the same for 403", lambda inner: Between(inner, response=many_challenges), "AUTH-20"),
    ("an unknown scope is left out", lambda inner: Between(inner, unknown_scope_ignored), "AUTH-33"),
    ("the body's looks come before the scope", lambda inner: Between(inner, looks_first), "AUTH-24"),
    ("those who try are limited", lambda inner: Between(inner, one_try_only), "AUTH-01"),
]


@pytest.mark.parametrize(
    ("base_request", "check"), [each[1:] for each in OTHERS], ids=[each[0] for each in OTHERS]
)
def test_another_correct_server_passes(
    tmp_path: Path, base_request: Callable[[Any], Any], check: str
) -> None:
    with product(tmp_path, application=base_request, probes=PROBES) as served:
        check_status, said = served.check_status(check)
    assert check_status is CheckStatus.PASS, said


@pytest.mark.parametrize("mend", [five_minutes_lenient, long_lived])
def test_what_only_the_signer_could_do_is_not_blamed(tmp_path: Path, mend: Mend) -> None:
    with product(tmp_path, authenticator=lambda correct: LenientAuthenticator(correct, mend)) as served:
        check_status, said = served.check_status("AUTH-14")
    assert check_status is CheckStatus.PASS, said
