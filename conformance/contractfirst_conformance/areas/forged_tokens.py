"""Tokens that the server did not sign: none of them lets anybody in."""

import secrets
from base64 import urlsafe_b64encode

from contractfirst_conformance.authenticated_requests import expect_unauthorised, try_tokens
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.forgery import flipped
from contractfirst_conformance.token_signer import open_signer, own_token

_HAS_KEY = [Need.FULL]
_FLIPS, _QUICK_FLIPS = 24, 6


@check(
    "AUTH-10",
    area="authentication",
    title="A token with one changed bit is refused",
    source="RFC 7515 section 5.2",
    needs=_HAS_KEY,
)
def flipped_bits(context: CheckContext) -> None:
    """A token with one bit changed in its header, its claims or its signature is a 401.

    Positions are drawn from the run's seed; the first and the last byte of each part are always among them.
    """
    base_request, jwt = own_token(context)
    each = _QUICK_FLIPS if context.quick else _FLIPS
    for part, token in context.each(list(flipped(jwt.token, context.random, each))):
        expect_unauthorised(
            context, context.client.send(base_request, by=token), f"one bit of the {part} changed"
        )


@check(
    "AUTH-11",
    area="authentication",
    title="A token without a valid signature is refused",
    source="RFC 8725 section 3.2; RFC 7518 section 3.6",
    needs=_HAS_KEY,
)
def unsigned(context: CheckContext) -> None:
    """`alg: none` in any spelling, an empty or truncated signature, or that of another token is a 401."""
    base_request, jwt = own_token(context)
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
    try_tokens(context, base_request, forgeries)


@check(
    "AUTH-12",
    area="authentication",
    title="A token signed with another key is refused",
    source="RFC 8725 sections 3.1, 3.2, 3.5 and 3.10",
    needs=_HAS_KEY,
)
def foreign_keys(context: CheckContext) -> None:
    """The claims of a real token, signed with a random, empty or guessed key, are a 401.

    So are tokens that bring their own key (`jwk`, `jku`, `kid`), and algorithms that the server does not
    use.
    """
    base_request, jwt = own_token(context)
    own = secrets.token_bytes(32)
    caller = context.client.caller
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
        "an unknown crit": {"crit": ["conformance"], "conformance": True},
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
    try_tokens(context, base_request, forgeries)


@check(
    "AUTH-13",
    area="authentication",
    title="The signing key is accepted with one algorithm only",
    source="RFC 8725 section 3.1",
    needs=[Need.FULL, Need.SIGNING_KEY],
)
def other_algorithms(context: CheckContext) -> None:
    """A token signed with the right key under another algorithm than the server's own is a 401.

    So is a token whose header names another algorithm than its signature was made with, or has an unknown
    `crit` (RFC 7515 section 4.1.11).
    """
    signer = open_signer(context)
    jwt, key, own = signer.jwt, signer.key, signer.jwt.header.get("alg")
    others = [each for each in ("HS256", "HS384", "HS512") if each != own]
    forgeries = {
        f"alg {each} and the server's key": jwt.build(key, header={**jwt.header, "alg": each}, algorithm=each)
        for each in others
    }
    # The signature is right for the algorithm of the server, the header names another.
    forgeries |= {
        f"alg {each} over a signature of {own}": jwt.build(key, header={**jwt.header, "alg": each})
        for each in ("none", "RS256", "hs256", *others)
    }
    # And the other way round.
    forgeries |= {f"a signature of {each} under alg {own}": jwt.build(key, algorithm=each) for each in others}
    forgeries["an unknown crit, correctly signed"] = jwt.build(
        key, header={**jwt.header, "crit": ["conformance"], "conformance": True}
    )
    try_tokens(context, signer.base_request, forgeries)
