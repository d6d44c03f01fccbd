"""The rows over sockets as a picture (SVG 1.1)."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from benches.figures import Row, Section

__all__ = ["plot"]

_WIDTH, _LABEL, _BAR, _GAP, _TITLE = 860, 300, 20, 6, 34
_OURS, _THEIRS = "#0b7285", "#adb5bd"


def plot(sections: Sequence[Section], caption: str) -> str:
    """Return horizontal bars, a group a section, each to its own scale; the first row of each is ours."""
    parts: list[str] = []
    top = 16
    for section in sections:
        rows = [row for row in section.rows if row.measure is not None]
        parts.append(f'<text x="12" y="{top + 18}" font-weight="bold">{escape(section.title)}</text>')
        top += _TITLE
        longest = max(row.measure.median for row in rows if row.measure is not None)
        for number, row in enumerate(rows):
            parts += _bar(row, top, longest, _OURS if number == 0 else _THEIRS)
            top += _BAR + _GAP
        top += 14
    parts.append(f'<text x="12" y="{top + 6}" fill="#495057" font-size="12">{escape(caption)}</text>')
    height = top + 22
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="14" role="img">'
    )
    background = f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>'
    return "\n".join([head, f"<title>{escape(caption)}</title>", background, *parts, "</svg>", ""])


def _bar(row: Row, top: int, longest: float, colour: str) -> list[str]:
    assert row.measure is not None
    length = (_WIDTH - _LABEL - 150) * row.measure.median / longest
    middle = top + _BAR - 5
    value = f"{row.measure.median:,.0f} {row.measure.unit}"
    return [
        f'<text x="{_LABEL - 8}" y="{middle}" text-anchor="end">{escape(f"{row.name} {row.version}")}</text>',
        f'<rect x="{_LABEL}" y="{top}" width="{length:.1f}" height="{_BAR}" fill="{colour}"/>',
        f'<text x="{_LABEL + length + 6:.1f}" y="{middle}">{escape(value)}</text>',
    ]
