"""What was measured, and the bars that it is compared with."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Bar", "Measure", "Row", "Section", "least", "median_ratio", "most", "table"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One value a round, in ``unit``."""

    values: tuple[float, ...]
    unit: str

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def spread(self) -> float:
        """The distance between the least and the greatest value, as a share of the median."""
        return (max(self.values) - min(self.values)) / self.median if self.median else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; ``measure`` is ``None`` for what could not be measured, and ``note`` says why."""

    name: str
    version: str = ""
    measure: Measure | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value that was set as a goal: ``value`` is ``None`` when it could not be measured."""

    name: str
    value: float | None
    relation: Literal["≥", "≤"]
    limit: float
    unit: str = ""
    note: str = ""

    @property
    def passed(self) -> bool | None:
        if self.value is None:
            return None
        return self.value >= self.limit if self.relation == "≥" else self.value <= self.limit


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one table, and the bars that are read from them."""

    title: str
    rows: Sequence[Row]
    bars: Sequence[Bar] = field(default=())


def least(name: str, value: float | None, limit: float, unit: str = "×", note: str = "") -> Bar:
    """Return a bar that is passed from ``limit`` on."""
    return Bar(name, value, "≥", limit, unit, note)


def most(name: str, value: float | None, limit: float, unit: str = "×", note: str = "") -> Bar:
    """Return a bar that is passed up to ``limit``."""
    return Bar(name, value, "≤", limit, unit, note)


def median_ratio(ours: Measure | None, theirs: Measure | None) -> float | None:
    """Return the median of ours over theirs, round by round; ``None`` when either is missing.

    Rounds alternate, so that whatever slows the machine down for a while slows both values of a round.
    """
    if ours is None or theirs is None:
        return None
    return statistics.median(mine / other for mine, other in zip(ours.values, theirs.values, strict=True))


def table(section: Section) -> str:
    """Return a section as text for a terminal."""
    lines = [section.title]
    for row in section.rows:
        label = f"{row.name} {row.version}".rstrip()
        if row.measure is None:
            lines.append(f"  {label:<52} SKIPPED: {row.note}")
            continue
        value = _number(row.measure.median)
        spread = f"± {row.measure.spread / 2:>4.0%}" if len(row.measure.values) > 1 else ""
        lines.append(f"  {label:<52}{value:>10} {row.measure.unit:<10} {spread:<7} {row.note}".rstrip())
    for bar in section.bars:
        lines.append(
            f"    {_result(bar):<7} {bar.name}: {_against(bar)}{'  ' + bar.note if bar.note else ''}"
        )
    return "\n".join(lines) + "\n"


def _result(bar: Bar) -> str:
    return {True: "passed", False: "MISSED", None: "skipped"}[bar.passed]


def _against(bar: Bar) -> str:
    value = "–" if bar.value is None else f"{_number(bar.value)}"
    return f"{value} {bar.relation} {bar.limit:g} {bar.unit}".rstrip()


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 200 else f"{value:.1f}" if value >= 20 else f"{value:.2f}"
