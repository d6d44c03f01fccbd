"""What careless servers do with identity: take a caller for another one that is known."""

from collections.abc import Callable

from contractfirst_conformance.exchange import Request, Response
from defects.defect import Passage

__all__ = ["as_known", "known_tokens", "let_in", "remember"]

_REFUSED = 401


def known_tokens(passage: Passage) -> list[str]:
    """Return the tokens that were let in so far, the oldest first."""
    tokens: list[str] = passage.memory.setdefault("tokens", [])
    return tokens


def remember(passage: Passage, response: Response) -> None:
    """Keep the token of a request that was let in."""
    scheme, _, token = (passage.request.header("authorization") or "").partition(" ")
    tokens = known_tokens(passage)
    if scheme == "Bearer" and response.status not in (_REFUSED, 403) and token and token not in tokens:
        tokens.append(token)


def as_known(passage: Passage, request: Request | None = None, *, unlike: int) -> Response | None:
    """Send the request as others who were let in, until one is not answered ``unlike``."""
    own = (passage.request.header("authorization") or "").partition(" ")[2]
    for token in known_tokens(passage):
        if token != own:
            sent = (request or passage.request).with_header("Authorization", f"Bearer {token}")
            response = passage.forward(sent)
            if response.status not in (unlike, _REFUSED):
                return response
    return None


def let_in(passage: Passage, believe: Callable[[str], bool]) -> Response:
    """Let in whoever is refused by 401 and whose Authorization header ``believe`` takes."""
    response = passage.forward()
    remember(passage, response)
    operation = passage.request.operation
    if response.status != _REFUSED or operation is None or operation.anonymous:
        return response
    if not believe(passage.request.header("authorization") or ""):
        return response
    for token in known_tokens(passage):
        other = passage.forward(passage.request.with_header("Authorization", f"Bearer {token}"))
        if other.status != _REFUSED:
            return other
    return response
