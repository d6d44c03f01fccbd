"""What stubs need to know of a document: its operations, with the places of every schema they use.

Reading it takes a fraction of what compiling a contract takes, and checks nothing that a contract checks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.grammar import METHODS
from contractfirst.contract.names import python_name
from contractfirst.contract.place import Place
from contractfirst.contract.shape import default_of

__all__ = [
    "BodyOutline",
    "HeaderOutline",
    "OperationOutline",
    "Outline",
    "ParameterOutline",
    "ResponseOutline",
    "TagOutline",
    "read_outline",
]

# Header parameters that mean nothing (OpenAPI 3.1.1 section 4.8.12.1) or that the server serves itself.
_NOT_PASSED = frozenset(
    {"accept", "authorization", "content-type", "idempotency-key", "if-none-match", "x-request-id"}
)


@dataclass(frozen=True, slots=True)
class ParameterOutline:
    """A parameter that a handler is given; ``default`` counts only with ``has_default``."""

    name: str
    python_name: str
    required: bool
    allows_empty: bool
    has_default: bool
    default: object
    schema: Place | None
    place: Place


@dataclass(frozen=True, slots=True)
class BodyOutline:
    """A request body; ``content`` are its media types with their schemas."""

    required: bool
    content: tuple[tuple[str, Place | None], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class HeaderOutline:
    """A documented response header."""

    name: str
    required: bool
    schema: Place | None
    place: Place


@dataclass(frozen=True, slots=True)
class ResponseOutline:
    """An entry of ``responses`` that is no failure: ``status`` is "200", "2XX" or "default"."""

    status: str
    description: str
    headers: tuple[HeaderOutline, ...]
    content: tuple[tuple[str, Place | None], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class OperationOutline:
    """An operation, and the function that handles it."""

    id: str
    module_name: str
    function_name: str
    summary: str
    description: str
    deprecated: bool
    parameters: tuple[ParameterOutline, ...]
    body: BodyOutline | None
    responses: tuple[ResponseOutline, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class TagOutline:
    """A tag and its operations, in the order of the document."""

    module_name: str
    name: str
    description: str
    operations: tuple[OperationOutline, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A document; ``schemas`` are the named ones, ``payloads`` those of its webhooks by name."""

    document: Document
    tags: tuple[TagOutline, ...]
    schemas: tuple[Place, ...]
    payloads: tuple[tuple[str, Place], ...]

    @property
    def operations(self) -> Iterator[OperationOutline]:
        """Every operation, by tag."""
        for tag in self.tags:
            yield from tag.operations


def read_outline(document: Document) -> Outline:
    """Read a document; raises ``ContractError`` where it is not what OpenAPI 3.1 says."""
    root = Place.root(document)
    operations: dict[str, list[OperationOutline]] = {}
    named: dict[str, str] = {}
    for path, reference in root.members("paths"):
        if path.startswith("x-"):
            continue
        item = reference.resolved()
        for method in METHODS:
            if item.has(method):
                tag, operation = _operation(item, item.child(method))
                named.setdefault(operation.module_name, tag)
                operations.setdefault(operation.module_name, []).append(operation)
    for members in operations.values():
        _require_distinct(members)
    descriptions = {tag.text("name"): tag.text("description") for tag in root.items("tags")}
    components = root.child("components") if root.has("components") else None
    return Outline(
        document=document,
        tags=tuple(
            TagOutline(module, named[module], descriptions.get(named[module], ""), tuple(members))
            for module, members in operations.items()
        ),
        schemas=() if components is None else tuple(place for _, place in components.members("schemas")),
        payloads=tuple(_payloads(root)),
    )


def _operation(item: Place, place: Place) -> tuple[str, OperationOutline]:
    tag = next((str(tag.value) for tag in place.items("tags")), "")
    operation_id = place.text("operationId")
    if not operation_id:
        place.fail("the operation has no operationId")
    merged: dict[tuple[str, str], ParameterOutline] = {}
    for holder in (item, place):
        for reference in holder.items("parameters"):
            parameter = reference.resolved()
            location, name = parameter.text("in"), parameter.text("name")
            if location != "header" or name.lower() not in _NOT_PASSED:
                merged[name, location] = _parameter(parameter)
    body = None
    if place.has("requestBody"):
        holder = place.child("requestBody").resolved()
        body = BodyOutline(holder.flag("required"), _content(holder), holder)
    names: set[str] = {"body"}
    for parameter_outline in merged.values():
        if parameter_outline.python_name in names:
            message = f'another argument is named "{parameter_outline.python_name}" as this one is'
            parameter_outline.place.fail(message)
        names.add(parameter_outline.python_name)
    return tag or "default", OperationOutline(
        id=operation_id,
        module_name=python_name(tag) if tag else "default",
        function_name=python_name(operation_id),
        summary=place.text("summary"),
        description=place.text("description"),
        deprecated=place.flag("deprecated"),
        parameters=tuple(merged.values()),
        body=body,
        responses=tuple(_responses(place)),
        place=place,
    )


def _parameter(place: Place) -> ParameterOutline:
    schema = place.child("schema") if place.has("schema") else None
    if schema is None:
        schema = next((found for _, found in _content(place)), None)
    has_default, default = default_of(schema) if schema is not None else (False, None)
    return ParameterOutline(
        name=place.text("name"),
        python_name=python_name(place.text("name")),
        required=place.flag("required"),
        allows_empty=place.flag("allowEmptyValue"),
        has_default=has_default,
        default=default,
        schema=schema,
        place=place,
    )


def _responses(operation: Place) -> Iterator[ResponseOutline]:
    for status, reference in operation.members("responses"):
        # Failures are raised as problems: no handler returns them.
        if status[:1] not in ("2", "3", "d"):
            continue
        place = reference.resolved()
        headers = []
        for name, header in place.members("headers"):
            resolved = header.resolved()
            schema = resolved.child("schema") if resolved.has("schema") else None
            headers.append(HeaderOutline(name, resolved.flag("required"), schema, resolved))
        yield ResponseOutline(status, place.text("description"), tuple(headers), _content(place), place)


def _content(holder: Place) -> tuple[tuple[str, Place | None], ...]:
    return tuple(
        (name, media.child("schema") if media.has("schema") else None)
        for name, media in holder.members("content")
    )


def _payloads(root: Place) -> Iterator[tuple[str, Place]]:
    for name, reference in root.members("webhooks"):
        item = reference.resolved()
        for method in METHODS:
            if item.has(method) and item.child(method).has("requestBody"):
                content = _content(item.child(method).child("requestBody").resolved())
                yield from ((name, schema) for _, schema in content[:1] if schema is not None)


def _require_distinct(operations: list[OperationOutline]) -> None:
    functions: dict[str, str] = {}
    findings: list[Finding] = []
    for operation in operations:
        if operation.function_name in functions:
            other = functions[operation.function_name]
            message = f'"{other}" is handled by a function of the same name, {operation.function_name}'
            pointer = f"{operation.place.pointer}/operationId"
            findings.append(operation.place.document.finding(pointer, message))
        functions[operation.function_name] = operation.id
    if findings:
        raise ContractError(findings)
