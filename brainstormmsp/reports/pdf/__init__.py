"""Reports as PDF: drawn with reportlab, by itself reproducible to the byte.

Import it where a PDF is made and not before: it takes a third of a second.
"""

from io import BytesIO
from threading import Lock

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, KeepTogether, NextPageTemplate, PageBreak, Paragraph, Spacer
from reportlab.platypus.flowables import Flowable

from brainstormmsp.reports.document import ComposedReport, Table
from brainstormmsp.reports.pdf.drawings import draw
from brainstormmsp.reports.pdf.figures import figure_tiles
from brainstormmsp.reports.pdf.grid import grid
from brainstormmsp.reports.pdf.look import INK, MUTED
from brainstormmsp.reports.pdf.pages import INSIDE, Heading, Pages, PageTotal
from brainstormmsp.reports.pdf.typeface import REGULAR, marked_up, register_fonts

__all__ = ["pdf_bytes"]

_NOTE = ParagraphStyle("note", fontName=REGULAR, fontSize=9, leading=12, textColor=MUTED, spaceAfter=8)
_LEAD = ParagraphStyle("lead", fontName=REGULAR, fontSize=11, leading=15, textColor=INK, spaceAfter=12)
_BETWEEN = 22
_FEW_ROWS = 12
_LEAST_ROOM = 160
_TILES = (4, 5, 3)

# reportlab keeps fonts and styles for the whole process, and was not made for two threads.
_one_at_a_time = Lock()


def pdf_bytes(document: ComposedReport) -> bytes:
    """Return the report as PDF: cover, figures, then each table with its chart."""
    with _one_at_a_time:
        register_fonts()
        out = BytesIO()
        story: list[Flowable] = [
            NextPageTemplate(INSIDE),
            PageBreak(),
            Heading("glance", "At a glance"),
            Paragraph(marked_up(document.headline), _LEAD),
            figure_tiles(document.figures, _columns(len(document.figures))),
        ]
        for table in document.paper_tables:
            story += [Spacer(0, _BETWEEN), *_section(table)]
        Pages(out, document).build([*story, PageTotal()])
        return out.getvalue()


def _columns(count: int) -> int:
    """Return how many tiles stand side by side, so that the last row is full if it can be."""
    return next((columns for columns in _TILES if count % columns == 0), _TILES[0])


def _section(table: Table) -> list[Flowable]:
    notes = [table.note] if table.note and table.rows else []
    if len(table.rows) > table.most_on_paper and not table.only_chart:
        notes.append(
            f"The first {table.most_on_paper:,} of {len(table.rows):,}; the report's JSON format has all."
        )
    begun: list[Flowable] = [Heading(table.name, table.title)]
    if notes:
        begun.append(Paragraph(marked_up(" ".join(notes)), _NOTE))
    if not table.rows:
        return [KeepTogether([*begun, Paragraph(marked_up(table.empty), _NOTE)])]
    drawing = None if table.chart is None else draw(table.chart)
    if drawing is not None:
        begun += [drawing, Spacer(0, 10)]
    if table.only_chart:
        return [KeepTogether(begun)]
    if min(len(table.rows), table.most_on_paper) <= _FEW_ROWS:
        return [KeepTogether([*begun, grid(table)])]
    return [CondPageBreak(_LEAST_ROOM), KeepTogether(begun), grid(table)]
