"""Charts, drawn."""

from collections.abc import Sequence
from functools import singledispatch

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color

from brainstormmsp.reports.charts import Chart, ChartPart, Ranking, SharesChart, Trend
from brainstormmsp.reports.pdf.look import ACCENT, CONTENT_WIDTH, INK, MUTED, PAPER, RULE, TONES
from brainstormmsp.reports.pdf.typeface import BOLD, REGULAR, clipped, runs, text_width
from brainstormmsp.reports.words import number_text

__all__ = ["draw"]

_LABELS = 8.5
_SMALL = 7.5
_ROW = 20
_BAR = 12
_LABEL_WIDTH = 150
_TOLD_WIDTH = 52
_LEGEND = 20
_RANKING_LABEL_WIDTH = 235
_RANKING_TOLD_WIDTH = 92
_TREND_HEIGHT = 150
_MOST_TREND_LABELS = 9
_DOT = 2.2


@singledispatch
def draw(chart: Chart) -> Drawing | None:
    """Return a chart as a drawing as wide as the page's content, ``None`` where there is nothing to draw."""
    raise TypeError(chart)


@draw.register
def _(chart: SharesChart) -> Drawing | None:
    bars = [bar for bar in chart.bars if sum(bar.counts)]
    if not bars:
        return None
    height = _LEGEND + _ROW * len(bars)
    drawing = Drawing(CONTENT_WIDTH, height)
    _draw_legend(drawing, chart.parts, height - 9)
    width = CONTENT_WIDTH - _LABEL_WIDTH - _TOLD_WIDTH
    for place, bar in enumerate(bars):
        y = height - _LEGEND - _ROW * (place + 1) + (_ROW - _BAR) / 2
        _write(drawing, 0, y + 3, clipped(bar.label, REGULAR, _LABELS, _LABEL_WIDTH - 10), INK)
        x = float(_LABEL_WIDTH)
        for part, count in zip(chart.parts, bar.counts, strict=True):
            share = width * count / sum(bar.counts)
            if not count:
                continue
            _fill(drawing, x, y, share, _BAR, TONES[part.tone])
            text = f"{count:,}"
            if text_width(text, BOLD, _SMALL) + 6 <= share:
                light = part.tone in {"partial", "none"}
                _write(drawing, x + share / 2, y + 3.4, text, INK if light else PAPER, BOLD, _SMALL, "middle")
            x += share
        _write(drawing, CONTENT_WIDTH, y + 3, bar.end_label, INK, BOLD, _LABELS, "end")
    return drawing


@draw.register
def _(chart: Ranking) -> Drawing | None:
    longest = max((bar.value for bar in chart.bars), default=0)
    if longest <= 0:
        return None
    height = _ROW * len(chart.bars)
    drawing = Drawing(CONTENT_WIDTH, height)
    width = CONTENT_WIDTH - _RANKING_LABEL_WIDTH - _RANKING_TOLD_WIDTH
    for place, bar in enumerate(chart.bars):
        y = height - _ROW * (place + 1) + (_ROW - _BAR) / 2
        _write(drawing, 0, y + 3, clipped(bar.label, REGULAR, _LABELS, _RANKING_LABEL_WIDTH - 10), INK)
        length = width * bar.value / longest
        if length:
            _fill(drawing, _RANKING_LABEL_WIDTH, y, max(length, 1), _BAR, TONES[bar.tone])
        _write(drawing, _RANKING_LABEL_WIDTH + length + 6, y + 3, bar.end_label, MUTED, REGULAR, _LABELS)
    return drawing


@draw.register
def _(chart: Trend) -> Drawing | None:
    if all(value is None for _, value in chart.points):
        return None
    drawing = Drawing(CONTENT_WIDTH, _TREND_HEIGHT)
    left, right, bottom, top = 32.0, CONTENT_WIDTH - 40, 20.0, _TREND_HEIGHT - 12.0
    for mark in (0, 25, 50, 75, 100):
        y = bottom + (top - bottom) * mark / 100
        drawing.add(Line(left, y, right, y, strokeColor=RULE, strokeWidth=0.8 if mark == 0 else 0.4))
        _write(drawing, left - 6, y - 2.5, f"{mark} %", MUTED, REGULAR, _SMALL, "end")
    step = (right - left) / max(1, len(chart.points) - 1)
    places = [
        (left + step * place, bottom + (top - bottom) * value / 100, value)
        for place, (_, value) in enumerate(chart.points)
        if value is not None
    ]
    line = [number for x, y, _ in places for number in (x, y)]
    if len(places) > 1:
        shade = Color(ACCENT.red, ACCENT.green, ACCENT.blue, alpha=0.10)
        under = [places[0][0], bottom, *line, places[-1][0], bottom]
        drawing.add(Polygon(under, fillColor=shade, strokeColor=None, strokeWidth=0))
        drawing.add(PolyLine(line, strokeColor=ACCENT, strokeWidth=1.6, strokeLineJoin=1))
    for x, y, _ in places:
        drawing.add(Circle(x, y, _DOT, fillColor=PAPER, strokeColor=ACCENT, strokeWidth=1.2))
    x, y, value = places[-1]
    _write(drawing, x + 7, y - 3, f"{number_text(value)} %", INK, BOLD, _LABELS)
    _label_steps(drawing, [label for label, _ in chart.points], left, step)
    return drawing


def _label_steps(drawing: Drawing, labels: Sequence[str], left: float, step: float) -> None:
    """Name the steps of a trend, as many as there is room for, the first and the last included."""
    apart = max(1, -(-(len(labels) - 1) // (_MOST_TREND_LABELS - 1)))
    last = len(labels) - 1
    for place, label in enumerate(labels):
        crowds_last = place != last and last - place < apart
        if place == last or (place % apart == 0 and not crowds_last):
            _write(drawing, left + step * place, 5, label, MUTED, REGULAR, _SMALL, "middle")


def _draw_legend(drawing: Drawing, parts: Sequence[ChartPart], y: float) -> None:
    x = float(_LABEL_WIDTH)
    for part in parts:
        _fill(drawing, x, y, 7, 7, TONES[part.tone])
        _write(drawing, x + 11, y + 0.6, part.label, MUTED, REGULAR, _SMALL)
        x += 11 + text_width(part.label, REGULAR, _SMALL) + 16


def _fill(drawing: Drawing, x: float, y: float, width: float, height: float, color: Color) -> None:
    rectangle = Rect(x, y, width, height)
    rectangle.fillColor, rectangle.strokeColor, rectangle.strokeWidth = color, PAPER, 0.6
    drawing.add(rectangle)


def _write(
    drawing: Drawing,
    x: float,
    y: float,
    text: str,
    color: Color,
    font: str = REGULAR,
    size: float = _LABELS,
    anchor: str = "start",
) -> None:
    """Write a text that begins, ends or has its middle at ``x``."""
    width = text_width(text, font, size)
    x -= {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    for run, name in runs(text, font):
        drawing.add(String(x, y, run, fontName=name, fontSize=size, fillColor=color))
        x += text_width(run, name, size)
