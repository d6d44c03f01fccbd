"""Servers that let in whom they should not, or nobody."""

from contractfirst_conformance.exchange import Response
from defects.borrowing import as_known, let_in, remember
from defects.defect import Passage, defect, with_header

_AREA = "authentication"


@defect("AUTH-01", area=_AREA, beside=["AUTH-02"])
def nobody_may_read(passage: Passage) -> Response:
    """Nothing is to be had without a token."""
    return let_in(passage, lambda header: not header and passage.request.method == "GET")


@defect("AUTH-01", area=_AREA, beside=["AUTH-02"])
def head_is_not_guarded(passage: Passage) -> Response:
    """Nothing is to be had without a token, by HEAD neither."""
    return let_in(passage, lambda header: not header and passage.request.method == "HEAD")


@defect("AUTH-02", area=_AREA)
def lists_refuse_everybody(passage: Passage) -> Response:
    """A valid token opens every operation."""
    return passage.forward(passage.request.without_header("authorization") if passage.is_list else None)


@defect("AUTH-02", area=_AREA)
def nobody_may_delete(passage: Passage) -> Response:
    """A valid token with every scope opens every operation."""
    refused = passage.request.method == "DELETE" and passage.request.header("authorization")
    return Response(403, (("Content-Length", "0"),), b"") if refused else passage.forward()


@defect("AUTH-07", area=_AREA)
def challenge_is_missing(passage: Passage) -> Response:
    """A 401 says how to do better."""
    return with_header(passage.forward(), "WWW-Authenticate", None)


@defect("AUTH-07", area=_AREA)
def no_token_is_an_invalid_one(passage: Passage) -> Response:
    """A 401 to a request without a token names no error."""
    response = passage.forward()
    bare = response.status == 401 and passage.request.header("authorization") is None
    told = 'Bearer realm="API", error="invalid_token"'
    return with_header(response, "WWW-Authenticate", told) if bare else response


@defect("AUTH-07", area=_AREA)
def wrong_token_is_not_named(passage: Passage) -> Response:
    """A 401 to a wrong token names invalid_token."""
    response = passage.forward()
    return (
        with_header(response, "WWW-Authenticate", 'Bearer realm="API"')
        if response.status == 401
        else response
    )


@defect("AUTH-08", area=_AREA, beside=["AUTH-02"])
def mistakes_before_identity(passage: Passage) -> Response:
    """401 comes before every other judgement."""
    return _before_identity(passage, 400, 415)


@defect("AUTH-08", area=_AREA, beside=["AUTH-02"])
def existence_before_identity(passage: Passage) -> Response:
    """401 comes before the search for what is asked for."""
    return _before_identity(passage, 404)


@defect("AUTH-08", area=_AREA, beside=["AUTH-02"])
def size_before_identity(passage: Passage) -> Response:
    """401 comes before the size of a body."""
    return _before_identity(passage, 413)


def _before_identity(passage: Passage, *statuses: int) -> Response:
    """Judge first what ends in these statuses, and only then who it is."""
    response = passage.forward()
    remember(passage, response)
    if response.status == 401 and passage.request.operation is not None:
        other = as_known(passage, unlike=200)
        return other if other is not None and other.status in statuses else response
    return response


@defect("AUTH-09", area=_AREA)
def replay_for_everybody(passage: Passage) -> Response:
    """The response kept for an Idempotency-Key is its caller's."""
    key = passage.request.header("idempotency-key")
    kept = passage.memory.setdefault(f"{passage.request.target} {key}", [])
    if key and kept:
        return kept[0]  # type: ignore[no-any-return]  # the memory holds anything
    response = passage.forward()
    if 200 <= response.status < 300:
        kept.append(response)
    return response
