"""Two schemas at the same place of two documents, compared in the direction in which their values travel."""

from collections.abc import Iterator
from enum import Enum

from brainstormmsp.contract.place import Place
from brainstormmsp.diff.change import Verdict
from brainstormmsp.diff.docket import Docket
from brainstormmsp.diff.notes import Notes
from brainstormmsp.diff.rules.schemas import KINDS
from brainstormmsp.diff.schemas.prover import Prover
from brainstormmsp.diff.schemas.reason import Reason
from brainstormmsp.diff.schemas.view import View
from brainstormmsp.diff.wording import path_text, worded

__all__ = ["Direction", "SchemaPairs"]


class Direction(Enum):
    """Which way a value travels; the value is the annotation that hides a property on that way."""

    REQUEST = "readOnly"
    RESPONSE = "writeOnly"


class SchemaPairs:
    """Compares schemas and enters what it finds; a pair that many operations share is compared once."""

    def __init__(self, docket: Docket) -> None:
        self._docket = docket
        self._provers = {direction: Prover(View(direction.value)) for direction in Direction}
        self._notes = Notes(docket, self._provers[Direction.REQUEST].same)

    def same(self, base: Place, head: Place) -> bool:
        """Tell whether two parts of the documents say the same, references followed."""
        return self._provers[Direction.REQUEST].same(base, head)

    def compare(self, base: Place, head: Place, direction: Direction, subject: str, operation: str) -> None:
        """Compare what stands at two places; a schema that is missing admits everything."""
        if self.same(base, head):
            return
        prover = self._provers[direction]
        request = direction is Direction.REQUEST
        lost = prover.admits(base, head)
        won = prover.admits(head, base)
        for reason in lost:
            if request:
                self._bad(reason, subject, operation, request=True)
        for reason in won:
            if not request:
                self._bad(reason, subject, operation, request=False)
        bad, good = (lost, won) if request else (won, lost)
        for reason in _certain(good, bad):
            text = _message(subject, reason, worded(reason, narrowed=not request, request=request))
            rule = "request-widened" if request else "response-narrowed"
            sides = (reason.taker, reason.giver) if request else (reason.giver, reason.taker)
            self._docket.enter(rule, *sides, text, operation, detail=f"{reason.kind} {reason.keyword}")
        self._notes.compare(base, head, subject, operation, request=request)

    def _bad(self, reason: Reason, subject: str, operation: str, *, request: bool) -> None:
        rule = KINDS[reason.kind][0 if request else 1]
        text = _message(subject, reason, worded(reason, narrowed=request, request=request))
        if not reason.definite and reason.kind not in ("open-property", "unsupported", "unproven"):
            text += " (not proven safe)"
        self._docket.enter(
            rule,
            *((reason.giver, reason.taker) if request else (reason.taker, reason.giver)),
            text,
            operation,
            verdict=None if reason.definite else Verdict.RISKY,
            example=reason.example,
            detail=f"{reason.kind} {reason.keyword}",
        )


def _message(subject: str, reason: Reason, text: str) -> str:
    path = path_text(reason.path)
    return f"{subject}: {path}: {text}" if path else f"{subject}: {text}"


def _certain(good: tuple[Reason, ...], bad: tuple[Reason, ...]) -> Iterator[Reason]:
    """Yield what has certainly become better; what may be better or worse is listed as worse only."""
    worse = {(reason.giver.identity, reason.taker.identity) for reason in bad if not reason.definite}
    for reason in good:
        mirrored = reason.taker.identity, reason.giver.identity
        if reason.kind not in ("unsupported", "unproven") and mirrored not in worse:
            yield reason
