"""Where a document comes from: a file, or a file as it stands in a git revision."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from contractfirst.contract.document import Document, UnreadableError

__all__ = ["MissingDocumentError", "Source", "SourceError", "open_source", "refers_to_files"]

# A reference that leads out of the file.
_OUTWARD = re.compile(rb"""["']?\$ref["']?\s*:\s*["']?(?!["'#])[^\s"'#]""")


class SourceError(Exception):
    """What was asked for is no document; the message says why.

    SourceError
    └── MissingDocumentError    the revision exists, but the document is not in it
    """


class MissingDocumentError(SourceError):
    """The revision has no such file, or has no such revision to begin with."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and how to name its files: ``prefix`` replaces ``folder`` in their paths."""

    document: Document
    shown: str
    folder: Path | None = None
    prefix: str = ""

    def name(self, path: Path) -> str:
        """Return a file's path as the user knows it."""
        if path == self.document.path:
            return self.shown
        if self.folder is None:
            return str(path)
        relative = os.path.relpath(path, self.folder)
        return f"{self.prefix}{PurePosixPath(relative)}"


def refers_to_files(source: bytes) -> bool:
    """Return whether a document may hold references that lead out of its file."""
    return _OUTWARD.search(source) is not None


@contextmanager
def open_source(named: str, path: str | None = None) -> Iterator[Source]:
    """Yield the document that ``named`` is: a file, ``REVISION:PATH``, or ``REVISION`` with ``path`` within.

    Raises ``SourceError`` or ``MissingDocumentError``; a broken text is read, see ``source_findings``.
    """
    if Path(named).is_file():
        yield Source(_read(Path(named), named), named)
        return
    revision, colon, within = named.partition(":")
    if not colon:
        within = path or ""
    if not within:
        raise SourceError(
            f"{named}: not a file; name a document within a git revision as in main:openapi/api.yaml"
        )
    _known(revision, named)
    # git reads a path relative to the working directory when it starts with a dot.
    address = f"{revision}:{within if within.startswith('.') or colon else f'./{within}'}"
    source = _git("show", address)
    if source is None:
        raise MissingDocumentError(f"{revision}:{within}: the revision has no such file")
    shown = f"{revision}:{within}"
    if not refers_to_files(source):
        yield Source(Document(within, source), shown)
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="contractfirst-diff-") as folder:
        root = Path(folder)
        _extract(revision, root)
        prefix = _git("rev-parse", "--show-prefix") or b""
        home = root if colon and not within.startswith(".") else root / prefix.decode().strip()
        yield Source(_read(home / within, shown), shown, home, f"{revision}:")


def _read(file: Path, shown: str) -> Document:
    try:
        return Document.read(file)
    except UnreadableError as error:
        raise SourceError(f"{shown}: {error.reason}") from error


def _known(revision: str, named: str) -> None:
    from shutil import which

    if which("git") is None:
        raise SourceError(f"{named}: not a file, and git is not installed")
    if not revision or revision.startswith("-"):
        raise SourceError(f"{named}: neither a file nor a git revision")
    if _git("rev-parse", "--git-dir") is None:
        raise SourceError(f"{named}: not a file, and this is not a git repository")
    if _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is None:
        raise MissingDocumentError(f"{named}: neither a file nor a git revision")


def _extract(revision: str, folder: Path) -> None:
    import io
    import tarfile

    top = (_git("rev-parse", "--show-toplevel") or b".").decode().strip()
    archive = _git("-C", top, "archive", "--format=tar", revision)
    if archive is None:
        raise SourceError(f"{revision}: the revision cannot be read")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")


def _git(*arguments: str) -> bytes | None:
    import subprocess  # two files are compared without it

    result = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 - git as the user has it
    return result.stdout if result.returncode == 0 else None
