"""A module that people own, as far as stubs look at it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from contractfirst.stubs.errors import HandlerSyntaxError

__all__ = ["Function", "HandlerSource"]

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class HandlerSource:
    """The module at ``path``; ``content`` is its source, in whatever encoding it declares."""

    path: Path
    content: bytes
    tree: ast.Module

    @classmethod
    def parse(cls, path: Path, content: bytes) -> "HandlerSource":
        """Parse a module; raises ``HandlerSyntaxError``."""
        try:
            tree = ast.parse(content, str(path))
        except SyntaxError as error:
            line, column = max(error.lineno or 1, 1), max(error.offset or 1, 1)
            raise HandlerSyntaxError(str(path), line, column, error.msg) from error
        except ValueError as error:
            raise HandlerSyntaxError(str(path), 1, 1, str(error)) from error
        return cls(path, content, tree)

    @cached_property
    def functions(self) -> Mapping[str, Function]:
        """The functions at the top of the module; of several with one name the last, as in Python."""
        return {node.name: node for node in self._statements() if isinstance(node, Function)}

    @cached_property
    def bound(self) -> frozenset[str]:
        """Every name that the module binds at its top, by whatever statement."""
        return frozenset(name for node in self._statements() for name in _bound(node))

    @cached_property
    def imported(self) -> Mapping[str, str]:
        """What each imported name stands for, dotted; relative imports start with their dots."""
        names: dict[str, str] = {}
        for node in self._statements():
            if isinstance(node, ast.Import):
                for alias in node.names:
                    whole = alias.name if alias.asname else alias.name.partition(".")[0]
                    names[alias.asname or whole] = whole
            elif isinstance(node, ast.ImportFrom):
                origin = "." * node.level + (node.module or "")
                for alias in node.names:
                    dot = "" if origin.endswith(".") else "."
                    names[alias.asname or alias.name] = f"{origin}{dot}{alias.name}"
        return names

    def stubs(self) -> frozenset[str]:
        """Return the names of functions that only raise ``NotImplementedError``, as generated stubs do."""
        return frozenset(name for name, node in self.functions.items() if _is_stub(node))

    def _statements(self) -> Iterator[ast.stmt]:
        """Yield the statements of the module, those inside ``if``, ``try`` and ``with`` too."""
        waiting: list[ast.stmt] = list(reversed(self.tree.body))
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node, Function | ast.ClassDef):
                continue
            for below in ast.iter_child_nodes(node):
                if isinstance(below, ast.stmt):
                    waiting.append(below)
                elif isinstance(below, ast.ExceptHandler):
                    waiting.extend(below.body)


def _is_stub(node: Function) -> bool:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if len(body) != 1 or not isinstance(body[0], ast.Raise):
        return False
    raised = body[0].exc.func if isinstance(body[0].exc, ast.Call) else body[0].exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, Function | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0]
    else:
        for below in ast.iter_child_nodes(node):
            for name in ast.walk(below) if not isinstance(below, ast.stmt) else ():
                if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                    yield name.id
