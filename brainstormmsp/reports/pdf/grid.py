"""Tables, on paper."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, Paragraph, TableStyle
from reportlab.platypus.flowables import Flowable

from brainstormmsp.reports.document import Cell, Column, Table
from brainstormmsp.reports.pdf.look import CONTENT_WIDTH, INK, MUTED, RULE, WORD_TONES
from brainstormmsp.reports.pdf.typeface import BOLD, REGULAR, marked_up, runs, text_width
from brainstormmsp.reports.words import number_text, spoken
from brainstormmsp.store import parse_timestamp

__all__ = ["MOST_ROWS", "grid"]

# More of them would be a book; whoever needs them all has the other formats.
MOST_ROWS = 1500

_LONGEST_TEXT = 400
_SIZE = 8.0
_LEADING = 10.0
_PADDING = 4.0

_HEAD = ParagraphStyle("head", fontName=BOLD, fontSize=7.5, leading=9.0, textColor=MUTED)
_HEAD_NUMBER = ParagraphStyle("head number", parent=_HEAD, alignment=TA_RIGHT)
_CELL = ParagraphStyle("cell", fontName=REGULAR, fontSize=_SIZE, leading=_LEADING, textColor=INK)

_STYLE = [
    ("FONT", (0, 0), (-1, -1), REGULAR, _SIZE, _LEADING),
    ("TEXTCOLOR", (0, 0), (-1, -1), INK),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
]


def grid(table: Table) -> Flowable:
    """Return a table's first rows, its head repeated on every page that it reaches."""
    shown = [(place, column) for place, column in enumerate(table.columns) if column.weight]
    unit = CONTENT_WIDTH / sum(column.weight for _, column in shown)
    widths = [column.weight * unit for _, column in shown]
    columns = [column for _, column in shown]
    style: list[Any] = [
        *_STYLE,
        *(
            ("ALIGN", (place, 0), (place, -1), "RIGHT")
            for place, column in enumerate(columns)
            if column.type == "number"
        ),
    ]
    lines: list[list[Any]] = [
        [
            Paragraph(marked_up(column.label, BOLD), _HEAD_NUMBER if column.type == "number" else _HEAD)
            for column in columns
        ]
    ]
    for number, row in enumerate(table.rows[:MOST_ROWS], start=1):
        lines.append(
            [_cell(row[place], column, width) for (place, column), width in zip(shown, widths, strict=True)]
        )
        style.extend(_coloured([row[place] for place, _ in shown], columns, number))
    return LongTable(lines, colWidths=widths, repeatRows=1, style=TableStyle(style))


def _coloured(cells: Sequence[Cell], columns: Sequence[Column], number: int) -> list[Any]:
    found: list[Any] = []
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if column.enumerated and cell in WORD_TONES:
            found.append(("TEXTCOLOR", (place, number), (place, number), WORD_TONES[str(cell)]))
            found.append(("FONTNAME", (place, number), (place, number), BOLD))
        elif column.type == "boolean" and cell is True:
            found.append(("TEXTCOLOR", (place, number), (place, number), WORD_TONES["fail"]))
    return found


def _cell(cell: Cell, column: Column, width: float) -> str | Paragraph:
    """Return what stands in a cell: plain text where it fits in one line, which is quicker to lay out."""
    text = _text(cell, column)
    within = width - 2 * _PADDING - 0.5
    plain = all(name == REGULAR for _, name in runs(text, REGULAR)) and text.isprintable()
    if plain and text_width(text, BOLD if column.enumerated else REGULAR, _SIZE) <= within:
        return text
    return Paragraph(marked_up(text), _CELL)


def _text(cell: Cell, column: Column) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, int | float):
        return number_text(cell)
    if column.type == "timestamp":
        return f"{parse_timestamp(cell):%d %b %Y}".lstrip("0")
    if column.enumerated:
        return spoken(cell)
    return cell if len(cell) <= _LONGEST_TEXT else f"{cell[:_LONGEST_TEXT].rstrip()}…"
