"""Counts and percentages of evaluations and remediations, and their trend over time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from brainstormmsp.reports.facts import ReportedEvaluation, ReportedRemediation
from brainstormmsp.reports.period import Period, month_text, short_day_text

__all__ = ["RESULTS", "SEVERITIES", "ResultCounts", "TrendInterval", "by_severity", "course", "percent"]

RESULTS = ("pass", "partial", "fail", "not_applicable")
SEVERITIES = ("critical", "high", "medium", "low")

# A trend of at most this many days has a point per day, respectively per week.
_DAILY = 31
_WEEKLY = 200


def percent(part: float, whole: float) -> float | None:
    """Return a share in percent, rounded to tenths; ``None`` if the total is 0."""
    return None if whole == 0 else round(100 * part / whole, 1)


@dataclass(frozen=True, slots=True)
class ResultCounts:
    """The number of evaluations by result."""

    passed: int = 0
    partial: int = 0
    failed: int = 0
    not_applicable: int = 0

    @classmethod
    def of(cls, evaluations: Iterable[ReportedEvaluation]) -> "ResultCounts":
        """Count evaluations."""
        return cls.counted(Counter(evaluation.result for evaluation in evaluations))

    @classmethod
    def counted(cls, counts: Counter[str]) -> "ResultCounts":
        """Return counts by result as a tally."""
        return cls(*(counts[result] for result in RESULTS))

    @property
    def applicable(self) -> int:
        """The number of applicable evaluations."""
        return self.passed + self.partial + self.failed

    @property
    def pass_rate(self) -> float | None:
        """The percentage of applicable evaluations that passed."""
        return percent(self.passed, self.applicable)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Passed, in part, failed."""
        return (self.passed, self.partial, self.failed)


@dataclass(frozen=True, slots=True)
class TrendInterval:
    """One interval of a trend: its days and its label."""

    first: date
    last: date
    label: str


def buckets(period: Period, until: date) -> list[TrendInterval]:
    """Divide a period, as far as it has passed, into days, weeks (from Monday on) or months."""
    last = min(period.last, until)
    found: list[TrendInterval] = []
    first = period.first
    while first <= last:
        if period.days <= _DAILY:
            end, label = first, short_day_text(first)
        elif period.days <= _WEEKLY:
            end, label = first + timedelta(days=6 - first.weekday()), short_day_text(first)
        else:
            following = first.replace(day=28) + timedelta(days=4)
            end, label = following - timedelta(days=following.day), month_text(first)
        end = min(end, last)
        found.append(TrendInterval(first, end, label))
        first = end + timedelta(days=1)
    return found


def course(
    period: Period, until: date, daily_results: Sequence[tuple[str, str, int]]
) -> list[tuple[TrendInterval, ResultCounts]]:
    """Return the evaluations that were made in each step of a period, counted by result."""
    steps = buckets(period, until)
    counted: list[Counter[str]] = [Counter() for _ in steps]
    place = 0
    for day, result, count in sorted(daily_results):
        made_on = date.fromisoformat(day)
        while place < len(steps) - 1 and made_on > steps[place].last:
            place += 1
        if steps:
            counted[place][result] += count
    return [(step, ResultCounts.counted(counts)) for step, counts in zip(steps, counted, strict=True)]


def by_severity(remediations: Iterable[ReportedRemediation]) -> dict[str, int]:
    """Return the number by severity, the most severe first."""
    counts = Counter(remediation.severity for remediation in remediations)
    return {severity: counts[severity] for severity in SEVERITIES}
