"""Tokens that the server did not issue, or not for now: none of them lets anybody in."""

import secrets
from base64 import urlsafe_b64encode

from conformance.areas.authentication import doors, expect_unauthorised
from conformance.check import check
from conformance.credentials import Need
from conformance.errors import CannotJudge
from conformance.exchange import Request
from conformance.forgery import Jwt, flipped, open_token
from conformance.target import Target
from conformance.trial import Trial

_HAS_KEY = [Need.FULL]
_SIGNS = [Need.FULL, Need.SIGNING_KEY]
_HOUR = 3600
_FLIPS, _QUICK_FLIPS = 24, 6
_EDGE = 3


def _own(trial: Trial) -> tuple[Request, Jwt]:
    """Return a request that succeeds with a token, and that token taken apart."""
    target = trial.target
    if target.caller is None:
        raise CannotJudge("there is no key")
    door = doors(trial, 1)[0]
    return door, open_token(target.token(target.caller))


def _signing(trial: Trial) -> tuple[Request, Jwt, bytes]:
    """Return the same and the server's key, after a look whether it is that."""
    door, jwt = _own(trial)
    key = trial.target.credentials.server.signing_key.encode()
    honest = trial.target.send(door, by=jwt.with_claims(key))
    if not honest.succeeded:
        raise CannotJudge("a token signed with [server] signing_key is refused: it is another key", honest)
    return door, jwt, key


def _refused(trial: Trial, door: Request, forgeries: dict[str, str]) -> None:
    for what, token in trial.each(forgeries.items()):
        expect_unauthorised(trial, trial.target.send(door, by=token), what)


@check(
    "AUTH-10",
    area="authentication",
    title="One changed bit makes a token worthless",
    source="RFC 7515 section 5.2",
    needs=_HAS_KEY,
)
def flipped_bits(trial: Trial) -> None:
    """A token with one bit changed in its header, its claims or its signature is a 401, wherever the bit is.

    Positions are drawn from the run's seed; the first and the last octet of each part are always among them.
    """
    door, jwt = _own(trial)
    each = _QUICK_FLIPS if trial.quick else _FLIPS
    for part, token in trial.each(list(flipped(jwt.token, trial.random, each))):
        expect_unauthorised(trial, trial.target.send(door, by=token), f"one bit of the {part} changed")


@check(
    "AUTH-11",
    area="authentication",
    title="A token without a signature lets nobody in",
    source="RFC 8725 section 3.2; RFC 7518 section 3.6",
    needs=_HAS_KEY,
)
def unsigned(trial: Trial) -> None:
    """`alg: none` in any spelling, an empty signature, one cut short or of another token are a 401."""
    door, jwt = _own(trial)
    head, claims, signed = jwt.token.split(".")
    forgeries = {
        f"alg {alg} and no signature": jwt.build(None, header={**jwt.header, "alg": alg})
        for alg in ("none", "None", "NONE", "nOnE", "")
    }
    forgeries["alg none and the signature"] = (
        f"{jwt.build(None, header={**jwt.header, 'alg': 'none'})}{signed}"
    )
    forgeries["no alg"] = jwt.build(None, header={"typ": "JWT"})
    forgeries["an empty signature"] = f"{head}.{claims}."
    forgeries["no signature"] = f"{head}.{claims}"
    forgeries["half a signature"] = f"{head}.{claims}.{signed[: len(signed) // 2]}"
    forgeries["a signature of zeros"] = f"{head}.{claims}.{'A' * len(signed)}"
    forgeries["an empty header"] = f".{claims}.{signed}"
    forgeries["no claims"] = f"{head}..{signed}"
    _refused(trial, door, forgeries)


