"""The question itself, for two schemas on their own."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from contractfirst.contract.document import Document
from contractfirst.contract.place import Place
from contractfirst.diff.schemas.prover import Prover
from contractfirst.diff.schemas.reason import Reason
from contractfirst.diff.schemas.view import View

__all__ = ["Subschema", "SubschemaAnswer", "is_subschema"]


class SubschemaAnswer(StrEnum):
    """``unknown`` is neither proven nor refuted."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Subschema:
    """The answer, with what stands in the way; each reason has the pointers in both schemas."""

    answer: SubschemaAnswer
    reasons: tuple[Reason, ...]


def is_subschema(a: object, b: object) -> Subschema:
    """Return whether every value that ``a`` admits is admitted by ``b`` (JSON Schema 2020-12, plain data).

    ``yes`` is a proof and ``no`` a refutation, but for objects and arrays around the reason of a ``no``,
    which are taken to have values. References lead from the root of either schema.
    """
    prover = Prover(View(""))
    reasons = prover.admits(_place(a), _place(b))
    if not reasons:
        return Subschema(SubschemaAnswer.YES, ())
    refuted = any(reason.definite for reason in reasons)
    return Subschema(SubschemaAnswer.NO if refuted else SubschemaAnswer.UNKNOWN, reasons)


def _place(schema: object) -> Place:
    if not isinstance(schema, dict):
        return Place(Document("schema.json", b"{}"), "/", schema)
    return Place.root(Document(Path("schema.json"), json.dumps(schema).encode()))
