"""What defects of limits have in common: whose bucket a request is charged to, and how a limiter answers."""

import json
from base64 import b64decode
from urllib.parse import parse_qs

from contractfirst.contract import RateClass
from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest

__all__ = ["REFUSED", "admitted", "bucket", "presented_client", "rate_of", "refusal"]

REFUSED = 429
_PROBLEM = "application/problem+json"


def rate_of(intercepted: InterceptedRequest) -> RateClass | None:
    """Return the class that a request belongs to."""
    operation = intercepted.request.operation
    return operation.rate_class if operation is not None else None


def bucket(intercepted: InterceptedRequest) -> tuple[str, str]:
    """Return the class and the token of a request."""
    rate = rate_of(intercepted)
    return rate.name if rate is not None else "", intercepted.request.header("authorization") or ""


def admitted(refused: HttpResponse) -> HttpResponse:
    """Return an answer that is not the limiter's, in place of one that is."""
    body = b'{"type": "about:blank", "title": "Bad Request", "status": 400}'
    kept = tuple(each for each in refused.headers if each[0].lower() not in ("retry-after", "content-length"))
    return HttpResponse(400, kept, body)


def refusal(seconds: int = 1) -> HttpResponse:
    """Return a limiter's response with Retry-After."""
    body = b'{"type": "about:blank", "title": "Too Many Requests", "status": 429}'
    return HttpResponse(REFUSED, (("Content-Type", _PROBLEM), ("Retry-After", str(seconds))), body)


def presented_client(intercepted: InterceptedRequest) -> tuple[str, str] | None:
    """Return the client id that a request for a token presents, and in which form; else ``None``."""
    rate = rate_of(intercepted)
    if rate is None or "presented-client" not in rate.keys:
        return None
    request = intercepted.request
    scheme, _, basic = (request.header("authorization") or "").partition(" ")
    body = request.body or b""
    try:
        if scheme == "Basic":
            return b64decode(basic).decode().partition(":")[0], "basic"
        if "json" in (request.header("content-type") or ""):
            return str(json.loads(body)["client_id"]), "json"
        return parse_qs(body.decode())["client_id"][0], "form"
    except (ValueError, LookupError, TypeError):
        return None
