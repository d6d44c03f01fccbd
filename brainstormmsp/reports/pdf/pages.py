"""The pages: a cover, and what follows it under a running head."""

from io import BytesIO
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph
from reportlab.platypus.flowables import Flowable

from brainstormmsp.reports.document import ComposedReport
from brainstormmsp.reports.pdf.figures import figure_tiles
from brainstormmsp.reports.pdf.look import (
    ACCENT,
    CONTENT_WIDTH,
    INK,
    MARGIN,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PAPER,
    RULE,
)
from brainstormmsp.reports.pdf.typeface import BOLD, REGULAR, clipped, marked_up, runs, text_width
from brainstormmsp.reports.period import day_text
from brainstormmsp.reports.words import moment_text
from brainstormmsp.store import parse_timestamp

__all__ = ["INSIDE", "Heading", "PageTotal", "Pages"]

_COVER = "cover"
INSIDE = "inside"

_TOTAL = "total"
_HEADING = ParagraphStyle("heading", fontName=BOLD, fontSize=15, leading=19, textColor=INK, spaceAfter=3)
_COVER_BLOCK = 400
_COVER_FIGURES = 4
_PALE = PAPER.clone(alpha=0.72)


class Pages(BaseDocTemplate):
    """Lays the report out; the same document makes the same bytes."""

    def __init__(self, out: BytesIO, document: ComposedReport) -> None:
        super().__init__(
            out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=document.title,
            author=document.organisation,
            subject=f"{document.period.first} to {document.period.last}",
            creator="BrainstormMSP",
            lang="en",
            invariant=1,
        )
        self._document = document
        whole = Frame(MARGIN, MARGIN, CONTENT_WIDTH, PAGE_HEIGHT - 2 * MARGIN, id=_COVER, showBoundary=0)
        below = Frame(
            MARGIN,
            MARGIN + 8,
            CONTENT_WIDTH,
            PAGE_HEIGHT - 2 * MARGIN - 30,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
            id=INSIDE,
        )
        self.addPageTemplates(
            [
                PageTemplate(_COVER, [whole], onPage=self._draw_cover),
                PageTemplate(INSIDE, [below], onPage=self._draw_frame),
            ]
        )

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 - as reportlab calls it
        """Put headings into the outline."""
        if isinstance(flowable, Heading):
            self.canv.bookmarkPage(flowable.name)
            self.canv.addOutlineEntry(flowable.title, flowable.name, 0)

    def _draw_cover(self, canvas: Canvas, _template: object) -> None:
        document = self._document
        # The document's own time, where "invariant" would write the first of January 2000.
        made_at = parse_timestamp(document.generated_at)
        canvas.setDateFormatter(lambda *_: f"D:{made_at:%Y%m%d%H%M%S}Z")
        canvas.saveState()
        canvas.setFillColor(INK)
        canvas.rect(0, PAGE_HEIGHT - _COVER_BLOCK, PAGE_WIDTH, _COVER_BLOCK, stroke=0, fill=1)
        canvas.setFillColor(ACCENT)
        canvas.rect(0, PAGE_HEIGHT - _COVER_BLOCK - 5, PAGE_WIDTH, 5, stroke=0, fill=1)
        top = PAGE_HEIGHT - 62
        _write(canvas, MARGIN, top, clipped(document.organisation, BOLD, 12, CONTENT_WIDTH), BOLD, 12, PAPER)
        y = _draw_paragraph(canvas, document.name, PAGE_HEIGHT - 165, BOLD, 34, PAPER)
        about = document.about
        size = 22 if len(about) <= 60 else 16 if len(about) <= 120 else 12
        y = _draw_paragraph(canvas, about, y - 8, REGULAR, size, PAPER)
        _write(canvas, MARGIN, y - 30, document.period.label, BOLD, 13, _PALE)
        if " " in document.period.label and "–" not in document.period.label:
            days = f"{day_text(document.period.first)} – {day_text(document.period.last)}"
            _write(canvas, MARGIN, y - 48, days, REGULAR, 10.5, _PALE)
        below = _draw_paragraph(canvas, document.headline, PAGE_HEIGHT - _COVER_BLOCK - 42, REGULAR, 14, INK)
        known = sorted(document.figures, key=lambda figure: figure.value is None)[:_COVER_FIGURES]
        tiles = figure_tiles(known, _COVER_FIGURES)
        _, height = tiles.wrapOn(canvas, CONTENT_WIDTH, PAGE_HEIGHT)
        tiles.drawOn(canvas, MARGIN, below - 34 - height)
        as_of = f"As of {moment_text(document.as_of)}, unless stated otherwise"
        _write(canvas, MARGIN, MARGIN + 24, as_of, REGULAR, 9, MUTED)
        made = f"Prepared by {document.organisation} on {moment_text(document.generated_at)}"
        _write(canvas, MARGIN, MARGIN + 12, clipped(made, REGULAR, 9, CONTENT_WIDTH), REGULAR, 9, MUTED)
        _write(canvas, MARGIN, MARGIN, f"Report {document.report_id}", REGULAR, 9, MUTED)
        canvas.restoreState()

    def _draw_frame(self, canvas: Canvas, _template: object) -> None:
        document = self._document
        canvas.saveState()
        y = PAGE_HEIGHT - MARGIN - 2
        period = document.period.label
        room = CONTENT_WIDTH - text_width(period, REGULAR, 8.5) - 20
        head = f"{document.name} · {document.about}"
        _write(canvas, MARGIN, y, clipped(head, REGULAR, 8.5, room), REGULAR, 8.5, MUTED)
        _write(canvas, PAGE_WIDTH - MARGIN, y, period, REGULAR, 8.5, MUTED, at_end=True)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN, y - 7, PAGE_WIDTH - MARGIN, y - 7)
        organisation = clipped(document.organisation, REGULAR, 8.5, CONTENT_WIDTH - 90)
        _write(canvas, MARGIN, MARGIN - 16, organisation, REGULAR, 8.5, MUTED)
        # How many there are is known at the end: the form is drawn by reference, and filled then.
        number = f"Page {canvas.getPageNumber()} of "
        x = PAGE_WIDTH - MARGIN - 14
        _write(canvas, x, MARGIN - 16, number, REGULAR, 8.5, MUTED, at_end=True)
        canvas.translate(x, MARGIN - 16)
        canvas.doForm(_TOTAL)
        canvas.restoreState()


