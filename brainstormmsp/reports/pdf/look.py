"""How the pages look: measures in points, colours by what they mean."""

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

__all__ = [
    "ACCENT",
    "CONTENT_WIDTH",
    "FAINT",
    "INK",
    "MARGIN",
    "MUTED",
    "PAGE_HEIGHT",
    "PAGE_WIDTH",
    "PAPER",
    "RULE",
    "TONES",
    "WORD_TONES",
]

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 20 * mm
CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN

INK: Color = HexColor("#1c2733")
MUTED: Color = HexColor("#5f6c7b")
RULE: Color = HexColor("#d9dfe6")
FAINT: Color = HexColor("#f3f5f8")
PAPER: Color = HexColor("#ffffff")
ACCENT: Color = HexColor("#1f6f8b")

# They also differ in brightness, for monochrome printing and colour-blind readers.
TONES: dict[str, Color] = {
    "ink": ACCENT,
    "pass": HexColor("#2a7f62"),
    "partial": HexColor("#e0a53a"),
    "fail": HexColor("#b3372f"),
    "none": HexColor("#b9c3ce"),
    "critical": HexColor("#8c1f1a"),
    "high": HexColor("#c9532f"),
    "medium": HexColor("#e0a53a"),
    "low": HexColor("#7fa3b8"),
}

# Words of the contract's that a table shows in a colour, dark enough to be read.
WORD_TONES: dict[str, Color] = {
    "pass": HexColor("#1f6b51"),
    "succeeded": HexColor("#1f6b51"),
    "partial": HexColor("#8a6100"),
    "warning": HexColor("#8a6100"),
    "medium": HexColor("#8a6100"),
    "fail": TONES["fail"],
    "failed": TONES["fail"],
    "critical": TONES["critical"],
    "high": HexColor("#b0431f"),
    "not_applicable": MUTED,
}
