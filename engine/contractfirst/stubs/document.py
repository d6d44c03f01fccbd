"""A document as stubs need it: its operations by tag, its named schemas, the payloads of its webhooks."""

from collections.abc import Iterator
from dataclasses import dataclass

from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.merge_patch import EXTENSION
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.node import Node, mapping
from contractfirst.contract.operation_node import OperationNode
from contractfirst.contract.place import Place
from contractfirst.contract.structure import structure_findings

__all__ = ["StubDocument", "TagOperations", "media_types", "read_document", "schema_of"]


@dataclass(frozen=True, slots=True)
class TagOperations:
    """A tag and its operations, in the order of the document."""

    module_name: str
    name: str
    description: str
    operations: tuple[OperationNode, ...]


@dataclass(frozen=True, slots=True)
class StubDocument:
    """A document; ``schemas`` are the named ones, ``payloads`` those of its webhooks by name.

    ``findings`` say what had to be left out.
    """

    model: DocumentModel
    tags: tuple[TagOperations, ...]
    schemas: tuple[Place, ...]
    payloads: tuple[tuple[str, Place], ...]
    findings: tuple[Finding, ...]


def read_document(document: Document) -> StubDocument:
    """Read a document, its malformed parts passed over; ``x-merge-patch`` operations need no handler.

    Raises:
        ContractError: two operations have one name in Python.
    """
    model = DocumentModel(document)
    findings = [*document.family.findings, *structure_findings(model)]
    operations: dict[str, list[OperationNode]] = {}
    for operation in model.path_operations:
        if operation.node.get(EXTENSION) is True:
            continue
        if operation.id:
            operations.setdefault(operation.module_name, []).append(operation)
        else:
            findings.append(operation.node.finding("the operation has no operationId"))
    for members in operations.values():
        _require_distinct(members)
    described = {tag.string("name"): tag.string("description") for tag in model.of("tag")}
    tags = (
        TagOperations(module, members[0].tag or "default", described.get(members[0].tag, ""), tuple(members))
        for module, members in operations.items()
    )
    schemas = model.components("schemas")
    return StubDocument(
        model=model,
        tags=tuple(tags),
        schemas=tuple(model.root.child("components", "schemas", name) for name in schemas),
        payloads=tuple(_payloads(model)),
        findings=tuple(sorted(findings)),
    )


def media_types(model: DocumentModel, holder: Node) -> list[tuple[str, Place | None]]:
    """Return the media types of a body, parameter or response with their schemas."""
    return [
        (name, schema_of(media))
        for name in mapping(holder.value.get("content"))
        if (media := model.resolved(holder, "media type", "content", name)) is not None
    ]


def schema_of(holder: Node) -> Place | None:
    """Return the member ``schema`` if there is one."""
    return holder.child("schema") if holder.has("schema") else None


def _payloads(model: DocumentModel) -> Iterator[tuple[str, Place]]:
    for operation in model.operations:
        if operation.channel == "webhooks" and operation.body is not None:
            for _, schema in media_types(model, operation.body)[:1]:
                if schema is not None:
                    yield operation.path, schema


def _require_distinct(operations: list[OperationNode]) -> None:
    functions: dict[str, str] = {}
    findings: list[Finding] = []
    for operation in operations:
        if operation.function_name in functions:
            other = functions[operation.function_name]
            message = f'"{other}" is handled by a function of the same name, {operation.function_name}'
            findings.append(operation.node.finding(message, "operationId"))
        functions[operation.function_name] = operation.id
    if findings:
        raise ContractError(findings)
