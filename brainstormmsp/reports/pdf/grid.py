"""Tables, on paper."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, Paragraph, TableStyle
from reportlab.platypus.flowables import Flowable

from brainstormmsp.reports.document import Cell, Column, Table
from brainstormmsp.reports.pdf.look import CONTENT_WIDTH, INK, MUTED, RULE, WORD_TONES
from brainstormmsp.reports.pdf.typeface import BOLD, REGULAR, marked_up, runs, text_width
from brainstormmsp.reports.words import number_text, spoken

__all__ = ["grid"]

_LONGEST_TEXT = 400
_SIZE = 8.0
_LEADING = 10.0
_PADDING = 4.0
_AFTER_NUMBERS = 12.0
_WIDEST_UNBROKEN = 88.0

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
    ("LEFTPADDING", (0, 0), (0, -1), 0),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
]


def grid(table: Table) -> Flowable:
    """Return a table's first rows, its head repeated on every page that it reaches."""
    shown = [(place, column) for place, column in enumerate(table.columns) if column.weight]
    columns = [column for _, column in shown]
    rows = [[row[place] for place, _ in shown] for row in table.rows[: table.most_on_paper]]
    texts = [[_text(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows]
    widths = _widths(columns, texts)
    style: list[Any] = [
        *_STYLE,
        *(
            ("ALIGN", (place, 0), (place, -1), "RIGHT")
            for place, column in enumerate(columns)
            if column.type == "number"
        ),
        *(
            ("RIGHTPADDING", (place, 0), (place, -1), _AFTER_NUMBERS)
            for place, (column, following) in enumerate(pairwise(columns))
            if column.type == "number" and following.type != "number"
        ),
    ]
    lines: list[list[Any]] = [
        [
            Paragraph(marked_up(column.label, BOLD), _HEAD_NUMBER if column.type == "number" else _HEAD)
            for column in columns
        ]
    ]
    for number, (row, row_texts) in enumerate(zip(rows, texts, strict=True), start=1):
        lines.append(
            [
                _cell(text, column, width)
                for text, column, width in zip(row_texts, columns, widths, strict=True)
            ]
        )
        style.extend(_coloured(row, columns, number))
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


def _widths(columns: Sequence[Column], texts: Sequence[Sequence[str]]) -> list[float]:
    """Divide the page's width by the columns' weights, so that no word of a head and no number is broken."""
    widths = [_least_width(columns, texts, place) for place in range(len(columns))]
    loose = set(range(len(columns)))
    while loose:
        room = CONTENT_WIDTH - sum(width for place, width in enumerate(widths) if place not in loose)
        unit = room / sum(columns[place].weight for place in loose)
        tight = {place for place in loose if columns[place].weight * unit < widths[place]}
        if not tight:
            for place in loose:
                widths[place] = columns[place].weight * unit
            return widths
        loose -= tight
    return [width * CONTENT_WIDTH / sum(widths) for width in widths]


def _least_width(columns: Sequence[Column], texts: Sequence[Sequence[str]], place: int) -> float:
    column = columns[place]
    needed = max(text_width(word, BOLD, _HEAD.fontSize) for word in column.label.split())
    if not _wraps(column):
        font = BOLD if column.enumerated else REGULAR
        needed = max([needed, *(text_width(text, font, _SIZE) for text in {row[place] for row in texts})])
    elif column.unbroken:
        longest = max((text_width(row[place], REGULAR, _SIZE) for row in texts), default=0.0)
        needed = max(needed, min(longest, _WIDEST_UNBROKEN))
    following = columns[place + 1].type if place + 1 < len(columns) else "number"
    after = _AFTER_NUMBERS if column.type == "number" and following != "number" else _PADDING
    return needed + _PADDING + after + 1


def _wraps(column: Column) -> bool:
    return column.type == "text" and not column.enumerated


def _cell(text: str, column: Column, width: float) -> str | Paragraph:
    """Return what stands in a cell: plain text where it fits in one line, which is quicker to lay out."""
    if not _wraps(column):
        return text
    plain = all(name == REGULAR for _, name in runs(text, REGULAR)) and text.isprintable()
    if plain and text_width(text, REGULAR, _SIZE) <= width - 2 * _PADDING:
        return text
    return Paragraph(marked_up(text), _CELL)


def _text(cell: Cell, column: Column) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, int | float):
        return number_text(cell)
    if column.type in {"timestamp", "date"}:
        return f"{date.fromisoformat(cell[:10]):%d %b %Y}".lstrip("0")
    if column.enumerated:
        return spoken(cell)
    return cell if len(cell) <= _LONGEST_TEXT else f"{cell[:_LONGEST_TEXT].rstrip()}…"
