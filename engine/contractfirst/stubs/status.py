"""Which operations are implemented: a function that only raises ``NotImplementedError`` is not."""

import ast
from dataclasses import dataclass
from pathlib import Path

from contractfirst.contract.document import Document
from contractfirst.stubs.handler_source import Function, HandlerSource
from contractfirst.stubs.outline import read_outline
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
    for tag in read_outline(document).tags:
        path = package.module(tag.module_name)
        source = HandlerSource.parse(path, path.read_bytes() if path.exists() else b"")
        for operation in tag.operations:
            name = operation.function_name
            node = source.functions.get(name)
            written = name in source.bound and (node is None or not _is_stub(node))
            states.append(HandlerStatus(operation.id, tag.module_name, name, written))
    return states


def _is_stub(node: Function) -> bool:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if len(body) != 1 or not isinstance(body[0], ast.Raise):
        return False
    raised = body[0].exc.func if isinstance(body[0].exc, ast.Call) else body[0].exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
