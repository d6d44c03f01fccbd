"""Servers that accept the wrong callers, or none."""

from contractfirst_conformance.exchange import HttpResponse
from defects.borrowing import as_known, let_in, remember
from defects.defect import InterceptedRequest, defect, with_header

_AREA = "authentication"


@defect("AUTH-01", area=_AREA, beside=["AUTH-02"])
def nobody_may_read(intercepted: InterceptedRequest) -> HttpResponse:
    """A request without a token is refused."""
    return let_in(intercepted, lambda header: not header and intercepted.request.method == "GET")


@defect("AUTH-01", area=_AREA, beside=["AUTH-02"])
def head_is_not_guarded(intercepted: InterceptedRequest) -> HttpResponse:
    """Nothing is to be had without a token, by HEAD neither."""
    return let_in(intercepted, lambda header: not header and intercepted.request.method == "HEAD")


@defect("AUTH-02", area=_AREA)
def lists_refuse_everybody(intercepted: InterceptedRequest) -> HttpResponse:
    """A valid token is accepted by every operation."""
    return intercepted.forward(
        intercepted.request.without_header("authorization") if intercepted.is_list else None
    )


@defect("AUTH-02", area=_AREA)
def nobody_may_delete(intercepted: InterceptedRequest) -> HttpResponse:
    """A valid token with every scope opens every operation."""
    refused = intercepted.request.method == "DELETE" and intercepted.request.header("authorization")
    return HttpResponse(403, (("Content-Length", "0"),), b"") if refused else intercepted.forward()


@defect("AUTH-07", area=_AREA)
def challenge_is_missing(intercepted: InterceptedRequest) -> HttpResponse:
    """A 401 carries the right challenge."""
    return with_header(intercepted.forward(), "WWW-Authenticate", None)


@defect("AUTH-07", area=_AREA)
def no_token_is_an_invalid_one(intercepted: InterceptedRequest) -> HttpResponse:
    """A 401 to a request without a token names no error."""
    response = intercepted.forward()
    bare = response.status == 401 and intercepted.request.header("authorization") is None
    reported = 'Bearer realm="API", error="invalid_token"'
    return with_header(response, "WWW-Authenticate", reported) if bare else response


@defect("AUTH-07", area=_AREA)
def wrong_token_is_not_named(intercepted: InterceptedRequest) -> HttpResponse:
    """A 401 to a wrong token names invalid_token."""
    response = intercepted.forward()
    return (
        with_header(response, "WWW-Authenticate", 'Bearer realm="API"')
        if response.status == 401
        else response
    )


@defect("AUTH-08", area=_AREA, beside=["AUTH-02"])
def mistakes_before_identity(intercepted: InterceptedRequest) -> HttpResponse:
    """401 takes precedence over every other error."""
    return _before_identity(intercepted, 400, 415)


@defect("AUTH-08", area=_AREA, beside=["AUTH-02"])
def existence_before_identity(intercepted: InterceptedRequest) -> HttpResponse:
    """401 comes before the search for what is asked for."""
    return _before_identity(intercepted, 404)


@defect("AUTH-08", area=_AREA, beside=["AUTH-02"])
def size_before_identity(intercepted: InterceptedRequest) -> HttpResponse:
    """401 comes before the size of a body."""
    return _before_identity(intercepted, 413)


def _before_identity(intercepted: InterceptedRequest, *statuses: int) -> HttpResponse:
    """Return these statuses before the caller is authenticated."""
    response = intercepted.forward()
    remember(intercepted, response)
    if response.status == 401 and intercepted.request.operation is not None:
        other = as_known(intercepted, unlike=200)
        return other if other is not None and other.status in statuses else response
    return response


@defect("AUTH-09", area=_AREA)
def replay_for_everybody(intercepted: InterceptedRequest) -> HttpResponse:
    """An Idempotency-Key replays nothing without a token."""
    key = intercepted.request.header("idempotency-key")
    kept = intercepted.memory.setdefault(f"{intercepted.request.target} {key}", [])
    if key and kept:
        return kept[0]  # type: ignore[no-any-return]  # the memory holds anything
    response = intercepted.forward()
    if 200 <= response.status < 300:
        kept.append(response)
    return response
