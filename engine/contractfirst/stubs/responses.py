"""The responses that a handler may return: one class for each documented success status."""

from collections.abc import Iterator
from dataclasses import dataclass

from contractfirst.contract import shape
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.names import python_name
from contractfirst.contract.node import Node, mapping
from contractfirst.contract.operation_node import SERVER_RESPONSE_HEADERS, OperationNode
from contractfirst.contract.place import Place
from contractfirst.stubs.conjunction import SchemaPart, flatten
from contractfirst.stubs.document import media_types, schema_of
from contractfirst.stubs.expressions import NONE, Lit, Name, Type, union
from contractfirst.stubs.media import media_type_of
from contractfirst.stubs.naming import Names, class_name
from contractfirst.stubs.schema_types import SchemaTypes
from contractfirst.stubs.signatures import hint_of
from contractfirst.stubs.text import string

__all__ = ["HeaderArgument", "ResponseClass", "read_responses"]

_NOT_GIVEN = SERVER_RESPONSE_HEADERS | {"content-type"}
_ENTITY_TAG = "etag"
_BODILESS = ("204", "205")
_TAKEN = frozenset({"self", "status", "body", "media_type"})


@dataclass(frozen=True, slots=True)
class HeaderArgument:
    """A header as an argument; ``default`` is its source, ``None`` for one that must be given."""

    header: str
    argument: str
    type: Type
    default: str | None

    @property
    def value(self) -> str:
        """The expression of the field value, from the argument."""
        if self.type == Name("int"):
            return f"str({self.argument})"
        if Name("int") in getattr(self.type, "members", ()):
            return f"None if {self.argument} is None else str({self.argument})"
        return self.argument


@dataclass(frozen=True, slots=True)
class ResponseClass:
    """``status`` is ``None`` for a range or ``default``, which leave the status to the handler.

    ``media_type`` is the type of an argument of that name, where there is something to choose.
    """

    name: str
    description: str
    status: int | None
    body: Type | None
    media_type: Type | None
    headers: tuple[HeaderArgument, ...]


def read_responses(
    operation: OperationNode, model: DocumentModel, types: SchemaTypes, names: Names
) -> Iterator[ResponseClass]:
    """Yield the classes of an operation's success responses; the server sends 304 itself."""
    for status, response in _successes(operation):
        suffix = class_name(status)
        name = names.claim(
            class_name(operation.function_name) + suffix.removeprefix("_"), response, "response class"
        )
        content = [] if status in _BODILESS else media_types(model, response)
        hint = hint_of(response, f"{class_name(operation.function_name)}{suffix[-3:]}Body")
        body, media_type = _body(content, types, hint)
        yield ResponseClass(
            name=name,
            description=response.string("description"),
            status=int(status) if status.isdecimal() else None,
            body=body,
            media_type=media_type,
            headers=tuple(_headers(model, response)),
        )


def _successes(operation: OperationNode) -> list[tuple[str, Node]]:
    # Failures are raised as problems: no handler returns them.
    found = [each for each in operation.responses if each[0][:1] in ("2", "3") and each[0] != "304"]
    return found or [each for each in operation.responses if each[0] == "default"]


def _body(
    content: list[tuple[str, Place | None]], types: SchemaTypes, hint: str
) -> tuple[Type | None, Type | None]:
    if not content:
        return None, None
    body = union(media_type_of(name, schema, types, hint) for name, schema in content)
    names = [name for name, _ in content]
    if any("*" in name for name in names):
        return body, Name("str")
    return body, Lit(tuple(names)) if len(names) > 1 else None


def _headers(model: DocumentModel, response: Node) -> Iterator[HeaderArgument]:
    seen: dict[str, str] = {}
    for name in mapping(response.value.get("headers")):
        header = model.resolved(response, "header", "headers", name)
        if header is None or name.lower() in _NOT_GIVEN:
            continue
        argument = _ENTITY_TAG if name.lower() == _ENTITY_TAG else python_name(name)
        if argument in _TAKEN:
            argument += "_"
        if argument in seen:
            header.fail(f'the headers "{seen[argument]}" and "{name}" have one name in Python')
        seen[argument] = name
        yield _header(header, name, argument)


def _header(header: Node, name: str, argument: str) -> HeaderArgument:
    type_ = _header_type(schema_of(header))
    default = None
    if header.value.get("required") is not True or name.lower() == _ENTITY_TAG:
        type_, default = union([type_, NONE]), "None"
    elif isinstance(type_, Lit) and len(type_.values) == 1:
        default = string(str(type_.values[0]))
    return HeaderArgument(name, argument, type_, default)


def _header_type(schema: Place | None) -> Type:
    """Return what a handler gives: an integer, one of some words, or else the field value as text."""
    if schema is None:
        return Name("str")
    kinds = shape.types(schema)
    if kinds == {"integer"}:
        return Name("int")
    for part in flatten([SchemaPart(schema)]) if kinds == {"string"} else ():
        options = part.keywords.get("enum", [part.keywords["const"]] if "const" in part.keywords else None)
        if isinstance(options, list) and options and all(isinstance(option, str) for option in options):
            return Lit(tuple(options))
    return Name("str")
