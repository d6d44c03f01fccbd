"""The last stage: sending the response."""

from functools import lru_cache

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.server.asgi import Headers, Send
from contractfirst.server.request_state import RequestState

__all__ = ["raw_headers", "send_outcome"]

_BODILESS = frozenset({204, 304})
# Set for each request by the stages; values of a handler or of a replayed response are dropped.
_OURS = frozenset({b"x-request-id", b"ratelimit", b"ratelimit-policy", b"content-length"})


@lru_cache(maxsize=256)
def _raw_name(name: str) -> bytes:
    return name.lower().encode("ascii")


def raw_headers(state: RequestState, outcome: EncodedResponse) -> Headers:
    """Return the response's header fields: the outcome's, then those of the stages."""
    headers: Headers = [
        (raw, value.encode("latin-1"))
        for name, value in outcome.headers
        if (raw := _raw_name(name)) not in _OURS
    ]
    for name, value in state.response_headers:
        headers.append((_raw_name(name), value.encode("latin-1")))
    headers.append((b"x-request-id", state.request_id.encode("ascii")))
    if outcome.replayed:
        headers.append((b"idempotency-replayed", b"true"))
    if outcome.status not in _BODILESS:
        headers.append((b"content-length", str(len(outcome.body)).encode("ascii")))
    return headers


async def send_outcome(state: RequestState, outcome: EncodedResponse, send: Send) -> int:
    """Send the outcome; a HEAD request gets its headers alone (RFC 9110 section 9.3.2).

    Returns how many bytes of content were sent.
    """
    await send(
        {
            "type": "http.response.start",
            "status": outcome.status,
            "headers": raw_headers(state, outcome),
        }
    )
    body = b"" if state.method == "HEAD" or outcome.status in _BODILESS else outcome.body
    await send({"type": "http.response.body", "body": body})
    return len(body)
