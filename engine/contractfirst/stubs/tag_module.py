"""The text of one module a tag: response classes, and a Protocol of the functions that handle it."""

from collections.abc import Iterator
from dataclasses import dataclass

from contractfirst.contract.model import DocumentModel
from contractfirst.contract.operation_node import OperationNode
from contractfirst.stubs.document import TagOperations
from contractfirst.stubs.expressions import BUILTINS, WIDTH, Name, Spelling, Type, references, words
from contractfirst.stubs.functions import FunctionParameter, function_lines
from contractfirst.stubs.header import module_text
from contractfirst.stubs.naming import Names, class_name
from contractfirst.stubs.options import Options
from contractfirst.stubs.responses import ResponseClass, read_responses
from contractfirst.stubs.schema_types import SchemaTypes
from contractfirst.stubs.signatures import Signature, read_signature
from contractfirst.stubs.text import docstring, string

__all__ = ["Handled", "TagModule", "method_lines", "read_tag", "tag_module"]

_TYPING = ("Any", "Literal", "Never", "NoReturn", "Protocol", "TypeAlias")


@dataclass(frozen=True, slots=True)
class Handled:
    """An operation with its signature and responses."""

    operation: OperationNode
    signature: Signature
    responses: tuple[ResponseClass, ...]
    result: str


@dataclass(frozen=True, slots=True)
class TagModule:
    """A tag, read; ``file_name`` is its generated module without the suffix."""

    tag: TagOperations
    protocol: str
    handled: tuple[Handled, ...]

    @property
    def file_name(self) -> str:
        """The module's name; the one of a tag called schemas makes room for the schemas."""
        name = self.tag.module_name
        return f"{name}_" if name == "schemas" else name

    @property
    def shadowed(self) -> frozenset[str]:
        """The builtins that have the name of one of the functions."""
        return BUILTINS & self._functions

    @property
    def schemas(self) -> str:
        """What the module calls the schemas."""
        return "schemas_" if "schemas" in self._functions else "schemas"

    @property
    def builtins(self) -> str:
        """What the module calls the module of builtins."""
        return "builtins_" if "builtins" in self._functions else "builtins"

    @property
    def _functions(self) -> frozenset[str]:
        return frozenset(each.signature.function_name for each in self.handled)


def read_tag(tag: TagOperations, model: DocumentModel, types: SchemaTypes, options: Options) -> TagModule:
    """Read a tag; raises ``ContractError`` for things that get one name in Python."""
    names = Names(frozenset({"Response", options.context_name, *_TYPING}))
    handled = []
    for operation in tag.operations:
        responses = tuple(read_responses(operation, model, types, names))
        result = names.claim(class_name(operation.function_name) + "Result", operation.node, "operation")
        handled.append(Handled(operation, read_signature(operation, model, types), responses, result))
    return TagModule(tag, names.derive(class_name(tag.module_name) or "Tag"), tuple(handled))


def tag_module(module: TagModule, options: Options) -> str:
    """Return the text of a tag's generated module."""
    plain = Spelling(f"{module.schemas}.")
    shadowing = Spelling(f"{module.schemas}.", module.shadowed, module.builtins)
    blocks: list[list[str]] = []
    for handled in module.handled:
        blocks += [list(_response(each, plain)) for each in handled.responses]
    blocks.append([line for handled in module.handled for line in _result(handled)])
    blocks.append(list(_protocol(module, options, shadowing)))
    return module_text(
        f'What the operations of the tag "{_one_line(module.tag.name)}" take and return.',
        _imports(module, options),
        blocks,
    )


