"""One check at work: what it may ask of the run, and what it found."""

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import replace
from random import Random
from typing import NoReturn, TypeVar

from contractfirst.contract import Operation
from contractfirst_conformance.check import Check, Failure
from contractfirst_conformance.errors import CannotJudge, Skipped
from contractfirst_conformance.exchange import Exchange, Request
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.target import CALLER, Caller, Target

__all__ = ["Trial"]

Item = TypeVar("Item")
_MOST_SHOWN = 200


class Trial:
    """Handed to every check.

    ``target`` is the server, ``random`` is seeded for this check alone, ``quick`` asks for fewer cases,
    ``fuzz`` says how much may be fuzzed.
    """

    def __init__(
        self,
        check: Check,
        target: Target,
        *,
        seed: int = 1,
        quick: bool = False,
        fuzz: FuzzBudget | None = None,
        tell: Callable[[int, int], None] | None = None,
    ) -> None:
        self.check = check
        self.target = target
        self.seed = seed
        self.random = Random(f"{seed} {check.id}")
        self.quick = quick
        self.fuzz = fuzz or FuzzBudget()
        self.judgements = 0
        self.notes: list[str] = []
        self._failures: dict[str, Failure] = {}
        self._tell = tell or (lambda done, total: None)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What was found so far; the same fault is there once, with its count."""
        return tuple(self._failures.values())

    def expect(
        self,
        kept: object,
        explanation: str,
        *exchanges: Exchange,
        operation: Operation | str | None = None,
        subject: str = "",
    ) -> bool:
        """Judge: when ``kept`` is false the promise is broken, as ``explanation`` says.

        The exchanges are shown beside it. ``operation`` defaults to the last exchange's; ``subject`` tells
        several faults of one check and operation apart and must be the same in every run. Returns whether
        the promise was kept, so that a check goes on or not.
        """
        self.judgements += 1
        if kept:
            return True
        if operation is None:
            operation = next((e.operation for e in reversed(exchanges) if e.operation is not None), None)
        name = operation if isinstance(operation, str) else operation.id if operation is not None else ""
        failure = Failure(self.check.id, self.target.redactor.text(explanation), name, subject)
        seen = self._failures.get(failure.fingerprint)
        if seen is not None:
            self._failures[failure.fingerprint] = replace(seen, count=seen.count + 1)
            return False
        # All are kept, for waivers may let the first ones pass and not the last; only some are shown.
        if len(self._failures) < _MOST_SHOWN:
            failure = replace(failure, evidence=tuple(map(self.target.recorder.evidence, exchanges)))
        self._failures[failure.fingerprint] = failure
        return False

    def fail(
        self,
        explanation: str,
        *exchanges: Exchange,
        operation: Operation | str | None = None,
        subject: str = "",
    ) -> None:
        """Judge that the promise is broken."""
        self.expect(False, explanation, *exchanges, operation=operation, subject=subject)

    def skip(self, reason: str) -> NoReturn:
        """End the check without a verdict, unless it has found failures already."""
        raise Skipped(reason)

    def note(self, text: str) -> None:
        """Say something in the report that is no failure, such as what was left out."""
        self.notes.append(self.target.redactor.text(text))

    def request(self, operation: Operation, *, by: Caller = CALLER, fresh: bool = False) -> Request | None:
        """Return a valid request for an operation; ``None``, with a note, when none can be made."""
        try:
            return self.target.factory.request(operation, by=by, fresh=fresh)
        except CannotJudge as error:
            self.note(f"{operation.id} was left out: {error}")
            return None

    def progress(self, done: int, total: int = 0) -> None:
        """Show how far the check is."""
        self._tell(done, total)

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items and show how far the check is."""
        gathered = items if isinstance(items, Sized) else list(items)
        total = len(gathered)
        for done, item in enumerate(gathered):
            self._tell(done, total)
            yield item
        self._tell(total, total)
