"""Servers whose tokens end at another time than they should."""

import time
from typing import Any

from contractfirst_conformance.errors import Skipped
from contractfirst_conformance.exchange import HttpResponse
from contractfirst_conformance.forgery import open_token
from defects.asking import asked, asking
from defects.defect import InterceptedRequest, defect, edited
from defects.mending import Look, mended

_AREA = "authentication"
_GRACE = 30


@defect("AUTH-16", area=_AREA)
def revoked_key_gets_tokens(intercepted: InterceptedRequest) -> HttpResponse:
    """A key that was revoked gets no token."""
    fields, first = asked(intercepted), intercepted.credentials.first
    if fields is None or first.revoked is None or fields.get("client_id") != first.revoked.client_id:
        return intercepted.forward()
    return intercepted.forward(asking(intercepted, fields, first.full))


@defect("AUTH-16", area=_AREA)
def tokens_outlive_their_key(intercepted: InterceptedRequest) -> HttpResponse:
    """The tokens of a revoked key are refused."""

    def mend(look: Look) -> dict[str, Any] | None:
        revoked = intercepted.credentials.first.revoked
        theirs = revoked is not None and look.token.claims.get("sub") == revoked.client_id
        return look.claims("sub", "client_id") if theirs and look.is_signed() else None

    return mended(intercepted, mend)


@defect("AUTH-17", area=_AREA)
def half_a_minute_of_grace(intercepted: InterceptedRequest) -> HttpResponse:
    """A token is refused as soon as it expires."""

    def mend(look: Look) -> dict[str, Any] | None:
        end, now = look.token.claims.get("exp"), time.time()
        if not isinstance(end, int) or not now - _GRACE < end <= now or not look.is_signed():
            return None
        return look.claims(exp=int(now) + _GRACE, iat=int(now) - _GRACE)

    return mended(intercepted, mend)


@defect("AUTH-17", area=_AREA)
def half_a_minute_too_early(intercepted: InterceptedRequest) -> HttpResponse:
    """A token is good until its time is over."""
    request = intercepted.request
    try:
        end = open_token((request.header("authorization") or "").partition(" ")[2]).claims.get("exp")
    except Skipped:
        return intercepted.forward()
    ending = isinstance(end, int) and end - _GRACE < time.time()
    return intercepted.forward(request.without_header("authorization") if ending else None)


@defect("AUTH-18", area=_AREA)
def lives_longer_than_it_says(intercepted: InterceptedRequest) -> HttpResponse:
    """A token is valid for exactly expires_in seconds."""
    return _saying(intercepted, 60)


@defect("AUTH-18", area=_AREA)
def lives_shorter_than_it_says(intercepted: InterceptedRequest) -> HttpResponse:
    """A token is valid for expires_in seconds, to the second."""
    return _saying(intercepted, 3601)


def _saying(intercepted: InterceptedRequest, seconds: int) -> HttpResponse:
    response = intercepted.forward()
    if isinstance(response.json, dict) and "expires_in" in response.json:
        return edited(response, lambda body: {**body, "expires_in": seconds})
    return response
