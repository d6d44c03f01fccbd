"""What careless servers do with identity: take a caller for another one that is known."""

from collections.abc import Callable

from contractfirst_conformance.exchange import HttpRequest, HttpResponse
from defects.defect import InterceptedRequest

__all__ = ["as_known", "known_tokens", "let_in", "remember"]

_REFUSED = 401


def known_tokens(intercepted: InterceptedRequest) -> list[str]:
    """Return the tokens that were let in so far, the oldest first."""
    tokens: list[str] = intercepted.memory.setdefault("tokens", [])
    return tokens


def remember(intercepted: InterceptedRequest, response: HttpResponse) -> None:
    """Keep the token of a request that was let in."""
    scheme, _, token = (intercepted.request.header("authorization") or "").partition(" ")
    tokens = known_tokens(intercepted)
    if scheme == "Bearer" and response.status not in (_REFUSED, 403) and token and token not in tokens:
        tokens.append(token)


def as_known(
    intercepted: InterceptedRequest, request: HttpRequest | None = None, *, unlike: int
) -> HttpResponse | None:
    """Send the request with other known tokens, until a status is not ``unlike``."""
    own = (intercepted.request.header("authorization") or "").partition(" ")[2]
    for token in known_tokens(intercepted):
        if token != own:
            sent = (request or intercepted.request).with_header("Authorization", f"Bearer {token}")
            response = intercepted.forward(sent)
            if response.status not in (unlike, _REFUSED):
                return response
    return None


def let_in(intercepted: InterceptedRequest, believe: Callable[[str], bool]) -> HttpResponse:
    """Accept a caller who got a 401 and whose Authorization header ``believe`` accepts."""
    response = intercepted.forward()
    remember(intercepted, response)
    operation = intercepted.request.operation
    if response.status != _REFUSED or operation is None or operation.anonymous:
        return response
    if not believe(intercepted.request.header("authorization") or ""):
        return response
    for token in known_tokens(intercepted):
        other = intercepted.forward(intercepted.request.with_header("Authorization", f"Bearer {token}"))
        if other.status != _REFUSED:
            return other
    return response
