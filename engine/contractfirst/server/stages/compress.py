"""Content codings of responses: gzip, and br where brotli is installed (RFC 9110 sections 8.4 and 12.5.3)."""

import gzip
from collections.abc import Callable, Mapping

from contractfirst.contract.entity_tags import coded_tag
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.contract.operation import Operation
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage

try:
    import brotli  # type: ignore[import-untyped,import-not-found,unused-ignore]  # optional, without types
except ModuleNotFoundError:
    brotli = None

__all__ = ["chosen_coding", "compress_stage", "compressed"]

LEAST_BYTES = 1024
"""Shorter content hardly becomes shorter."""

MOST_BYTES = 4 * 1024 * 1024
"""Longer content would hold up other requests."""

_TYPES = ("application/json", "text/")

Compress = Callable[[bytes], bytes]


def _gzip(body: bytes) -> bytes:
    # Without a time, the same content has the same bytes, as its strong tag says.
    return gzip.compress(body, compresslevel=6, mtime=0)


def _brotli(body: bytes) -> bytes:
    coded: bytes = brotli.compress(body, quality=5)
    return coded


CODINGS: Mapping[str, Compress] = {"gzip": _gzip} if brotli is None else {"br": _brotli, "gzip": _gzip}
"""What a response may be coded in, the preferred one first."""


def chosen_coding(accept_encoding: str) -> str | None:
    """Return the acceptable coding with the highest weight, ``None`` for the content as it is."""
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        name, _, parameter = part.partition(";")
        _, _, weight = parameter.partition("=")
        try:
            weights[name.strip()] = float(weight) if weight else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    others = weights.get("*", 0.0)
    offered = {name: weights.get(name, others) for name in CODINGS}
    best = max(offered, key=lambda name: offered[name])
    return best if offered[best] > 0 and offered[best] >= weights.get("identity", 0.0) else None


def compressed(outcome: EncodedResponse, coding: str | None) -> EncodedResponse:
    """Return the response in a coding, or as it is where that is of no use; both say that it may vary."""
    fields = {name.lower(): value for name, value in outcome.headers}
    if outcome.status != 200 or not fields.get("content-type", "").startswith(_TYPES):
        return outcome
    varying = (*outcome.headers, ("Vary", "Accept-Encoding"))
    if coding is None or not LEAST_BYTES <= len(outcome.body) <= MOST_BYTES:
        return EncodedResponse(outcome.status, varying, outcome.body, outcome.replayed)
    headers = tuple(
        (name, coded_tag(value, coding)) if name.lower() == "etag" else (name, value)
        for name, value in varying
    )
    body = CODINGS[coding](outcome.body)
    return EncodedResponse(outcome.status, (*headers, ("Content-Encoding", coding)), body, outcome.replayed)


def compress_stage(operation: Operation) -> Stage | None:
    """Return the stage that codes ``outcome``; ``None`` where responses may hold secrets.

    Those of GET hold none. Others are answers to what was sent, so that their length in a coding could
    betray a secret beside it.
    """
    if operation.method != "GET" or operation.anonymous:
        return None

    def compress(state: RequestState) -> None:
        if state.outcome is not None:
            accepted = state.present.get(b"accept-encoding")
            coding = None if accepted is None else chosen_coding(accepted.decode("latin-1"))
            state.outcome = compressed(state.outcome, coding)

    return compress