class Heading(Paragraph):
    """The beginning of a section, which the outline names; ``name`` is what links call it."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(marked_up(title, BOLD), _HEADING)
        self.name = name
        self.title = title


class PageTotal(Flowable):
    """The end: fills in the number of pages, wherever it is drawn by reference."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Take no room."""
        return (0, 0)

    def draw(self) -> None:
        """Define the form."""
        canvas: Canvas = self.canv
        canvas.beginForm(_TOTAL, 0, -4, 40, 12)
        canvas.setFont(REGULAR, 8.5)
        canvas.setFillColor(MUTED)
        canvas.drawString(0, 0, str(canvas.getPageNumber()))
        canvas.endForm()


def _draw_paragraph(canvas: Canvas, text: str, top: float, font: str, size: float, color: Any) -> float:
    """Draw a paragraph that begins at ``top``; return where it ends."""
    style = ParagraphStyle("cover", fontName=font, fontSize=size, leading=size * 1.25, textColor=color)
    paragraph = Paragraph(marked_up(text, font), style)
    _, height = paragraph.wrapOn(canvas, CONTENT_WIDTH, PAGE_HEIGHT)
    paragraph.drawOn(canvas, MARGIN, top - height)
    return float(top - height)


def _write(
    canvas: Canvas, x: float, y: float, text: str, font: str, size: float, color: Any, *, at_end: bool = False
) -> None:
    canvas.setFillColor(color)
    if at_end:
        x -= text_width(text, font, size)
    for run, name in runs(text, font):
        canvas.setFont(name, size)
        canvas.drawString(x, y, run)
        x += text_width(run, name, size)
