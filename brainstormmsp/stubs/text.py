"""The document's texts in Python source: as string literals and docstrings, never as code.

Whatever is not plainly printable (controls, bidirectional marks, surrogates, separators) is written as an
escape, so that what a reader sees is what Python reads.
"""

import textwrap

__all__ = ["docstring", "string"]

_NARROWEST = 40
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
    # The opening quotes take room, the closing ones too where they stand on the same line.
    room = width - indent - (3 if others else 6)
    if len(first) > room:
        first, *folded = _wrapped(first, width - indent - 3)
        others = folded + others
    if not others:
        return [f'{pad}"""{first}"""']
    return [f'{pad}"""{first}', *(f"{pad}{line}" if line else "" for line in others), f'{pad}"""']


def _lines(text: str, width: int) -> list[str]:
    normal = text.replace("\r\n", "\n").replace('"""', "'''").expandtabs(4).strip()
    first, _, rest = normal.partition("\n")
    lines: list[str] = []
    for line in [first, *textwrap.dedent(rest).split("\n")] if rest else [first]:
        escaped = _escaped(line.rstrip())
        lines += _wrapped(escaped, width) if len(escaped) > width else [escaped]
    # A last character that could join the closing quotes, or escape them, gets a full stop behind it.
    if lines[-1].endswith(('"', "\\")):
        lines[-1] += "."
    return lines if any(lines) else []


def _wrapped(line: str, width: int) -> list[str]:
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
