"""Servers that verify a token's signature and overlook one of its claims."""

import time
from collections.abc import Callable
from typing import Any

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect
from defects.mending import Look, mended

_AREA = "authentication"
_HOUR = 3600


def _overlooking(
    intercepted: InterceptedRequest, mend: Callable[[Look], dict[str, Any] | None]
) -> HttpResponse:
    """Correct tokens that the server's own key signed; the server checks all other claims."""
    return mended(intercepted, lambda look: mend(look) if look.is_signed() else None)


def _anew(look: Look) -> dict[str, Any]:
    now = int(time.time())
    return look.claims(iat=now, exp=now + _HOUR)


def _number(look: Look, claim: str, default: int) -> int:
    value = look.token.claims.get(claim)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


@defect("AUTH-14", area=_AREA)
def expiry_not_looked_at(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts until its exp."""

    def mend(look: Look) -> dict[str, Any] | None:
        return _anew(look) if 0 < _number(look, "exp", 0) < time.time() else None

    return _overlooking(intercepted, mend)


@defect("AUTH-14", area=_AREA)
def not_before_not_looked_at(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts from its nbf on."""
    return _overlooking(
        intercepted, lambda look: look.claims(without="nbf") if "nbf" in look.token.claims else None
    )


@defect("AUTH-14", area=_AREA)
def issued_tomorrow(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts from its iat on."""

    def mend(look: Look) -> dict[str, Any] | None:
        return _anew(look) if _number(look, "iat", 0) > time.time() else None

    return _overlooking(intercepted, mend)


@defect("AUTH-14", area=_AREA)
def no_expiry_is_for_ever(intercepted: InterceptedRequest) -> HttpResponse:
    """A token without an exp is refused."""
    return _overlooking(
        intercepted, lambda look: _anew(look) if look.token.claims.get("exp") is None else None
    )


@defect("AUTH-14", area=_AREA)
def expiry_of_zero_is_for_ever(intercepted: InterceptedRequest) -> HttpResponse:
    """A token whose exp is 0 has expired."""
    return _overlooking(intercepted, lambda look: _anew(look) if not _number(look, "exp", 1) else None)


@defect("AUTH-14", area=_AREA)
def expiry_is_cast(intercepted: InterceptedRequest) -> HttpResponse:
    """A token whose exp is not a number is refused."""

    def mend(look: Look) -> dict[str, Any] | None:
        reported = look.token.claims.get("exp")
        return (
            look.claims(exp=int(reported), iat=int(reported) - _HOUR)
            if isinstance(reported, str) and reported.isdigit()
            else None
        )

    return _overlooking(intercepted, mend)


@defect("AUTH-15", area=_AREA)
def any_issuer_is_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts for its issuer only."""
    return _overlooking(
        intercepted, lambda look: look.claims("iss") if look.token.claims.get("iss") else None
    )


@defect("AUTH-15", area=_AREA)
def missing_issuer_is_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """A token without an issuer is refused."""
    return _overlooking(intercepted, lambda look: None if "iss" in look.token.claims else look.claims("iss"))


@defect("AUTH-15", area=_AREA)
def issuer_compared_at_its_beginning(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts for its issuer only, not for one that begins so."""

    def mend(look: Look) -> dict[str, Any] | None:
        reported = str(look.token.claims.get("iss"))
        return look.claims("iss") if reported.startswith(str(look.good.claims["iss"])) else None

    return _overlooking(intercepted, mend)


@defect("AUTH-15", area=_AREA)
def any_audience_is_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts for its audience only."""
    return _overlooking(
        intercepted, lambda look: look.claims("aud") if look.token.claims.get("aud") else None
    )


@defect("AUTH-15", area=_AREA)
def missing_audience_is_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """A token without an audience is refused."""
    return _overlooking(intercepted, lambda look: None if "aud" in look.token.claims else look.claims("aud"))


@defect("AUTH-15", area=_AREA)
def unknown_client_is_taken(intercepted: InterceptedRequest) -> HttpResponse:
    """A token counts for a client that exists only."""

    def mend(look: Look) -> dict[str, Any] | None:
        named = str(look.token.claims.get("sub", ""))
        keys = (key for each in intercepted.credentials.organisations for key in each.every_key())
        unknown = named and all(key.client_id != named for key in keys)
        return look.claims("sub", "client_id") if unknown else None

    return _overlooking(intercepted, mend)
