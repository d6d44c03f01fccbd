"""What has drifted apart: the document, the generated modules and the functions that people own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from contractfirst.contract.document import Document
from contractfirst.stubs.annotations import resolver
from contractfirst.stubs.generate import StubPlan, plan
from contractfirst.stubs.handler_source import HandlerSource
from contractfirst.stubs.options import Options
from contractfirst.stubs.package import PACKAGE, Package
from contractfirst.stubs.signature_drift import SignatureComparison
from contractfirst.stubs.tag_module import Handled, TagModule

__all__ = ["Drift", "check", "drifts_of"]


@dataclass(frozen=True, slots=True, order=True)
class Drift:
    """One drift; ``line`` and ``column`` count from 1.

    ``kind`` is stale (generated code is not what the document gives), handler (an operation without a
    function, or a function without an operation) or signature (a function that does not fit).
    """

    path: str
    line: int
    column: int
    kind: Literal["stale", "handler", "signature"]
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.kind}: {self.message}"


def check(document: Document, handlers: Path, options: Options | None = None) -> list[Drift]:
    """Return every drift, by place; nothing is written.

    Raises:
        ContractError: two things of the document have one name in Python.
        HandlerSyntaxError: a module that people own does not parse.
        StubsError: the directory cannot hold a package.
    """
    return drifts_of(plan(document, options or Options()), Package.at(handlers))


def drifts_of(made: StubPlan, package: Package) -> list[Drift]:
    """Return every drift of a document that has been read; raises as ``check`` does."""
    return sorted([*_stale(made, package), *_handlers(made, package)])


def _stale(made: StubPlan, package: Package) -> Iterator[Drift]:
    for name, text in made.files.items():
        path = package.generated(name, made.options)
        try:
            found = path.read_bytes()
        except OSError:
            yield Drift(str(path), 1, 1, "stale", "the generated module is missing; run stubs")
            continue
        wanted = text.encode()
        if found != wanted:
            line = _first_difference(found, wanted)
            message = "the generated module is not what the contract gives, from this line on; run stubs"
            yield Drift(str(path), line, 1, "stale", message)
    for path in package.surplus({package.generated(name, made.options) for name in made.files}):
        yield Drift(str(path), 1, 1, "stale", "the contract has nothing for this generated module; run stubs")


def _first_difference(found: bytes, wanted: bytes) -> int:
    lines, expected = found.split(b"\n"), wanted.split(b"\n")
    pairs = enumerate(zip(lines, expected, strict=False), 1)
    return next((number for number, (one, other) in pairs if one != other), min(len(lines), len(expected)))


def _handlers(made: StubPlan, package: Package) -> Iterator[Drift]:
    for tag in made.tags:
        path = package.module(tag.tag.module_name)
        if not path.exists():
            for handled in tag.handled:
                yield _unhandled(handled, f"there is no module {path}")
            continue
        source = HandlerSource.parse(path, path.read_bytes())
        yield from _module(tag, source, made, package)


def _module(tag: TagModule, source: HandlerSource, made: StubPlan, package: Package) -> Iterator[Drift]:
    generated = f"{package.name}.{PACKAGE}"
    resolve = resolver(source.imported, source.bound, package.name)
    schemas = ".".join(made.options.schemas_in(generated))
    comparison = SignatureComparison(resolve, generated, schemas, made.definitions)
    known = {handled.signature.function_name: handled for handled in tag.handled}
    for name, handled in known.items():
        if name not in source.bound:
            yield _unhandled(handled, f"{source.path} has no function {name}")
        elif name in source.functions:
            for line, column, message in comparison.drifts(handled, source.functions[name]):
                yield Drift(str(source.path), line, column, "signature", message)
    for name, node in source.functions.items():
        if name not in known and not name.startswith("_"):
            message = f'{name} handles no operation of the tag "{tag.tag.name}"'
            yield Drift(str(source.path), node.lineno, node.col_offset + 1, "handler", message)


def _unhandled(handled: Handled, reason: str) -> Drift:
    node = handled.operation.node
    position = node.document.position(node.pointer)
    message = f"the operation {handled.operation.id} has no handler: {reason}"
    return Drift(str(node.document.path), position.line, position.column, "handler", message)
