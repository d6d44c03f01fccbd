"""The content of a report in any format: figures, tables, and the charts of the tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from brainstormmsp.reports.charts import Chart
from brainstormmsp.reports.period import Period

__all__ = ["Cell", "Column", "ComposedReport", "Figure", "ReportSubject", "Table"]

Cell = str | int | float | bool | None

# The PDF shows at most this many rows of a table; the other formats have all of them.
MOST_ON_PAPER = 1500
_LONGEST_NAME = 200
_LONGEST_CELL = 10_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that matters; ``unit`` is count, percent, score, hours, days or bytes.

    ``value`` is ``None`` where there was nothing to compute it from. ``as_of`` is its time in stored form if
    that is not the report's. ``tone`` colours it on paper.
    """

    name: str
    label: str
    value: int | float | None
    unit: str = "count"
    tone: str = "ink"
    as_of: str | None = None

    def data(self, as_of: str) -> dict[str, Any]:
        """Return the contract's ReportFigure, in a report as of this time."""
        return {
            "name": self.name,
            "label": self.label,
            "value": self.value,
            "unit": self.unit,
            "as_of": self.as_of or as_of,
        }


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``type`` is text, number, boolean, date, timestamp or id.

    ``weight`` is its share of the page's width, 0 where paper leaves it out. What is ``enumerated`` is a word
    of the contract's, which paper spells as people do; what is ``unbroken`` stays in one line if it can.
    """

    name: str
    label: str
    type: str = "text"
    weight: float = 1.0
    enumerated: bool = False
    unbroken: bool = False

    def data(self) -> dict[str, Any]:
        """Return the contract's ReportColumn."""
        return {"name": self.name, "label": self.label, "type": self.type}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading.

    ``as_of`` is its time in stored form if that is not the report's. On paper ``note`` explains it, ``chart``
    is drawn above it, and ``empty`` stands in place of no rows; ``most_on_paper`` rows are shown there, with
    ``only_chart`` none.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    empty: str = "There is nothing to report in this period."
    chart: Chart | None = None
    only_chart: bool = False
    most_on_paper: int = MOST_ON_PAPER
    as_of: str | None = None

    def data(self, as_of: str) -> dict[str, Any]:
        """Return the contract's ReportTable, in a report as of this time."""
        return {
            "name": self.name,
            "title": self.title,
            "as_of": self.as_of or as_of,
            "columns": [column.data() for column in self.columns],
            "rows": [[_clipped(cell) for cell in row] for row in self.rows],
        }


@dataclass(frozen=True, slots=True)
class ReportSubject:
    """The client of a report on a single client."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ComposedReport:
    """A report. ``organisation`` is the MSP's name, ``generated_at`` when the data was read, in stored form.

    ``headline`` says the most important thing in a sentence or two. The first table is the CSV;
    ``paper_order`` names the tables in their order in the PDF.
    """

    report_id: str
    type: str
    name: str
    headline: str
    organisation: str
    subject: ReportSubject | None
    period: Period
    generated_at: str
    figures: Sequence[Figure] = field(default_factory=tuple)
    tables: Sequence[Table] = field(default_factory=tuple)
    paper_order: Sequence[str] = field(default_factory=tuple)

    @property
    def paper_tables(self) -> list[Table]:
        """The tables in the order of the PDF; those that ``paper_order`` does not name come last."""
        places = {name: place for place, name in enumerate(self.paper_order)}
        return sorted(self.tables, key=lambda table: places.get(table.name, len(places)))

    @property
    def as_of(self) -> str:
        """The time that the report describes: the period's end, or ``generated_at`` if that is earlier."""
        return min(self.period.before, self.generated_at)

    @property
    def about(self) -> str:
        """The name of the client, or of the organisation."""
        return "All clients" if self.subject is None else self.subject.name

    @property
    def title(self) -> str:
        """The report's name and subject."""
        title = f"{self.name}: {'all clients' if self.subject is None else self.subject.name}"
        return title if len(title) <= _LONGEST_NAME else f"{title[: _LONGEST_NAME - 1].rstrip()}…"

    def data(self) -> dict[str, Any]:
        """Return the contract's ReportDocument."""
        data: dict[str, Any] = {
            "report_id": self.report_id,
            "type": self.type,
            "title": self.title,
            "organisation": self.organisation,
        }
        if self.subject is not None:
            data["client"] = {"id": self.subject.id, "name": self.subject.name}
        return data | {
            "period_from": self.period.first.isoformat(),
            "period_to": self.period.last.isoformat(),
            "as_of": self.as_of,
            "generated_at": self.generated_at,
            "figures": [figure.data(self.as_of) for figure in self.figures],
            "tables": [table.data(self.as_of) for table in self.tables],
        }


def _clipped(cell: Cell) -> Cell:
    return cell[:_LONGEST_CELL] if isinstance(cell, str) else cell
