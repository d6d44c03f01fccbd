"""Letters: Source Sans Pro, which has Latin, Greek and Cyrillic.

Chinese, Japanese and Korean are set in the reader's own fonts. What no font has is drawn as an empty box.
"""

import re
from functools import cache
from importlib.resources import as_file, files
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

__all__ = ["BOLD", "REGULAR", "clipped", "marked_up", "register_fonts", "runs", "text_width"]

REGULAR = "SourceSans"
BOLD = "SourceSans-Semibold"
_JAPANESE = "HeiseiKakuGo-W5"
_KOREAN = "HYGothic-Medium"
_CHINESE = "STSong-Light"

_PACKAGE = "font_source_sans_pro"
_FILES = {REGULAR: "SourceSansPro-Regular.ttf", BOLD: "SourceSansPro-Semibold.ttf"}

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_KOREAN_LETTERS = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff]")
_EAST_ASIAN = re.compile(
    f"(?P<korean>[{_KOREAN_LETTERS}]+)|(?P<han>[\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff00-\uffef]+)"
)


@cache
def register_fonts() -> None:
    """Make the fonts known, once a process."""
    for name, file in _FILES.items():
        with as_file(files(_PACKAGE) / "files" / file) as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    for name in (_JAPANESE, _KOREAN, _CHINESE):
        pdfmetrics.registerFont(UnicodeCIDFont(name))


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """Divide a text into stretches, each with the font that has its letters; ``font`` where it can be."""
    text = _UNPRINTABLE.sub(" ", text)
    han = _JAPANESE if _KANA.search(text) else _CHINESE
    found: list[tuple[str, str]] = []
    end = 0
    for match in _EAST_ASIAN.finditer(text):
        if match.start() > end:
            found.append((text[end : match.start()], font))
        found.append((match[0], _KOREAN if match["korean"] else han))
        end = match.end()
    if end < len(text):
        found.append((text[end:], font))
    return found


def marked_up(text: str, font: str = REGULAR) -> str:
    """Return a text as a paragraph's markup, nothing in it being taken for markup."""
    return "".join(
        escape(run) if name == font else f'<font name="{name}">{escape(run)}</font>'
        for run, name in runs(text, font)
    )


def text_width(text: str, font: str, size: float) -> float:
    """Return how wide a text is, in points."""
    return sum(pdfmetrics.stringWidth(run, name, size) for run, name in runs(text, font))


def clipped(text: str, font: str, size: float, width: float) -> str:
    """Return a text, with an ellipsis in place of what is wider than ``width``."""
    if text_width(text, font, size) <= width:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if text_width(text[:middle] + "…", font, size) <= width:
            fits = middle
        else:
            too_long = middle
    return text[:fits].rstrip() + "…"
