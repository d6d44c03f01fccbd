"""Servers that look at a signature carelessly, or not at all."""

import hmac
from typing import Any

from contractfirst_conformance.errors import Skipped
from contractfirst_conformance.exchange import HttpResponse
from contractfirst_conformance.forgery import Jwt, decode, open_token
from defects.borrowing import let_in
from defects.defect import InterceptedRequest, defect
from defects.mending import Look, mended

_AREA = "authentication"
_PART = 16


def _opened(header: str) -> Jwt:
    try:
        return open_token(header.partition(" ")[2])
    except Skipped:
        return Jwt({}, {}, "..")


def _good(look: Look, believed: bool) -> dict[str, Any] | None:
    """Take a token for the good one when it is believed."""
    return dict(look.good.claims) if believed else None


@defect("AUTH-10", area=_AREA, beside=["AUTH-02"])
def signature_not_looked_at(intercepted: InterceptedRequest) -> HttpResponse:
    """A token with one changed bit is refused."""
    return let_in(intercepted, lambda header: "sub" in _opened(header).claims)


@defect("AUTH-10", area=_AREA)
def signature_compared_in_part(intercepted: InterceptedRequest) -> HttpResponse:
    """One changed bit makes a token worthless, at the end of its signature too."""

    def mend(look: Look) -> dict[str, Any] | None:
        head, claims, signed = look.good.token.split(".")
        alike = look.signed == f"{head}.{claims}"
        return _good(
            look, alike and hmac.compare_digest(_bytes(signed)[:_PART], _bytes(look.signature)[:_PART])
        )

    return mended(intercepted, mend)


@defect("AUTH-10", area=_AREA)
def header_is_not_signed(intercepted: InterceptedRequest) -> HttpResponse:
    """One changed bit makes a token worthless, in its header too."""

    def mend(look: Look) -> dict[str, Any] | None:
        return _good(look, look.token.token.split(".")[1:] == look.good.token.split(".")[1:])

    return mended(intercepted, mend)


def _bytes(part: str) -> bytes:
    try:
        return decode(part)
    except ValueError:
        return b""


@defect("AUTH-11", area=_AREA, beside=["AUTH-02"])
def unsigned_is_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """A token without a signature is refused."""
    return let_in(intercepted, lambda header: str(_opened(header).header.get("alg")).lower() == "none")


@defect("AUTH-11", area=_AREA)
def none_is_refused_in_one_spelling(intercepted: InterceptedRequest) -> HttpResponse:
    """A token without a signature is refused, however none is spelled."""
    odd = ("None", "NONE", "nOnE")
    return mended(intercepted, lambda look: _good(look, look.token.header.get("alg") in odd))


@defect("AUTH-11", area=_AREA)
def empty_signature_is_none(intercepted: InterceptedRequest) -> HttpResponse:
    """A token without a signature is refused, whatever its header is."""
    return mended(
        intercepted, lambda look: _good(look, look.token.header == look.good.header and not look.signature)
    )


@defect("AUTH-12", area=_AREA)
def signing_key_is_a_word(intercepted: InterceptedRequest) -> HttpResponse:
    """A token signed with a guessable key is refused."""
    return mended(intercepted, lambda look: _good(look, look.is_signed(b"secret")))


@defect("AUTH-12", area=_AREA)
def token_brings_its_key(intercepted: InterceptedRequest) -> HttpResponse:
    """A token signed with a key of its own is refused."""

    def mend(look: Look) -> dict[str, Any] | None:
        jwk = look.token.header.get("jwk")
        return _good(look, isinstance(jwk, dict) and look.is_signed(_bytes(str(jwk.get("k")))))

    return mended(intercepted, mend)


@defect("AUTH-12", area=_AREA)
def kid_names_a_file(intercepted: InterceptedRequest) -> HttpResponse:
    """A token with the URL of its key is refused."""
    return mended(
        intercepted,
        lambda look: _good(look, "/dev/null" in str(look.token.header.get("kid")) and look.is_signed(b"")),
    )


@defect("AUTH-12", area=_AREA)
def unknown_algorithm_is_not_verified(intercepted: InterceptedRequest) -> HttpResponse:
    """A token of an algorithm that the server does not use is refused."""
    return mended(
        intercepted, lambda look: _good(look, str(look.token.header.get("alg"))[:2] in ("RS", "ES", "PS"))
    )


@defect("AUTH-13", area=_AREA)
def token_chooses_its_algorithm(intercepted: InterceptedRequest) -> HttpResponse:
    """The signing key is accepted with one algorithm only."""

    def mend(look: Look) -> dict[str, Any] | None:
        algorithm = look.token.header.get("alg")
        return _good(look, algorithm in ("HS384", "HS512") and look.is_signed(algorithm=str(algorithm)))

    return mended(intercepted, mend)


@defect("AUTH-13", area=_AREA)
def algorithm_is_not_read(intercepted: InterceptedRequest) -> HttpResponse:
    """A token whose header names another algorithm than its signature has is refused."""
    return mended(intercepted, lambda look: _good(look, "crit" not in look.token.header and look.is_signed()))


@defect("AUTH-13", area=_AREA)
def crit_is_not_read(intercepted: InterceptedRequest) -> HttpResponse:
    """A token with an unknown critical header is refused."""
    return mended(intercepted, lambda look: _good(look, "crit" in look.token.header and look.is_signed()))
