"""A whole run's outcome, and the exit code that it means."""

from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum

from contractfirst_conformance.check import Result, Verdict

__all__ = ["ExitCode", "Outcome"]


class ExitCode(IntEnum):
    """What the process tells its caller."""

    KEPT = 0
    BROKEN = 1
    UNJUDGED = 2
    USAGE = 3


@dataclass(slots=True)
class Outcome:
    """What a run found; ``aborted`` says in a line why it did not come to its end.

    ``matrix`` holds, for each operation, the statuses it documents and how often each was seen; an
    undocumented one that was seen has a negative count.
    """

    title: str
    url: str
    document: str
    seed: int
    started: float
    results: list[Result] = field(default_factory=list)
    aborted: str = ""
    seconds: float = 0.0
    exchanges: int = 0
    waited: float = 0.0
    matrix: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[Verdict]:
        return Counter(result.verdict for result in self.results)

    @property
    def exit_code(self) -> ExitCode:
        """A broken promise weighs more than what could not be judged."""
        counts = self.counts
        if counts[Verdict.FAIL]:
            return ExitCode.BROKEN
        if self.aborted or counts[Verdict.ERROR] or not (counts[Verdict.PASS] or counts[Verdict.WAIVED]):
            return ExitCode.UNJUDGED
        return ExitCode.KEPT
