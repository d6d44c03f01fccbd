"""The outcome of a run, and its exit code."""

from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum

from contractfirst_conformance.check import Result
from contractfirst_conformance.failure import CheckStatus

__all__ = ["ExitCode", "Outcome"]


class ExitCode(IntEnum):
    """The exit code of the command."""

    PASSED = 0
    FAILED = 1
    INCOMPLETE = 2
    USAGE = 3


@dataclass(slots=True)
class Outcome:
    """The results of a run; ``aborted`` is the reason, in a line, why it ended early.

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
    def counts(self) -> Counter[CheckStatus]:
        return Counter(result.status for result in self.results)

    @property
    def exit_code(self) -> ExitCode:
        """FAILED if a check fails, even when the run is incomplete."""
        counts = self.counts
        if counts[CheckStatus.FAIL]:
            return ExitCode.FAILED
        if (
            self.aborted
            or counts[CheckStatus.ERROR]
            or not (counts[CheckStatus.PASS] or counts[CheckStatus.WAIVED])
        ):
            return ExitCode.INCOMPLETE
        return ExitCode.PASSED
