"""Figures, on paper: tiles side by side."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, TableStyle
from reportlab.platypus import Table as PaperTable

from brainstormmsp.reports.document import Figure
from brainstormmsp.reports.pdf.look import CONTENT_WIDTH, FAINT, INK, MUTED, PAPER, TONES
from brainstormmsp.reports.pdf.typeface import BOLD, REGULAR, marked_up
from brainstormmsp.reports.words import moment_text, number_text

__all__ = ["figure_text", "figure_tiles"]

_VALUE = ParagraphStyle("figure", fontName=BOLD, fontSize=20, leading=24, textColor=INK)
_LABEL = ParagraphStyle("figure label", fontName=REGULAR, fontSize=8, leading=10, textColor=MUTED)
# A difference of two percentages is not in percent of anything.
_CHANGE = "_change"
_UNITS = {"percent": " %", "hours": " h", "days": " d"}


def figure_text(figure: Figure) -> str:
    """Return a figure's number with its unit, a dash where there is none."""
    if figure.value is None:
        return "–"
    if figure.name.endswith(_CHANGE):
        return f"{'+' if figure.value > 0 else ''}{number_text(figure.value)}"
    return f"{number_text(figure.value)}{_UNITS.get(figure.unit, '')}"


def _label(figure: Figure) -> str:
    return figure.label if figure.as_of is None else f"{figure.label}, as of {moment_text(figure.as_of)}"


def figure_tiles(figures: Sequence[Figure], columns: int) -> PaperTable:
    """Return figures in rows of so many, each under a line of its colour."""
    rows: list[list[Any]] = []
    style: list[Any] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 8),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEAFTER", (0, 0), (-2, -1), 6, PAPER),
    ]
    for place, figure in enumerate(figures):
        row, column = divmod(place, columns)
        if column == 0:
            rows.append([""] * columns)
        rows[row][column] = [
            Paragraph(marked_up(figure_text(figure), BOLD), _VALUE),
            Paragraph(marked_up(_label(figure)), _LABEL),
        ]
        cell = (column, row)
        style.append(("BACKGROUND", cell, cell, FAINT))
        style.append(("LINEBEFORE", cell, cell, 2.5, TONES[figure.tone]))
    # Paper between the rows, over the coloured lines; that between the columns is under them.
    style.append(("LINEBELOW", (0, 0), (-1, -2), 6, PAPER))
    return PaperTable(rows, colWidths=[CONTENT_WIDTH / columns] * columns, style=TableStyle(style))
