"""Two schemas at the same place of two documents, compared in the direction in which their values travel."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from contractfirst.contract.direction import Direction
from contractfirst.contract.place import Place
from contractfirst.diff.change import ChangeSeverity
from contractfirst.diff.change_collector import ChangeCollector
from contractfirst.diff.notes import followed, notes
from contractfirst.diff.rules.schemas import KINDS
from contractfirst.diff.schemas.prover import Prover
from contractfirst.diff.schemas.reason import Reason
from contractfirst.diff.schemas.sameness import Sameness
from contractfirst.diff.schemas.view import Key, View, key_of
from contractfirst.diff.wording import path_text, worded

__all__ = ["SchemaPairs"]


@dataclass(frozen=True, slots=True)
class _SchemaChange:
    """A change apart from the operations that it touches; the message follows their subject."""

    rule: str
    base: Place
    head: Place
    message: str
    severity: ChangeSeverity | None = None
    example: str = ""
    detail: str = ""


class SchemaPairs:
    """Compares schemas and enters what it finds; a pair that many operations share is compared once."""

    def __init__(self, collector: ChangeCollector, annotations: Collection[str]) -> None:
        """``annotations`` are those of readOnly and writeOnly that the documents use.

        ``same`` returns whether two parts of the documents are equal, references followed.
        """
        self._collector = collector
        self._provers = {
            direction: Prover(View(direction.value if direction.value in annotations else ""))
            for direction in Direction
        }
        plain = View("")
        self.same = Sameness(plain, plain)
        self._found: dict[tuple[Key, Key, Direction], list[_SchemaChange]] = {}

    def compare(self, base: Place, head: Place, direction: Direction, subject: str, operation: str) -> None:
        """Compare what stands at two places; a schema that is missing admits everything."""
        base, head = followed(base), followed(head)
        key = key_of(base), key_of(head), direction
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = (
                [] if self.same(base, head) else list(self._compare(base, head, direction))
            )
        for each in found:
            self._collector.add(
                each.rule,
                each.base,
                each.head,
                f"{subject}: {each.message}",
                operation,
                severity=each.severity,
                example=each.example,
                detail=each.detail,
            )

    def _compare(self, base: Place, head: Place, direction: Direction) -> Iterator[_SchemaChange]:
        prover = self._provers[direction]
        request = direction is Direction.REQUEST
        lost, won = prover.admits(base, head), prover.admits(head, base)
        bad, good = (lost, won) if request else (won, lost)
        for reason in bad:
            yield _bad(reason, request=request)
        for reason in _certain(good, bad):
            text = _message(reason, worded(reason, narrowed=not request, request=request))
            rule = "request-widened" if request else "response-narrowed"
            sides = (reason.taker, reason.giver) if request else (reason.giver, reason.taker)
            yield _SchemaChange(rule, *sides, text, detail=f"{reason.kind} {reason.keyword}")
        for note in notes(base, head, self.same, request=request):
            yield _SchemaChange(note.rule, note.base, note.head, note.message, note.severity)


def _bad(reason: Reason, *, request: bool) -> _SchemaChange:
    text = _message(reason, worded(reason, narrowed=request, request=request))
    if not reason.definite and reason.kind not in ("open-property", "unsupported", "unproven"):
        text += " (not proven safe)"
    sides = (reason.giver, reason.taker) if request else (reason.taker, reason.giver)
    return _SchemaChange(
        KINDS[reason.kind][0 if request else 1],
        *sides,
        text,
        None if reason.definite else ChangeSeverity.RISKY,
        reason.example,
        f"{reason.kind} {reason.keyword}",
    )


def _message(reason: Reason, text: str) -> str:
    path = path_text(reason.path)
    return f"{path}: {text}" if path else text


def _certain(good: tuple[Reason, ...], bad: tuple[Reason, ...]) -> Iterator[Reason]:
    """Yield what has certainly become better; what may be better or worse is listed as worse only."""
    worse = {(reason.giver.identity, reason.taker.identity) for reason in bad if not reason.definite}
    for reason in good:
        mirrored = reason.taker.identity, reason.giver.identity
        if reason.kind not in ("unsupported", "unproven") and mirrored not in worse:
            yield reason
