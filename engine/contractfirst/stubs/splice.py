"""Lines put into a source file between the bytes that are there, none of which changes.

This works on bytes because no concrete syntax tree is lossless enough: libcst, for one, loses blank lines
at the end of a file.
"""

import ast
import codecs
import io
import re
import tokenize
from collections.abc import Sequence

from contractfirst.stubs.handler_source import HandlerSource

__all__ = ["spliced"]

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_BREAK = re.compile(rb"\r\n|\r|\n")


def spliced(
    source: HandlerSource, sections: Sequence[Sequence[str]], functions: Sequence[Sequence[str]]
) -> bytes:
    """Return the source with import lines after its imports, and functions at its end.

    ``sections`` of imports are set apart by a blank line. Additions take the file's own line ends and
    encoding; what the encoding lacks is escaped.
    """
    mark = codecs.BOM_UTF8 if source.content.startswith(codecs.BOM_UTF8) else b""
    lines = _LINE.findall(source.content.removeprefix(mark))
    at = _imports_end(source.tree, lines)
    before, after = lines[:at], lines[at:]
    added: list[str] = []
    for section in sections:
        if added or (before and not _follows_import(source.tree, at)):
            added.append("")
        added.extend(section)
    if added and after and not _is_blank(after[0]):
        added.extend(["", ""] if not _starts_import(source.tree, at) else [])
    end: list[str] = []
    blank = _blank_at_end(after) if after else _blank_at_end(before) if not added else 0
    for function in functions:
        end.extend([""] * max(0, 2 - blank) if lines or added or end else [])
        end.extend(function)
        blank = 0
    encode = _Encoder(source.content)
    head = encode.closed(before) + encode.lines(added)
    return mark + (encode.closed([head, *after]) if after else head) + encode.lines(end)


class _Encoder:
    """Writes lines as a file writes its own."""

    def __init__(self, content: bytes) -> None:
        found = _BREAK.search(content)
        self._end = found[0] if found else b"\n"
        self._encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)

    def lines(self, lines: Sequence[str]) -> bytes:
        encoding = "utf-8" if self._encoding == "utf-8-sig" else self._encoding
        return b"".join(line.encode(encoding, "backslashreplace") + self._end for line in lines)

    def closed(self, lines: Sequence[bytes]) -> bytes:
        """Return lines of the file, the last with a line end even if the file has none there."""
        whole = b"".join(lines)
        return whole if not whole or whole.endswith((b"\r", b"\n")) else whole + self._end


def _imports_end(tree: ast.Module, lines: Sequence[bytes]) -> int:
    """Return how many lines stand before the place for imports."""
    end = 0
    for index, node in enumerate(tree.body):
        if isinstance(node, ast.Import | ast.ImportFrom) or (index == 0 and _is_docstring(node)):
            end = node.end_lineno or end
        else:
            break
    else:
        return len(lines) if not tree.body else _past_statements(tree, end)
    return _past_statements(tree, end) if end else _above_first(tree.body[0], lines)


def _past_statements(tree: ast.Module, end: int) -> int:
    """Move past statements that begin on the line of the last import and end on a later one."""
    for node in tree.body:
        if node.lineno <= end < (node.end_lineno or end):
            end = node.end_lineno or end
    return end


def _above_first(first: ast.stmt, lines: Sequence[bytes]) -> int:
    """Return the place above the first statement and its comment, but below the head of the file."""
    decorators = getattr(first, "decorator_list", [])
    start = min([first.lineno, *(decorator.lineno for decorator in decorators)]) - 1
    above: int = start
    while above and lines[above - 1].lstrip(b" \t\f").startswith(b"#"):
        above -= 1
    return above or start


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _follows_import(tree: ast.Module, at: int) -> bool:
    return any(node.end_lineno == at for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))


def _starts_import(tree: ast.Module, at: int) -> bool:
    return any(node.lineno == at + 1 for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))


def _blank_at_end(lines: Sequence[bytes]) -> int:
    count = 0
    while count < len(lines) and _is_blank(lines[-1 - count]):
        count += 1
    return count


def _is_blank(line: bytes) -> bool:
    return not line.strip()
