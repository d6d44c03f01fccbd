"""Names: styles of spelling them, and the one that was probably meant."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

__all__ = ["STYLES", "suggestion", "words"]

STYLES: Final[Mapping[str, re.Pattern[str]]] = {
    "camelCase": re.compile(r"[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)*"),
    "PascalCase": re.compile(r"[A-Z][a-z0-9]*(?:[A-Z][a-z0-9]*)*"),
    "snake_case": re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"),
    "kebab-case": re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"),
    "any": re.compile(r".*", re.DOTALL),
}
"""The styles that naming rules know; each pattern is for the whole name."""

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean "…"?`` when a known name is close, else nothing."""
    return _suggestion(name, tuple(known))


@lru_cache(maxsize=1024)
def _suggestion(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches  # only a document with a mistake needs it

    lowered = {each.lower(): each for each in known if abs(len(each) - len(name)) <= len(name)}
    close = get_close_matches(name.lower()[:80], lowered, n=1, cutoff=0.75)
    return f'; did you mean "{lowered[close[0]]}"?' if close else ""


def words(name: str) -> list[str]:
    """Return the words of a name in lower case: ``clientSecret`` and ``client_secret`` alike."""
    return [word.lower() for word in _WORDS.findall(name)]
