"""Functions added to modules that people own; what they wrote stays as it is, byte for byte."""

import keyword
from collections.abc import Sequence
from dataclasses import dataclass

import libcst

from brainstormmsp.stubs.errors import HandlerSyntaxError
from brainstormmsp.stubs.expressions import WIDTH, Name, Spelling, references, words
from brainstormmsp.stubs.functions import Parameter, function_lines
from brainstormmsp.stubs.handler_source import HandlerSource
from brainstormmsp.stubs.options import Options
from brainstormmsp.stubs.package import PACKAGE, Package
from brainstormmsp.stubs.tag_module import Handled, TagModule
from brainstormmsp.stubs.text import docstring

__all__ = ["with_functions"]

_Statement = libcst.SimpleStatementLine | libcst.BaseCompoundStatement
_TYPING = ("Any", "Literal", "Never")


@dataclass(frozen=True, slots=True)
class _Import:
    """``from module import name as alias``."""

    module: str
    name: str
    alias: str

    @property
    def line(self) -> str:
        if not self.module:
            return f"import {self.name}"
        return f"from {self.module} import {self.name}" + (
            f" as {self.alias}" if self.alias != self.name else ""
        )


def with_functions(
    source: HandlerSource, module: TagModule, missing: Sequence[Handled], package: Package, options: Options
) -> bytes:
    """Return the source with a function for each operation in ``missing``, and the imports they need."""
    generated = f"{package.name}.{PACKAGE}"
    scope = _Scope(source, module)
    context = scope.name_for(options.context_module, options.context_name, options.context_name)
    contract = scope.name_for(generated, module.file_name, "contract")
    types = [argument.type for handled in missing for argument in handled.signature.arguments]
    schemas = ""
    if any(references(type_) for type_ in types):
        schemas = scope.name_for(generated, "schemas", "schemas") + "."
    used = frozenset().union(*map(words, types)) if types else frozenset()
    renamed = {name: scope.name_for("typing", name, name) for name in _TYPING if name in used}
    shadowed = module.shadowed & used
    if shadowed:
        scope.name_for("", "builtins", "builtins")
    spelling = Spelling(schemas, shadowed, renamed)
    functions = [_function(handled, context, contract, spelling) for handled in missing]
    return _joined(_concrete(source), scope.added, functions, package.local)


def _function(handled: Handled, context: str, contract: str, spelling: Spelling) -> str:
    signature = handled.signature
    first = [Parameter(signature.context, Name(context)), *([Parameter("/")] if signature.clashes else [])]
    keywords = [Parameter(each.name, each.type, each.default) for each in signature.arguments]
    result = f"{contract}.{handled.result}"
    lines = function_lines(signature.function_name, first, keywords, result, spelling)
    lines += docstring(_text(handled), 4, WIDTH)
    lines.append("    raise NotImplementedError")
    return "\n".join(lines) + "\n"


def _text(handled: Handled) -> str:
    operation = handled.operation
    summary = " ".join(operation.summary.split()) or f"Handle {operation.id}"
    if not summary.endswith((".", "!", "?")):
        summary += "."
    return f"{summary}\n\n{operation.description}"


class _Scope:
    """The names at the top of a module; imports are added for those that are not there."""

    def __init__(self, source: HandlerSource, module: TagModule) -> None:
        self.added: list[_Import] = []
        self._known = {target: name for name, target in source.imported.items()}
        self._taken = source.bound | {each.signature.function_name for each in module.handled}

    def name_for(self, module: str, name: str, wished: str) -> str:
        """Return how the module calls something, importing it under a free name if it is not there yet."""
        whole = f"{module}.{name}".lstrip(".")
        if whole in self._known:
            return self._known[whole]
        alias = wished
        while alias in self._taken or keyword.iskeyword(alias):
            alias += "_"
        self._taken |= {alias}
        self._known[whole] = alias
        self.added.append(_Import(module, name, alias))
        return alias


def _concrete(source: HandlerSource) -> libcst.Module:
    try:
        return libcst.parse_module(source.content)
    except libcst.ParserSyntaxError as error:
        line, column = error.raw_line, error.raw_column + 1
        raise HandlerSyntaxError(str(source.path), line, column, error.message) from error


def _joined(
    tree: libcst.Module, added: Sequence[_Import], functions: Sequence[str], local: frozenset[str]
) -> bytes:
    body = list(tree.body)
    at = _import_end(body)
    follows_import = at > 0 and not _is_docstring(body[at - 1])
    block: list[_Statement] = []
    for section in _sections(added, local):
        statements = _parsed(tree, "".join(f"{each.line}\n" for each in section))
        if block or (at > 0 and not follows_import):
            statements[0] = statements[0].with_changes(leading_lines=_blank(1))
        block += statements
    body[at:at] = block
    for function in functions:
        (node,) = _parsed(tree, function)
        leading = list(tree.footer) if function is functions[0] else []
        body.append(node.with_changes(leading_lines=[*leading, *_blank(2)]))
    return tree.with_changes(body=body, footer=()).bytes


def _sections(added: Sequence[_Import], local: frozenset[str]) -> list[list[_Import]]:
    """Return the imports sorted, the language's own first, then others', then the project's own."""
    sections: list[list[_Import]] = [[], [], []]
    for each in sorted(added, key=lambda each: (each.module, each.name, each.alias)):
        top = each.module.partition(".")[0]
        sections[0 if top in ("", "typing") else 2 if top in local else 1].append(each)
    return [section for section in sections if section]


def _parsed(tree: libcst.Module, source: str) -> list[_Statement]:
    parsed = libcst.parse_module(source, tree.config_for_parsing)
    return [*parsed.body]


def _blank(count: int) -> list[libcst.EmptyLine]:
    return [libcst.EmptyLine(indent=False) for _ in range(count)]


def _import_end(body: Sequence[object]) -> int:
    """Return the index behind the docstring and the imports that a module begins with."""
    end = 0
    for index, statement in enumerate(body):
        if _is_docstring(statement) and index == 0:
            end = 1
        elif _is_import(statement):
            end = index + 1
        else:
            break
    return end


def _is_docstring(statement: object) -> bool:
    return (
        isinstance(statement, libcst.SimpleStatementLine)
        and len(statement.body) == 1
        and isinstance(statement.body[0], libcst.Expr)
        and isinstance(statement.body[0].value, libcst.SimpleString | libcst.ConcatenatedString)
    )


def _is_import(statement: object) -> bool:
    return isinstance(statement, libcst.SimpleStatementLine) and all(
        isinstance(small, libcst.Import | libcst.ImportFrom) for small in statement.body
    )