@check(
    "AUTH-12",
    area="authentication",
    title="A token signed with another key lets nobody in",
    source="RFC 8725 sections 3.1, 3.2 and 3.5",
    needs=_HAS_KEY,
)
def foreign_keys(trial: Trial) -> None:
    """Claims of a real token under a key that anybody may have are a 401: random, empty, guessed.

    So are keys that the token brings along itself (`jwk`, `jku`, `kid`), and algorithms that the server does
    not use.
    """
    door, jwt = _own(trial)
    target, own = trial.target, secrets.token_bytes(32)
    caller = target.caller
    known = {
        "a random key": own,
        "an empty key": b"",
        "the key secret": b"secret",
        "the key changeme": b"changeme",
        "the key your-256-bit-secret": b"your-256-bit-secret",
        "the issuer as key": str(jwt.claims.get("iss", "issuer")).encode(),
        "the client id as key": (caller.client_id if caller else "x").encode(),
        "the client's secret as key": (caller.client_secret if caller else "x").encode(),
        "a key of zeros": bytes(32),
    }
    forgeries = {what: jwt.with_claims(key) for what, key in known.items()}
    embedded = {"kty": "oct", "k": urlsafe_b64encode(own).rstrip(b"=").decode(), "alg": "HS256"}
    headers: dict[str, dict[str, object]] = {
        "a jwk of its own": {"jwk": embedded},
        "a jku": {"jku": "http://127.0.0.1:9/keys.json"},
        "an x5u": {"x5u": "http://127.0.0.1:9/certificate.pem"},
        "a crit that nobody knows": {"crit": ["conformance"], "conformance": True},
    }
    forgeries |= {what: jwt.build(own, header={**jwt.header, **more}) for what, more in headers.items()}
    paths = {"a kid that is a file": "/dev/null", "a kid that leads up": "../../../../../../dev/null"}
    forgeries |= {what: jwt.build(b"", header={**jwt.header, "kid": kid}) for what, kid in paths.items()}
    forgeries["a kid that is SQL"] = jwt.build(own, header={**jwt.header, "kid": "x' UNION SELECT 'x' --"})
    for algorithm in ("HS384", "HS512"):
        forgeries[f"alg {algorithm} and a random key"] = jwt.build(
            own, header={**jwt.header, "alg": algorithm}, algorithm=algorithm
        )
    for algorithm in ("RS256", "ES256", "EdDSA", "PS256"):
        forgeries[f"alg {algorithm}"] = jwt.build(own, header={**jwt.header, "alg": algorithm})
    _refused(trial, door, forgeries)


@check(
    "AUTH-13",
    area="authentication",
    title="The signing key signs with one algorithm only",
    source="RFC 8725 section 3.1",
    needs=_SIGNS,
)
def other_algorithms(trial: Trial) -> None:
    """A token that the right key signed under another algorithm than the server's own is a 401."""
    door, jwt, key = _signing(trial)
    own = jwt.header.get("alg")
    forgeries = {
        f"alg {algorithm} and the server's key": jwt.build(
            key, header={**jwt.header, "alg": algorithm}, algorithm=algorithm
        )
        for algorithm in ("HS256", "HS384", "HS512")
        if algorithm != own
    }
    # The signature is right for the algorithm of the server, the header names another.
    forgeries |= {
        f"alg {algorithm} over a signature of {own}": jwt.build(key, header={**jwt.header, "alg": algorithm})
        for algorithm in ("none", "RS256", "hs256")
    }
    forgeries["a crit that nobody knows, rightly signed"] = jwt.build(
        key, header={**jwt.header, "crit": ["conformance"], "conformance": True}
    )
    _refused(trial, door, forgeries)


@check(
    "AUTH-14",
    area="authentication",
    title="A token counts in its time only",
    source="RFC 7519 sections 4.1.4 to 4.1.6",
    needs=_SIGNS,
)
def time_claims(trial: Trial) -> None:
    """Tokens that have expired, are not valid yet, never expire or live too long are a 401."""
    door, jwt, key = _signing(trial)
    now = int(trial.target.clock.now())
    lives = int(jwt.claims.get("exp", now + _HOUR)) - int(jwt.claims.get("iat", now))

    def token(**claims: object) -> str:
        return jwt.with_claims(key, **claims)

    _refused(
        trial,
        door,
        {
            "an expired token": token(iat=now - 2 * lives, exp=now - lives),
            "a token that expired a minute ago": token(iat=now - lives - 60, exp=now - 60),
            "a token of the future": token(iat=now + _HOUR, exp=now + _HOUR + lives),
            "a token not valid yet": token(nbf=now + _HOUR),
            "no exp": token(exp=None),
            "an exp that is text": token(exp=str(now + _HOUR)),
            "an exp that is null": jwt.build(key, claims={**jwt.claims, "exp": None}),
            "an exp that is true": token(exp=True),
            "an exp in milliseconds": token(exp=(now + _HOUR) * 1000),
            "a token that lives for ten years": token(exp=now + 87600 * _HOUR),
            "an exp of zero": token(exp=0),
            "a negative exp": token(exp=-1),
        },
    )


