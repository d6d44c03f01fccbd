"""Articles of the docs: what a project writes beside its contract, with samples in several languages.

A folder holds one CommonMark file for each article; its first line is the title, ``# Title``. A block

    ```samples
    token-caching
    ```

stands for the files ``samples/token-caching.*``. The pages show the files themselves, so that tests can run
what readers copy.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Article", "ArticleError", "Sample", "read_articles"]

# The languages in the order in which they are shown.
_LANGUAGES: Mapping[str, str] = {".sh": "curl", ".py": "Python", ".ts": "TypeScript", ".ps1": "PowerShell"}
_BLOCK = re.compile(r"^```samples\n([a-z0-9-]+)\n```$", re.MULTILINE)
_TITLE = re.compile(r"# (.+)\n")


class ArticleError(ValueError):
    """An article without a title, or with a name of samples that do not exist."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The same program in one language."""

    language: str
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    """CommonMark, then the samples that follow it."""

    text: str
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article; ``name`` is the last segment of its path."""

    name: str
    title: str
    sections: tuple[Section, ...]


def read_articles(folder: Path) -> tuple[Article, ...]:
    """Return the articles of a folder, sorted by file name; digits and a hyphen before a name only sort.

    Raises:
        ArticleError: an article has no title, or its samples do not exist.
    """
    return tuple(_article(path) for path in sorted(folder.glob("*.md")))


def _article(path: Path) -> Article:
    text = path.read_text("utf-8")
    title = _TITLE.match(text)
    if title is None:
        raise ArticleError(f"{path}: the first line must be a title, '# Title'")
    # Text and names of samples alternate.
    parts = _BLOCK.split(text[title.end() :])
    texts, names = parts[0::2], [*parts[1::2], None]
    sections = (
        Section(text.strip(), _samples(path, name) if name is not None else ())
        for text, name in zip(texts, names, strict=True)
    )
    return Article(re.sub(r"^\d+-", "", path.stem), title[1].strip(), tuple(sections))


def _samples(article: Path, name: str) -> tuple[Sample, ...]:
    files = {path.suffix: path for path in (article.parent / "samples").glob(f"{name}.*")}
    if not files or not files.keys() <= _LANGUAGES.keys():
        raise ArticleError(f"{article}: samples/{name}.* must be files with {', '.join(_LANGUAGES)}")
    return tuple(
        Sample(language, files[suffix].read_text("utf-8").rstrip("\n"))
        for suffix, language in _LANGUAGES.items()
        if suffix in files
    )
