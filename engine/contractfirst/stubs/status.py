"""Which operations are implemented: a function that only raises ``NotImplementedError`` is not."""

from dataclasses import dataclass
from pathlib import Path

from contractfirst.contract.document import Document
from contractfirst.stubs.document import read_document
from contractfirst.stubs.handler_source import HandlerSource
from contractfirst.stubs.package import Package

__all__ = ["HandlerStatus", "status"]


@dataclass(frozen=True, slots=True)
class HandlerStatus:
    """An operation, the module and the function that answer it, and whether somebody has written it."""

    operation: str
    module: str
    function: str
    implemented: bool


def status(document: Document, handlers: Path) -> list[HandlerStatus]:
    """Return the state of every operation, in the order of the document by tag.

    Raises:
        ContractError: the document is not one that stubs can be made for.
        HandlerSyntaxError: a module does not parse.
    """
    package = Package.at(handlers)
    states: list[HandlerStatus] = []
    for tag in read_document(document).tags:
        path = package.module(tag.module_name)
        source = HandlerSource.parse(path, path.read_bytes() if path.exists() else b"")
        stubs = source.stubs()
        for operation in tag.operations:
            name = operation.function_name
            written = name in source.bound and name not in stubs
            states.append(HandlerStatus(operation.id, tag.module_name, name, written))
    return states
