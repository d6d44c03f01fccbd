"""Idempotency keys: what one stands for, so that a retry is told from a new request."""

import re
from collections.abc import Sequence
from hashlib import sha256

import orjson

from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import Violation
from contractfirst.server.passage import Passage
from contractfirst.server.ports import Idempotency
from contractfirst.server.stages import Stage

__all__ = ["fingerprint", "idempotency_stage", "key_violations"]

_NAME = "Idempotency-Key"
_KEY = re.compile(rb"[\x21-\x7e]{1,255}").fullmatch


def key_violations(passage: Passage, known: Sequence[Violation]) -> list[Violation]:
    """Return what is wrong with the Idempotency-Key header, unless ``known`` says it already."""
    key = passage.present.get(b"idempotency-key")
    if key is None or any(violation.parameter == _NAME for violation in known):
        return []
    if b"idempotency-key" in passage.doubled:
        return [Violation("doubled", "There may be one Idempotency-Key header only.", parameter=_NAME)]
    if not _KEY(key):
        return [Violation("pattern", "It must be 1 to 255 visible ASCII characters.", parameter=_NAME)]
    return []


def idempotency_stage(operation: Operation) -> Stage | None:
    """Return the stage that sets ``idempotency``, or ``None`` where the operation takes no key."""
    if not operation.takes_idempotency_key:
        return None

    def note_key(passage: Passage) -> None:
        key = passage.present.get(b"idempotency-key")
        if key is not None:
            passage.idempotency = Idempotency(key.decode("ascii"), fingerprint(passage))

    return note_key


def fingerprint(passage: Passage) -> str:
    """Return a digest of everything that makes two requests the same request, whatever their spelling."""
    body = passage.decoded_body
    payload = body if isinstance(body, bytes) else orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    client_id = passage.principal.client_id if passage.principal is not None else ""
    digest = sha256()
    for part in (passage.method, passage.path, passage.query, client_id):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    digest.update(payload)
    return digest.hexdigest()
