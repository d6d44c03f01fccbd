"""The responses that a handler may return: one class for each documented success status."""

from collections.abc import Iterator
from dataclasses import dataclass

from contractfirst.contract import shape
from contractfirst.contract.names import python_name
from contractfirst.contract.place import Place
from contractfirst.contract.response import MACHINERY_HEADERS
from contractfirst.stubs.conjunction import Part, flatten
from contractfirst.stubs.expressions import NONE, Lit, Name, Type, union
from contractfirst.stubs.media import media_type_of
from contractfirst.stubs.naming import Names, class_name
from contractfirst.stubs.outline import HeaderOutline, OperationOutline, ResponseOutline
from contractfirst.stubs.schema_types import SchemaTypes
from contractfirst.stubs.signatures import hint_of
from contractfirst.stubs.text import string

__all__ = ["HeaderArgument", "ResponseClass", "read_responses"]

_NOT_GIVEN = MACHINERY_HEADERS | {"content-type"}
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


def read_responses(operation: OperationOutline, types: SchemaTypes, names: Names) -> Iterator[ResponseClass]:
    """Yield the classes of an operation's success responses; 304 is the server's own affair."""
    for response in _successes(operation.responses):
        suffix = class_name(response.status)
        name = names.claim(
            class_name(operation.function_name) + suffix.removeprefix("_"), response.place, "response class"
        )
        body, media_type = _body(operation, response, types)
        yield ResponseClass(
            name=name,
            description=response.description,
            status=int(response.status) if response.status.isdecimal() else None,
            body=body,
            media_type=media_type,
            headers=tuple(_headers(response)),
        )


def _successes(responses: tuple[ResponseOutline, ...]) -> list[ResponseOutline]:
    found = [each for each in responses if each.status[0] in "23" and each.status != "304"]
    return found or [each for each in responses if each.status == "default"]


def _body(
    operation: OperationOutline, response: ResponseOutline, types: SchemaTypes
) -> tuple[Type | None, Type | None]:
    if response.status in _BODILESS or not response.content:
        return None, None
    hint = hint_of(
        response.place, f"{class_name(operation.function_name)}{class_name(response.status)[-3:]}Body"
    )
    body = union(media_type_of(name, schema, types, hint) for name, schema in response.content)
    names = [name for name, _ in response.content]
    if any("*" in name for name in names):
        return body, Name("str")
    return body, Lit(tuple(names)) if len(names) > 1 else None


def _headers(response: ResponseOutline) -> Iterator[HeaderArgument]:
    seen: dict[str, str] = {}
    for header in response.headers:
        if header.name.lower() in _NOT_GIVEN:
            continue
        is_tag = header.name.lower() == _ENTITY_TAG
        argument = _ENTITY_TAG if is_tag else python_name(header.name)
        if argument in _TAKEN:
            argument += "_"
        if argument in seen:
            header.place.fail(f'the headers "{seen[argument]}" and "{header.name}" have one name in Python')
        seen[argument] = header.name
        yield _header(header, argument)


def _header(header: HeaderOutline, argument: str) -> HeaderArgument:
    type_ = _header_type(header.schema)
    default = None
    if not header.required or header.name.lower() == _ENTITY_TAG:
        type_, default = union([type_, NONE]), "None"
    elif isinstance(type_, Lit) and len(type_.values) == 1:
        default = string(str(type_.values[0]))
    return HeaderArgument(header.name, argument, type_, default)


def _header_type(schema: Place | None) -> Type:
    """Return what a handler gives: an integer, one of some words, or else the field value as text."""
    if schema is None:
        return Name("str")
    kinds = shape.types(schema)
    if kinds == {"integer"}:
        return Name("int")
    for part in flatten([Part(schema)]) if kinds == {"string"} else ():
        options = part.keywords.get("enum", [part.keywords["const"]] if "const" in part.keywords else None)
        if isinstance(options, list) and options and all(isinstance(option, str) for option in options):
            return Lit(tuple(options))
    return Name("str")
