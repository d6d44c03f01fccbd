"""The days that a report covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from brainstormmsp.store import format_timestamp
from contractfirst.contract.problems import BadRequest, Violation

__all__ = ["Period", "day_text", "month_text", "require_begun", "short_day_text"]

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in UTC, from ``first`` to ``last``.

    ``label`` is for people (``Q3 2026``), ``slug`` for file names (``2026-Q3``).
    """

    first: date
    last: date
    label: str
    slug: str

    @classmethod
    def of(cls, period: Mapping[str, object]) -> "Period":
        """Return what the contract's ReportPeriod covers."""
        match period["kind"]:
            case "month":
                year, month = (int(part) for part in str(period["month"]).split("-"))
                return cls._months(year, month, 1, f"{_MONTHS[month - 1]} {year}", str(period["month"]))
            case "quarter":
                year, quarter = (int(part) for part in str(period["quarter"]).split("-Q"))
                label = f"Q{quarter} {year}"
                return cls._months(year, quarter * 3 - 2, 3, label, str(period["quarter"]))
            case _:
                first = date.fromisoformat(str(period["start"]))
                last = first + timedelta(days=int(str(period["days"])) - 1)
                label = day_text(first) if first == last else f"{day_text(first)} – {day_text(last)}"
                return cls(first, last, label, f"{first}-to-{last}")

    @classmethod
    def _months(cls, year: int, month: int, count: int, label: str, slug: str) -> "Period":
        following = year * 12 + month - 1 + count
        return cls(date(year, month, 1), date(following // 12, following % 12 + 1, 1) - _DAY, label, slug)

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    @property
    def since(self) -> str:
        """The start of the first day, in stored form."""
        return _midnight(self.first)

    @property
    def before(self) -> str:
        """The end of the last day (exclusive), in stored form."""
        return _midnight(self.last + _DAY)

    def preceding(self) -> "Period":
        """Return the period of the same length right before this one."""
        first, last = self.first - timedelta(days=self.days), self.first - _DAY
        return Period(first, last, f"{day_text(first)} – {day_text(last)}", f"{first}-to-{last}")


def require_begun(period: Period, now: datetime) -> None:
    """Check that a period has begun.

    Raises:
        BadRequest: it lies in the future (``future_period``).
    """
    if period.since > format_timestamp(now):
        raise BadRequest(
            "The period has not begun.",
            code="future_period",
            errors=[
                Violation(pointer="/period", code="future_period", detail="Must be a period that has begun.")
            ],
        )


def day_text(day: date) -> str:
    """Return a day for people: ``3 October 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day_text(day: date) -> str:
    """Return a day for people, without its year: ``3 Oct``."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def month_text(day: date) -> str:
    """Return a day's month for people: ``Oct 2026``."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def _midnight(day: date) -> str:
    return format_timestamp(datetime.combine(day, time(), UTC))
