"""Functions added to modules that people own; what they wrote stays as it is, byte for byte."""

import keyword
from collections.abc import Sequence
from dataclasses import dataclass

from contractfirst.stubs.expressions import WIDTH, Name, Spelling, references, words
from contractfirst.stubs.functions import FunctionParameter, function_lines
from contractfirst.stubs.handler_source import HandlerSource
from contractfirst.stubs.options import Options
from contractfirst.stubs.package import PACKAGE, Package
from contractfirst.stubs.splice import spliced
from contractfirst.stubs.tag_module import Handled, TagModule
from contractfirst.stubs.text import docstring

__all__ = ["with_functions"]

_TYPING = ("Any", "Literal", "Never")


@dataclass(frozen=True, slots=True)
class _Import:
    """``from module import name as alias``."""

    module: str
    name: str
    alias: str

    @property
    def line(self) -> str:
        renamed = f" as {self.alias}" if self.alias != self.name else ""
        return (
            f"from {self.module} import {self.name}{renamed}"
            if self.module
            else f"import {self.name}{renamed}"
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
        schemas = scope.name_for(*options.schemas_in(generated), "schemas") + "."
    used = frozenset().union(*map(words, types)) if types else frozenset()
    renamed = {name: scope.name_for("typing", name, name) for name in _TYPING if name in used}
    shadowed = module.shadowed & used
    builtins = scope.name_for("", "builtins", "builtins") if shadowed else ""
    spelling = Spelling(schemas, shadowed, builtins, renamed)
    functions = [_function(handled, context, contract, spelling) for handled in missing]
    return spliced(source, _sections(scope.added, package.local), functions)


def _function(handled: Handled, context: str, contract: str, spelling: Spelling) -> list[str]:
    signature = handled.signature
    first = [
        FunctionParameter(signature.context, Name(context)),
        *([FunctionParameter("/")] if signature.clashes else []),
    ]
    keywords = [FunctionParameter(each.name, each.type, each.default) for each in signature.arguments]
    result = f"{contract}.{handled.result}"
    lines = function_lines(signature.function_name, first, keywords, result, spelling)
    lines += docstring(_text(handled), 4, WIDTH)
    lines.append("    raise NotImplementedError")
    return lines


def _text(handled: Handled) -> str:
    operation = handled.operation
    summary = " ".join(operation.node.string("summary").split()) or f"Handle {operation.id}"
    if not summary.endswith((".", "!", "?")):
        summary += "."
    return "\n\n".join((summary, operation.node.string("description")))


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


def _sections(added: Sequence[_Import], local: frozenset[str]) -> list[list[str]]:
    """Return the imports sorted, the language's own first, then others', then the project's own."""
    sections: list[list[str]] = [[], [], []]
    for each in sorted(added, key=lambda each: (each.module, each.name, each.alias)):
        top = each.module.partition(".")[0]
        sections[0 if top in ("", "typing") else 2 if top in local else 1].append(each.line)
    return [section for section in sections if section]
