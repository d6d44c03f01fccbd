"""The data of charts, which can be computed, compared and tested without drawing them.

A ``tone`` names a colour by what it means: pass, partial, fail, none, ink, critical, high, medium, low.
"""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Bar", "Chart", "ChartPart", "Ranking", "SharesBar", "SharesChart", "Trend"]


@dataclass(frozen=True, slots=True)
class ChartPart:
    """What one colour of a ``SharesChart`` chart stands for."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class SharesBar:
    """One bar: how many of each part; ``end_label`` is written at its end."""

    label: str
    counts: Sequence[int]
    end_label: str = ""


@dataclass(frozen=True, slots=True)
class SharesChart:
    """Bars of equal length, each divided among the parts."""

    parts: Sequence[ChartPart]
    bars: Sequence[SharesBar]


@dataclass(frozen=True, slots=True)
class Trend:
    """Percentages over time, in order; ``None`` where there was no data."""

    points: Sequence[tuple[str, float | None]]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a ranking; ``end_label`` is written at its end."""

    label: str
    value: float
    tone: str
    end_label: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bars whose length is their value, usually the longest first."""

    bars: Sequence[Bar]


Chart = SharesChart | Trend | Ranking
