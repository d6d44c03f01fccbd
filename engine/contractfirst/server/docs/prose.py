"""Descriptions of the contract (CommonMark, OpenAPI 3.1.1 section 4.3) as safe HTML."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup

__all__ = ["rendered", "sections"]

_HEADING = re.compile(r"^(#{1,3})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


@cache
def _markdown() -> MarkdownIt:
    # HTML in a description is escaped; javascript: links are not rendered as links.
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def rendered(text: str) -> Markup:
    """Return CommonMark as HTML."""
    return Markup(_markdown().render(text))  # noqa: S704 - the renderer escapes everything


def sections(text: str) -> dict[str, str]:
    """Return the parts of a description by their headings in lower case."""
    found: dict[str, str] = {}
    headings = list(_HEADING.finditer(text))
    for index, heading in enumerate(headings):
        end = headings[index + 1].start() if index + 1 < len(headings) else len(text)
        found[heading[2].strip().lower()] = text[heading.end() : end].strip()
    return found
