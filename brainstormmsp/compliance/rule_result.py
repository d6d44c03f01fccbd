"""The result of evaluating a rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from brainstormmsp.compliance.populations import Counts

__all__ = ["FAIL", "NOT_APPLICABLE", "PARTIAL", "PASS", "FailingObject", "RulePartResult", "RuleResult"]

PASS = "pass"  # noqa: S105 - a result
PARTIAL = "partial"
FAIL = "fail"
NOT_APPLICABLE = "not_applicable"

_LONGEST_SUMMARY = 1000
# Most failing objects that a detail lists.
_MOST_IDS = 10

# The kind of population that an object belongs to, and its id.
FailingObject = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RulePartResult:
    """The result of one part of a rule; ``pointer`` is its JSON Pointer within the rule (RFC 6901).

    ``counts`` is set for a population; ``observed`` is the number of a comparison, and 1 or 0 for a
    membership. ``failing`` are all objects because of which the part is not met, oldest first.
    """

    pointer: str
    result: str
    confidence: int
    sentence: str
    counts: Counts | None = None
    observed: tuple[str, int] | None = None
    failing: Sequence[FailingObject] = ()

    @property
    def applies(self) -> bool:
        """Whether the part is applicable."""
        return self.result != NOT_APPLICABLE

    def detail(self) -> dict[str, Any]:
        """Return it as the contract's EvaluationDetail."""
        counts = self.counts
        return {
            "pointer": self.pointer,
            "result": self.result,
            "confidence": self.confidence,
            "looked_at_count": None if counts is None else counts.looked_at,
            "satisfied_count": None if counts is None else counts.satisfied,
            "unknown_count": None if counts is None else counts.unknown,
            "failing_ids": None if counts is None else [name for _, name in self.failing[:_MOST_IDS]],
        }

    def observations(self) -> list[tuple[str, int]]:
        """Return what was counted or measured, by name."""
        place = f"{self.pointer[1:]}/" if self.pointer else ""
        if self.observed is not None:
            return [(f"{place}{self.observed[0]}", self.observed[1])]
        if self.counts is not None:
            return [
                (f"{place}looked_at_count", self.counts.looked_at),
                (f"{place}satisfied_count", self.counts.satisfied),
                (f"{place}unknown_count", self.counts.unknown),
            ]
        return []


@dataclass(frozen=True, slots=True)
class RuleResult:
    """The results of a rule's parts, the whole rule first."""

    findings: Sequence[RulePartResult]

    @property
    def result(self) -> str:
        """``pass``, ``partial``, ``fail`` or ``not_applicable``."""
        return self.findings[0].result

    @property
    def confidence(self) -> int:
        """From 0 to 100."""
        return self.findings[0].confidence

    @property
    def summary(self) -> str:
        """The evaluation in one or two sentences, at most a thousand characters."""
        sentence = self.findings[0].sentence
        return sentence if len(sentence) <= _LONGEST_SUMMARY else f"{sentence[: _LONGEST_SUMMARY - 1]}…"

    @property
    def failing(self) -> Sequence[FailingObject]:
        """All objects because of which the rule is not met, each once."""
        return self.findings[0].failing

    @property
    def evidence_ids(self) -> list[str]:
        """The filed evidence that counted, each piece once."""
        found = (
            evidence_id
            for finding in self.findings
            if finding.counts is not None and finding.counts.kind == "evidence"
            for evidence_id in finding.counts.ids(True)
        )
        return list(dict.fromkeys(found))
