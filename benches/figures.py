"""What was measured, and how it is told."""

from dataclasses import dataclass

__all__ = ["Figure", "Skipped", "told"]


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` in ``unit``; ``peer`` is measured in the same run, and ours is the first of its table."""

    name: str
    value: float
    unit: str
    note: str = ""

    @property
    def less_is_better(self) -> bool:
        return self.unit in {"s", "µs"}


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be measured here, and why."""

    name: str
    reason: str


def told(title: str, rows: list[Figure | Skipped]) -> str:
    """Return a table; the ratio says how many times better the first row is."""
    lines = [title]
    ours = next((row for row in rows if isinstance(row, Figure)), None)
    for row in rows:
        if isinstance(row, Skipped):
            lines.append(f"  {row.name:<44} SKIPPED: {row.reason}")
            continue
        ratio = ""
        if ours is not None and row is not ours and row.unit == ours.unit:
            times = row.value / ours.value if row.less_is_better else ours.value / row.value
            ratio = f"ours is {times:.1f}x as fast" if times >= 1 else f"ours is {1 / times:.1f}x as slow"
        digits = 0 if row.value >= 100 else 2
        lines.append(f"  {row.name:<44}{row.value:>10.{digits}f} {row.unit:<11}{ratio}  {row.note}".rstrip())
    return "\n".join(lines) + "\n"
