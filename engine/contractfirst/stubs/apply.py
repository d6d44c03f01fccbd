"""Writing stubs: the generated package whole, and what is missing from the modules that people own."""

import os
from dataclasses import dataclass
from pathlib import Path

from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.stubs.errors import StubsError
from contractfirst.stubs.generate import StubPlan, plan
from contractfirst.stubs.handler_source import HandlerSource
from contractfirst.stubs.options import Options
from contractfirst.stubs.owned import with_functions
from contractfirst.stubs.package import Package
from contractfirst.stubs.tag_module import TagModule
from contractfirst.stubs.text import docstring

__all__ = ["StubReport", "apply"]

_PACKAGE_SUMMARY = "What each operation does: one module a tag, one function an operation."


@dataclass(frozen=True, slots=True)
class StubReport:
    """What was done: files written and removed, and functions added as ``path: name``.

    ``findings`` say what of the document is malformed and was left out.
    """

    written: tuple[Path, ...]
    removed: tuple[Path, ...]
    added: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was done."""
        return bool(self.written or self.removed)


def apply(document: Document, handlers: Path, options: Options | None = None) -> StubReport:
    """Bring the handlers' directory up to date with a document; a second time changes nothing.

    Raises, with nothing written:
        ContractError: two things of the document have one name in Python, or no operation is well-formed.
        HandlerSyntaxError: a module that people own does not parse.
        StubsError: the directory cannot hold a package, or a tag cannot name a file.
    """
    package = Package.at(handlers)
    made = plan(document, options or Options())
    if made.document.findings and not made.tags:
        raise ContractError(made.document.findings)
    try:
        return _applied(made, package)
    except OSError as error:
        raise StubsError(f"{error.filename}: {error.strerror}") from error


def _applied(made: StubPlan, package: Package) -> StubReport:
    wanted: dict[Path, bytes] = {}
    if not (package.directory / "__init__.py").exists():
        wanted[package.directory / "__init__.py"] = f'"""{_PACKAGE_SUMMARY}"""\n'.encode()
    added: list[str] = []
    for tag in made.tags:
        _extend(tag, package, made, wanted, added)
    for name, text in made.files.items():
        wanted[package.generated(name, made.options)] = text.encode()
    stale = package.surplus(wanted)
    written = [path for path, content in wanted.items() if _write(path, content)]
    for path in stale:
        path.unlink()
    return StubReport(tuple(written), tuple(stale), tuple(added), made.findings)


def _extend(
    tag: TagModule, package: Package, made: StubPlan, wanted: dict[Path, bytes], added: list[str]
) -> None:
    path = package.module(tag.tag.module_name)
    source = path.read_bytes() if path.exists() else _new(tag)
    owned = HandlerSource.parse(path, source)
    missing = [each for each in tag.handled if each.signature.function_name not in owned.bound]
    if missing:
        wanted[path] = with_functions(owned, tag, missing, package, made.options)
        added.extend(f"{path}: {each.signature.function_name}" for each in missing)


def _new(tag: TagModule) -> bytes:
    summary = " ".join(tag.tag.description.split()) or f"{tag.protocol}."
    return "".join(f"{line}\n" for line in docstring(summary, 0, 110)).encode()


def _write(path: Path, content: bytes) -> bool:
    """Write a file if it differs, in one step, so that nobody ever reads half of it."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    os.replace(beside, path)
    return True
