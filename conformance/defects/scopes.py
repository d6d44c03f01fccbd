"""Servers that let a token do more than its scopes allow."""

from contractfirst_conformance.exchange import HttpResponse
from defects.asking import asked, asking
from defects.borrowing import as_known, remember
from defects.defect import InterceptedRequest, defect, edited, with_header
from defects.mending import Look, mended

_AREA = "authentication"


def _allowed(intercepted: InterceptedRequest, *, reading: bool) -> HttpResponse:
    response = intercepted.forward()
    remember(intercepted, response)
    if response.status == 403 and (intercepted.request.method == "GET") is reading:
        return as_known(intercepted, unlike=403) or response
    return response


@defect("AUTH-20", area=_AREA, beside=["AUTH-02"])
def readers_may_write(intercepted: InterceptedRequest) -> HttpResponse:
    """A read-only key cannot write."""
    return _allowed(intercepted, reading=False)


@defect("AUTH-20", area=_AREA)
def forbidden_says_nothing(intercepted: InterceptedRequest) -> HttpResponse:
    """A 403 has the error insufficient_scope."""
    response = intercepted.forward()
    return with_header(response, "WWW-Authenticate", None) if response.status == 403 else response


@defect("AUTH-21", area=_AREA, beside=["AUTH-02"])
def writers_may_read(intercepted: InterceptedRequest) -> HttpResponse:
    """A write-only key cannot read."""
    return _allowed(intercepted, reading=True)


@defect("AUTH-22", area=_AREA)
def no_scope_is_every_scope(intercepted: InterceptedRequest) -> HttpResponse:
    """A key without scopes can do nothing."""
    fields, first = asked(intercepted), intercepted.credentials.first
    if fields is None or first.no_scope is None or fields.get("client_id") != first.no_scope.client_id:
        return intercepted.forward()
    return intercepted.forward(asking(intercepted, fields, first.full))


@defect("AUTH-22", area=_AREA)
def empty_scope_is_not_looked_at(intercepted: InterceptedRequest) -> HttpResponse:
    """A token that names no scope can do nothing."""

    def mend(look: Look) -> dict[str, object] | None:
        empty = look.token.claims.get("scope") == "" and look.is_signed()
        return look.claims("scope", "sub", "client_id") if empty else None

    return mended(intercepted, mend)


@defect("AUTH-23", area=_AREA)
def narrowing_is_only_told(intercepted: InterceptedRequest) -> HttpResponse:
    """A token has only the scopes that were requested."""
    fields = asked(intercepted)
    scope = fields.pop("scope", None) if fields is not None else None
    if fields is None or scope is None:
        return intercepted.forward()
    response = intercepted.forward(asking(intercepted, fields))
    return edited(response, lambda body: {**body, "scope": scope}) if response.status == 200 else response


@defect("AUTH-24", area=_AREA, beside=["AUTH-02"])
def existence_before_scope(intercepted: InterceptedRequest) -> HttpResponse:
    """Without the scope existing and missing resources look alike."""
    return _before_scope(intercepted, 404)


@defect("AUTH-24", area=_AREA, beside=["AUTH-02"])
def entity_tag_before_scope(intercepted: InterceptedRequest) -> HttpResponse:
    """Without the scope a caller does not learn whether a resource has changed."""
    return _before_scope(intercepted, 412)


def _before_scope(intercepted: InterceptedRequest, status: int) -> HttpResponse:
    """Look first for what ends in this status, and only then at the scope."""
    response = intercepted.forward()
    remember(intercepted, response)
    if response.status == 403:
        other = as_known(intercepted, unlike=403)
        return other if other is not None and other.status == status else response
    return response
