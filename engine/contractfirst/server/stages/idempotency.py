"""Idempotency keys: recognising a retry by the fingerprint of the request."""

import re
from collections.abc import Sequence
from hashlib import sha256

import orjson

from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import Violation
from contractfirst.protocols import Idempotency
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage

__all__ = ["fingerprint", "idempotency_stage", "key_violations"]

_NAME = "Idempotency-Key"
_KEY = re.compile(rb"[\x21-\x7e]{1,255}").fullmatch


def key_violations(state: RequestState, known: Sequence[Violation]) -> list[Violation]:
    """Return violations of the Idempotency-Key header, unless ``known`` has one already."""
    key = state.present.get(b"idempotency-key")
    if key is None or any(violation.parameter == _NAME for violation in known):
        return []
    if b"idempotency-key" in state.duplicated:
        return [Violation("duplicate_header", "Send exactly one Idempotency-Key header.", parameter=_NAME)]
    if not _KEY(key):
        return [Violation("pattern", "Must be 1 to 255 visible ASCII characters.", parameter=_NAME)]
    return []


def idempotency_stage(operation: Operation) -> Stage | None:
    """Return the stage that sets ``idempotency``, or ``None`` where the operation takes no key."""
    if not operation.takes_idempotency_key:
        return None

    def note_key(state: RequestState) -> None:
        key = state.present.get(b"idempotency-key")
        if key is not None:
            state.idempotency = Idempotency(key.decode("ascii"), fingerprint(state))

    return note_key


def fingerprint(state: RequestState) -> str:
    """Return a digest that is equal for requests with equal method, target, client and decoded body."""
    body = state.decoded_body
    payload = body if isinstance(body, bytes) else orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    client_id = state.principal.client_id if state.principal is not None else ""
    digest = sha256()
    for part in (state.method, state.path, state.query, client_id):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    digest.update(payload)
    return digest.hexdigest()
