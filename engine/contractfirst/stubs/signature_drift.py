"""Whether a handler's signature is the one that the contract gives it, without a type checker."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contractfirst.stubs.annotations import Resolver, UnknownTypeError, accepts, read_annotation
from contractfirst.stubs.definitions import Definition
from contractfirst.stubs.expressions import ANY, NEVER, Name, Spelling, Type, Union, flat
from contractfirst.stubs.handler_source import Function
from contractfirst.stubs.tag_module import Handled

__all__ = ["SignatureComparison"]

_SPELLING = Spelling("schemas.")


@dataclass(frozen=True, slots=True)
class SignatureComparison:
    """Judges the functions of one module.

    ``resolve`` says what the module's names stand for, ``generated`` is the dotted name of the package of
    generated modules, ``schemas`` that of the module of schema types.
    """

    resolve: Resolver
    generated: str
    schemas: str
    definitions: Mapping[str, Definition]

    def drifts(self, handled: Handled, node: Function) -> Iterator[tuple[int, int, str]]:
        """Yield the line, the column and a message for whatever does not fit the operation."""
        for at, message in self._drifts(handled, node):
            yield at.lineno, at.col_offset + 1, message

    def _drifts(
        self, handled: Handled, node: Function
    ) -> Iterator[tuple[Function | ast.arg | ast.expr, str]]:
        name, arguments = node.name, node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        if not positional and arguments.vararg is None:
            yield node, f"{name} takes no positional argument for the context"
        by_keyword = {each.arg: each for each in [*arguments.args, *arguments.kwonlyargs]}
        if positional and not arguments.posonlyargs:
            del by_keyword[positional[0].arg]
        wanted = {argument.name: argument.type for argument in handled.signature.arguments}
        if arguments.kwarg is None:
            for missing in [each for each in wanted if each not in by_keyword]:
                yield node, f"{name} does not take {missing}, which the server gives it"
        required = _required(arguments)
        for given in [*positional[1:], *arguments.kwonlyargs]:
            if given.arg in wanted and given.arg in by_keyword:
                if given.annotation is not None and self._refuses(given.annotation, wanted[given.arg]):
                    shown, expected = ast.unparse(given.annotation), flat(wanted[given.arg], _SPELLING)
                    yield given, f"{name} takes {given.arg} as {shown}; the contract gives {expected}"
            elif given.arg in required and given.arg not in wanted:
                yield given, f"{name} wants {given.arg}, which {handled.operation.id} does not document"
        if node.returns is not None and self._undocumented(node.returns, handled):
            shown = ast.unparse(node.returns)
            yield node.returns, f"{name} returns {shown}; the contract documents {handled.result}"

    def _refuses(self, annotation: ast.expr, wanted: Type) -> bool:
        try:
            given = read_annotation(annotation, self.resolve, self.generated, self.schemas)
            return not accepts(given, wanted, self.definitions)
        except UnknownTypeError:
            return False

    def _undocumented(self, annotation: ast.expr, handled: Handled) -> bool:
        try:
            given = read_annotation(annotation, self.resolve, self.generated, self.schemas)
        except UnknownTypeError:
            return False
        documented = {ANY, NEVER, Name(f"contract.{handled.result}")}
        documented |= {Name(f"contract.{response.name}") for response in handled.responses}
        return not documented.issuperset(given.members if isinstance(given, Union) else (given,))


def _required(arguments: ast.arguments) -> set[str]:
    positional = [*arguments.posonlyargs, *arguments.args]
    without_default = positional[: len(positional) - len(arguments.defaults)]
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return {each.arg for each in without_default} | {
        each.arg for each, default in keywords if default is None
    }
