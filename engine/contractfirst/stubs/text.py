"""The document's texts in Python source: as string literals and docstrings, never as code.

Whatever is not plainly printable (controls, bidirectional marks, surrogates, separators) is written as an
escape, so that what a reader sees is what Python reads.
"""

import re
import textwrap

__all__ = ["docstring", "string"]

_NARROWEST = 40
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}


def string(text: str) -> str:
    """Return a string literal in the quotes that need fewer escapes, double ones where either does."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + _escaped(text).replace(quote, f"\\{quote}") + quote


def docstring(text: str, indent: int, width: int) -> list[str]:
    """Return the lines of a docstring at ``indent`` spaces; none for an empty text.

    Line breaks of the text stay; lines longer than ``width`` are wrapped.
    """
    lines = _lines(text, width - indent)
    if not lines:
        return []
    pad = " " * indent
    if lines[0].startswith('"'):
        lines[0] = f" {lines[0]}"
    first, *others = lines
    if not others:
        return [f'{pad}"""{first}"""']
    return [f'{pad}"""{first}', *(f"{pad}{line}" if line else "" for line in others), f'{pad}"""']


def _lines(text: str, width: int) -> list[str]:
    normal = text.replace("\r\n", "\n").replace('"""', "'''").expandtabs(4).strip()
    # Python cannot keep half a character in the docstring of a class.
    normal = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", normal)
    first, _, rest = normal.partition("\n")
    # The opening quotes take room, the closing ones too where they stand on the same line.
    lines = _fitted(first, width - (3 if rest else 6))
    for line in textwrap.dedent(rest).split("\n") if rest else ():
        lines += _fitted(line, width)
    # A last character that could join the closing quotes, or escape them, gets a full stop behind it.
    if lines[-1].endswith(('"', "\\")):
        lines[-1] += "."
    return lines if any(lines) else []


def _fitted(line: str, width: int) -> list[str]:
    line = _escaped(line.rstrip())
    if len(line) <= width:
        return [line]
    hanging = " " * (len(line) - len(line.lstrip(" ")))
    return textwrap.wrap(
        line,
        max(width, _NARROWEST),
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [line]


def _escaped(text: str) -> str:
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(map(_escape, text))


def _escape(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
