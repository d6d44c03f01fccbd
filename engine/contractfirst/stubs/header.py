"""What every generated module begins with."""

from collections.abc import Iterable

from contractfirst.stubs.expressions import WIDTH
from contractfirst.stubs.text import docstring

__all__ = ["MARK", "module_text"]

MARK = "# Generated from the contract by `contractfirst stubs`; do not edit."
"""The first line of a generated module."""


def module_text(
    summary: str, imports: Iterable[str], blocks: Iterable[list[str]], future: bool = False
) -> str:
    """Return a module: each block stands two blank lines from the next."""
    lines = [MARK, "# ruff: noqa", *docstring(summary, 0, WIDTH)]
    if future:
        lines += ["", "from __future__ import annotations"]
    given = list(imports)
    lines += ["", *given] if given else []
    for block in blocks:
        lines += ["", "", *block]
    return "\n".join(lines) + "\n"
