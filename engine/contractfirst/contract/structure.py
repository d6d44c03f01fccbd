"""Where a document differs from the grammar so that parts of it cannot be read: checked before serving."""

from collections.abc import Iterator

from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.grammar import LIST, MAPS, ONE, PARTS, REFERENCEABLE
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.node import Node

__all__ = ["is_misplaced_reference", "require_version", "structure_findings"]


def require_version(model: DocumentModel) -> None:
    """Raise ``ContractError`` unless the document is OpenAPI 3.1: others mean other things by its words."""
    version = model.document.data.get("openapi")
    if not (isinstance(version, str) and version.startswith("3.1.")):
        model.root.fail('the document is not OpenAPI 3.1: "openapi" must be 3.1.x', "openapi")


def structure_findings(model: DocumentModel) -> Iterator[Finding]:
    """Yield references of objects that lead nowhere, and objects that are none.

    Of Schema Objects only the places are looked at: see ``Schemas`` for what is wrong within.
    """
    for reference in model.references:
        node = reference.node
        if is_misplaced_reference(node):
            yield node.finding(f"a {node.kind} cannot be given by a $ref", "$ref")
        elif node.kind != "schema":
            try:
                node.resolved().mapping()
            except ContractError as error:
                yield from error.findings
    for node in model.nodes():
        if node.kind != "schema" and not node.is_reference:
            yield from _malformed(node)


def is_misplaced_reference(node: Node) -> bool:
    """Whether a ``$ref`` stands where the specification knows none, such as in place of an operation."""
    return node.is_reference and node.kind not in REFERENCEABLE


def _malformed(node: Node) -> Iterator[Finding]:
    if node.kind in MAPS:
        for name, held in node.value.items():
            if not isinstance(held, dict) and not name.startswith("x-"):
                yield node.finding("must be an object", name)
    for field, (how, kind) in PARTS.get(node.kind, {}).items():
        if field not in node.value or (kind == "schema" and how is ONE):
            continue
        held = node.value[field]
        if not isinstance(held, list if how is LIST else dict):
            yield node.finding(f"must be an {'array' if how is LIST else 'object'}", field)
        elif how is not ONE and kind != "schema":
            items = enumerate(held) if isinstance(held, list) else held.items()
            for key, item in items:
                if not isinstance(item, dict):
                    yield node.finding("must be an object", field, key)
