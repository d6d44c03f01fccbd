"""Conditional requests: If-None-Match (RFC 9110 section 13.1.2) answered with 304."""

from contractfirst.contract.entity_tags import matches
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.contract.operation import Operation
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage

__all__ = ["conditional_stage", "not_modified"]

# Header fields of the 200 that a 304 repeats, section 15.4.5.
_REPEATED = frozenset({"cache-control", "content-location", "etag", "expires", "vary"})


def not_modified(outcome: EncodedResponse, if_none_match: bytes) -> EncodedResponse:
    """Return a 304 if the client's tags match ``outcome``, else ``outcome`` itself."""
    for name, value in outcome.headers:
        if name.lower() == "etag":
            if matches(if_none_match.decode("latin-1"), value.removeprefix("W/"), weak=True):
                kept = tuple(header for header in outcome.headers if header[0].lower() in _REPEATED)
                return EncodedResponse(304, kept, b"")
            break
    return outcome


def conditional_stage(operation: Operation) -> Stage | None:
    """Return the stage that may replace ``outcome`` by a 304, or ``None`` where none is documented."""
    if operation.method != "GET" or operation.responses.keys().isdisjoint({"304", "3XX"}):
        return None

    def conditional(state: RequestState) -> None:
        if_none_match = state.present.get(b"if-none-match")
        if if_none_match is not None and state.outcome is not None and state.outcome.status == 200:
            state.outcome = not_modified(state.outcome, if_none_match)

    return conditional