@check(
    "AUTH-15",
    area="authentication",
    title="A token counts for its issuer, audience and client only",
    source="RFC 8725 sections 3.8 and 3.9; RFC 7519 sections 4.1.1 to 4.1.3",
    needs=_SIGNS,
)
def party_claims(trial: Trial) -> None:
    """Tokens of another issuer, for another audience, or for a client that does not exist are a 401."""
    door, jwt, key = _signing(trial)
    forgeries: dict[str, str] = {}
    for claim, name in (("iss", "issuer"), ("aud", "audience")):
        if claim in jwt.claims:
            forgeries |= {
                f"another {name}": jwt.with_claims(key, **{claim: "https://conformance.invalid"}),
                f"no {name}": jwt.with_claims(key, **{claim: None}),
                f"an empty {name}": jwt.with_claims(key, **{claim: ""}),
                f"the {name} and more": jwt.with_claims(
                    key, **{claim: f"{jwt.claims[claim]}.conformance.invalid"}
                ),
            }
    nobody = f"conformance-{secrets.token_hex(8)}"
    clients = {name: nobody for name in ("sub", "client_id") if name in jwt.claims}
    if clients:
        forgeries |= {
            "a client that does not exist": jwt.with_claims(key, **clients),
            "no client": jwt.with_claims(key, **dict.fromkeys(clients)),
            "an empty client": jwt.with_claims(key, **dict.fromkeys(clients, "")),
            "a client that is a number": jwt.with_claims(key, **dict.fromkeys(clients, 1)),
        }
    _refused(trial, door, forgeries)


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
    if revoked.token:
        expect_unauthorised(trial, target.send(doors(trial, 1)[0], by=revoked.token), "a revoked token")
        return
    answer = target.send(target.access.request(revoked), by=None)
    trial.expect(
        answer.status == 401,
        f"A revoked key that asks for a token is answered {answer.status}, not 401.",
        answer,
        subject="token",
    )
    if target.credentials.server.signing_key:
        door, jwt, key = _signing(trial)
        clients = {name: revoked.client_id for name in ("sub", "client_id") if name in jwt.claims}
        token = jwt.with_claims(key, **clients)
        expect_unauthorised(trial, target.send(door, by=token), "a token of a revoked key")


@check(
    "AUTH-17",
    area="authentication",
    title="A token ends when its time is over",
    source="RFC 6749 section 5.1 (expires_in); RFC 7519 section 4.1.4",
    needs=_SIGNS,
    quick=False,
)
def token_ends(trial: Trial) -> None:
    """A token that has seconds left is accepted, and a 401 once they are over.

    The suite signs one that is about to expire, by the server's own clock, and waits. A token must live for
    as long as `expires_in` said, and no longer.
    """
    door, jwt, key = _signing(trial)
    target = trial.target
    lives = int(jwt.claims.get("exp", 0)) - int(jwt.claims.get("iat", 0))
    end = int(target.clock.now()) + _EDGE
    token = jwt.with_claims(key, iat=end - lives, exp=end)
    before = target.send(door, by=token)
    if before.started < end - 1:
        trial.expect(
            before.succeeded,
            f"A token with {_EDGE} s left is answered {before.status}.",
            before,
            subject="before",
        )
    target.budget.wait(end + 1 - target.clock.now())
    expect_unauthorised(trial, target.send(door, by=token), "a token a second after its end")


@check(
    "AUTH-18",
    area="authentication",
    title="A token lives exactly as long as it says",
    source="RFC 6749 section 5.1 (expires_in)",
    needs=_HAS_KEY,
    quick=False,
)
def token_lives(trial: Trial) -> None:
    """`expires_in` is how long the token's own claims let it live, and it is accepted until then, not after.

    The claims are always compared. The wait of `expires_in` seconds is done where the wait budget allows
    it, as with a clock that tests can turn.
    """
    target = trial.target
    door, _ = _own(trial)
    key = target.caller
    if key is None or key.token:
        trial.skip("the credentials are tokens, not keys")
    exchange = target.send(target.access.request(key), by=None)
    told, token = exchange.fields.get("expires_in"), exchange.fields.get("access_token")
    if not isinstance(told, int) or not isinstance(token, str):
        raise CannotJudge("the token endpoint says no expires_in", exchange)
    target.redactor.learn(token)
    claims = open_token(token).claims
    begins, ends = claims.get("iat"), claims.get("exp")
    if isinstance(begins, int) and isinstance(ends, int):
        trial.expect(
            ends - begins == told,
            f"expires_in says {told} s, the claims exp and iat are {ends - begins} s apart.",
            exchange,
            subject="claims",
        )
    _wait_for_end(trial, target, door, token, told)


def _wait_for_end(trial: Trial, target: Target, door: Request, token: str, told: int) -> None:
    if not target.budget.allows(told + 2):
        trial.note(f"the {told} s that a token lives were not waited for")
        return
    began = target.clock.monotonic()
    target.budget.wait(told - 2)
    before = target.send(door, by=token)
    trial.expect(
        before.succeeded, f"A token is refused 2 s before its end: {before.status}.", before, subject="early"
    )
    target.budget.wait(told - (target.clock.monotonic() - began) + 1)
    expect_unauthorised(trial, target.send(door, by=token), f"a token after its {told} s")