def _imports(module: TagModule, options: Options) -> list[str]:
    types: list[Type] = [argument.type for each in module.handled for argument in each.signature.arguments]
    responses = [response for each in module.handled for response in each.responses]
    for response in responses:
        types += [type_ for type_ in (response.body, response.media_type) if type_ is not None]
        types += [header.type for header in response.headers]
    used = frozenset({"Protocol", "TypeAlias"}).union(*map(words, types))
    if not all(each.responses for each in module.handled):
        used |= {"NoReturn"}
    lines = [f"import {_renamed('builtins', module.builtins)}"] if module.shadowed else []
    lines.append(f"from typing import {', '.join(name for name in _TYPING if name in used)}")
    lines.append("")
    ours = [(options.context_module, options.context_name)]
    if responses:
        ours.append(("contractfirst.contract.exchange", "Response"))
    uses_schemas = any(references(type_) for type_ in types)
    if uses_schemas and options.schemas is not None:
        parent, name = options.schemas_in("")
        ours.append((parent, _renamed(name, module.schemas)))
    grouped: dict[str, list[str]] = {}
    for origin, name in sorted(ours):
        grouped.setdefault(origin, []).append(name)
    lines += [f"from {origin} import {', '.join(names)}" for origin, names in grouped.items()]
    if uses_schemas and options.schemas is None:
        lines += ["", f"from . import {_renamed('schemas', module.schemas)}"]
    return lines


def _renamed(name: str, alias: str) -> str:
    return name if name == alias else f"{name} as {alias}"


def _response(response: ResponseClass, spelling: Spelling) -> Iterator[str]:
    yield f"class {response.name}(Response):"
    described = docstring(response.description, 4, WIDTH)
    yield from [*described, *([""] if described else [])]
    yield "    __slots__ = ()"
    yield ""
    first = [FunctionParameter("self")]
    if response.status is None:
        first.append(FunctionParameter("status", Name("int")))
    if response.body is not None:
        first.append(FunctionParameter("body", response.body))
    chosen = [] if response.media_type is None else [FunctionParameter("media_type", response.media_type)]
    headers = [FunctionParameter(header.argument, header.type, header.default) for header in response.headers]
    yield from function_lines("__init__", first, chosen + headers, "None", spelling, 4)
    yield from _super(response)


def _super(response: ResponseClass) -> Iterator[str]:
    given = ["status" if response.status is None else str(response.status)]
    headers = [f"{string(header.header)}: {header.value}" for header in response.headers]
    media_type = response.media_type is not None
    if response.body is not None:
        given.append("body")
    elif headers or media_type:
        given.append("None")
    if headers:
        given.append(f"{{{', '.join(headers)}}}")
    if media_type:
        given.append("media_type" if headers else "media_type=media_type")
    line = f"        super().__init__({', '.join(given)})"
    if len(line) <= WIDTH:
        yield line
        return
    yield "        super().__init__("
    for each in given:
        if not each.startswith("{"):
            yield f"            {each},"
            continue
        yield "            {"
        yield from (f"                {header}," for header in headers)
        yield "            },"
    yield "        )"


def _result(handled: Handled) -> Iterator[str]:
    names = [response.name for response in handled.responses] or ["NoReturn"]
    line = f"{handled.result}: TypeAlias = {' | '.join(names)}"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{handled.result}: TypeAlias = ("
    inner = f"    {' | '.join(names)}"
    if len(inner) <= WIDTH:
        yield inner
    else:
        yield from (f"    {'| ' if index else ''}{name}" for index, name in enumerate(names))
    yield ")"


def _protocol(module: TagModule, options: Options, spelling: Spelling) -> Iterator[str]:
    yield f"class {module.protocol}(Protocol):"
    yield from docstring("The functions that handle the tag; the server gives every argument.", 4, WIDTH)
    for handled in module.handled:
        yield ""
        yield from method_lines(handled, options, spelling, handled.signature.function_name)


def method_lines(
    handled: Handled, options: Options, spelling: Spelling, name: str, result_prefix: str = ""
) -> list[str]:
    """Return the method of a protocol that a handler is checked against."""
    signature = handled.signature
    taken = {argument.name for argument in signature.arguments}
    first = [
        FunctionParameter("self_" if "self" in taken else "self"),
        FunctionParameter(signature.context, Name(options.context_name)),
        FunctionParameter("/"),
    ]
    keywords = [FunctionParameter(argument.name, argument.type) for argument in signature.arguments]
    return function_lines(name, first, keywords, result_prefix + handled.result, spelling, 4, " ...")


def _one_line(text: str) -> str:
    return " ".join(text.split())
