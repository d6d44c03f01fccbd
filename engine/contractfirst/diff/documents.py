"""Two documents compared, operation by operation."""

import re

from contractfirst.contract.direction import Direction
from contractfirst.contract.errors import ContractError
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.node import Node
from contractfirst.contract.operation_node import OperationNode
from contractfirst.contract.place import Place
from contractfirst.contract.rates import load_rate_classes
from contractfirst.diff.access import Limits, compare_access
from contractfirst.diff.change import DocumentChange, Impact
from contractfirst.diff.change_collector import ChangeCollector
from contractfirst.diff.content import compare_content, compare_request_body
from contractfirst.diff.context import ComparisonContext, absent, members
from contractfirst.diff.parameters import compare_parameters, named_parameters
from contractfirst.diff.responses import compare_header, compare_replies, compare_responses
from contractfirst.diff.schema_pair import SchemaPairs
from contractfirst.diff.schemas.sameness import equal
from contractfirst.diff.soundness import source_findings
from contractfirst.diff.source import Source, refers_to_files

__all__ = ["diff_documents"]

_VARIABLE = re.compile(r"\{[^{}]*\}")
_TEXT = ("summary", "description", "tags", "externalDocs")

Key = tuple[str, str]
# What operations are found again by, with the name that messages call them.
Calls = dict[Key, tuple[str, OperationNode]]


def diff_documents(base: Source, head: Source) -> tuple[DocumentChange, ...]:
    """Return every change from one OpenAPI 3.1 document to another, the gravest first.

    Raises:
        ContractError: a document has broken parts, or is of another version; see ``source_findings``.
    """
    models = DocumentModel(base.document), DocumentModel(head.document)
    findings = [
        finding
        for source, model in zip((base, head), models, strict=True)
        for finding in source_findings(source, model)
    ]
    if findings:
        raise ContractError(dict.fromkeys(findings))
    if base.document.source == head.document.source and not _refer_to_files(base, head):
        return ()
    comparison = _Comparison(base, head, *models)
    comparison.run()
    return comparison.collector.changes()


def _refer_to_files(base: Source, head: Source) -> bool:
    return refers_to_files(base.document.source) or refers_to_files(head.document.source)


def _annotations(base: Source, head: Source) -> set[str]:
    """Return which annotations the documents use; all of them where further files may."""
    names = {direction.value for direction in Direction}
    if _refer_to_files(base, head):
        return names
    return {name for name in names if any(name.encode() in source.document.source for source in (base, head))}


class _Comparison:
    def __init__(
        self, base: Source, head: Source, base_model: DocumentModel, head_model: DocumentModel
    ) -> None:
        self.collector = ChangeCollector(base, head)
        self._schemas = SchemaPairs(self.collector, _annotations(base, head))
        self._base, self._head = base_model, head_model

    def run(self) -> None:
        old, new = _limits(self._base), _limits(self._head)
        self._compare_servers(self._base.root, self._head.root, "")
        before, after = _by_path(self._base), _by_path(self._head)
        for key, operation in before.items():
            context = self._context(operation)
            if key not in after:
                nearest = absent(self._head.root, "paths", operation.path)
                context.add("operation-removed", operation.node, nearest, "the operation was removed")
                continue
            other = after[key]
            self._compare_operation(context, operation, other)
            compare_access(context, operation, other, old, new)
            for holder, another in ((operation.item, other.item), (operation.node, other.node)):
                if holder.has("servers") or another.has("servers"):
                    self._compare_servers(holder, another, context.label)
        for key, operation in after.items():
            if key not in before:
                nearest = absent(self._base.root, "paths", operation.path)
                self._context(operation).add(
                    "operation-added", nearest, operation.node, "the operation is new"
                )
        places = absent(self._base.root, "webhooks"), absent(self._head.root, "webhooks")
        self._compare_calls(_webhooks(self._base), _webhooks(self._head), places, "")

    def _context(self, operation: OperationNode) -> ComparisonContext:
        return ComparisonContext(self.collector, self._schemas, operation.name)

    def _compare_operation(
        self, context: ComparisonContext, base: OperationNode, head: OperationNode
    ) -> None:
        old, new = base.node, head.node
        compare_parameters(context, base, head)
        if self._schemas.same(old, new):
            return
        if old.get("operationId") != new.get("operationId"):
            places = absent(old, "operationId"), absent(new, "operationId")
            text = f"the operationId is {new.get('operationId')} instead of {old.get('operationId')}"
            context.add("operation-id-changed", *places, text)
        self._compare_notes(context, old, new)
        compare_request_body(context, old, new)
        compare_responses(context, old, new)
        self._compare_callbacks(context, base, head)

    def _compare_notes(self, context: ComparisonContext, old: Place, new: Place) -> None:
        if (old.get("deprecated") is True) != (new.get("deprecated") is True):
            state = "deprecated" if new.get("deprecated") is True else "no longer deprecated"
            places = absent(old, "deprecated"), absent(new, "deprecated")
            context.add("operation-deprecated", *places, f"the operation is {state}")
        for name in _TEXT:
            if not equal(old.get(name), new.get(name)):
                context.add("text-changed", absent(old, name), absent(new, name), f"{name} changed")

    def _compare_callbacks(
        self, context: ComparisonContext, base: OperationNode, head: OperationNode
    ) -> None:
        before, after = _callbacks(self._base, base.node), _callbacks(self._head, head.node)
        places = absent(base.node, "callbacks"), absent(head.node, "callbacks")
        self._compare_calls(before, after, places, context.label)

    def _compare_calls(self, before: Calls, after: Calls, places: tuple[Place, Place], label: str) -> None:
        """Compare operations that the server calls: the client reads what they carry and sends replies."""
        for key in sorted(before.keys() | after.keys()):
            name = (before.get(key) or after[key])[0]
            context = ComparisonContext(self.collector, self._schemas, label or name)
            about = f"{name}: " if label else ""
            if key not in after:
                gone = before[key][1].node
                context.add("webhook-removed", gone, places[1], f"{about}is no longer sent")
            elif key not in before:
                context.add("webhook-added", places[0], after[key][1].node, f"{about}is new")
            else:
                self._compare_call(context, before[key][1], after[key][1], about)

    def _compare_call(
        self, context: ComparisonContext, base: OperationNode, head: OperationNode, about: str
    ) -> None:
        old, new = base.node, head.node
        before, after = named_parameters(base), named_parameters(head)
        for key, place in before.items():
            subject = f"{about}{key[0]} parameter {key[1]}"
            if key in after:
                compare_header(context, place, after[key], subject)
            else:
                context.add(
                    "response-header-removed", place, absent(new, "parameters"), f"{subject}: was removed"
                )
        for key, place in after.items():
            if key not in before:
                text = f"{about}{key[0]} parameter {key[1]}: is new"
                context.add("response-header-added", absent(old, "parameters"), place, text)
        if self._schemas.same(old, new):
            return
        self._compare_notes(context, old, new)
        if base.body is not None and head.body is not None:
            compare_content(context, base.body, head.body, Direction.RESPONSE, f"{about}payload")
        elif base.body is not None:
            places = base.body, absent(new, "requestBody")
            context.add("response-media-type-removed", *places, f"{about}the payload was removed")
        elif head.body is not None:
            added = absent(old, "requestBody"), head.body
            context.add("response-media-type-added", *added, f"{about}a payload is new")
        compare_replies(context, old, new)

    def _compare_servers(self, base: Place, head: Place, label: str) -> None:
        old, new = _servers(base), _servers(head)
        for url, place in old.items():
            if url not in new:
                text = f"the server {url} was removed"
                self.collector.add(
                    "server-removed", place, absent(head, "servers"), text, label, impact=Impact.SENDING
                )
        for url, place in new.items():
            if url not in old:
                self.collector.add(
                    "server-added", absent(base, "servers"), place, f"the server {url} is new", label
                )


def _by_path(model: DocumentModel) -> dict[Key, OperationNode]:
    """Return the operations by method and path, names of variables left out."""
    return {(_VARIABLE.sub("{}", each.path), each.method): each for each in model.path_operations}


def _webhooks(model: DocumentModel) -> Calls:
    operations = model.operations_of(model.root, "webhooks")
    return {(each.method, each.path): (f"webhook {each.path}", each) for each in operations}


def _callbacks(model: DocumentModel, operation: Node) -> Calls:
    found: Calls = {}
    for name in members(operation, "callbacks"):
        callback = model.resolved(operation, "callback", "callbacks", name)
        for each in model.operations_of(callback, "callbacks"):
            found[f"{name} {each.method}", each.path] = f"callback {name}", each
    return found


def _limits(model: DocumentModel) -> Limits:
    try:
        return Limits(model.root, load_rate_classes(model.document))
    except ContractError:
        return Limits(model.root, {})


def _servers(holder: Place) -> dict[str, Place]:
    held = holder.get("servers") if isinstance(holder.value, dict) else None
    found: dict[str, Place] = {}
    for index in range(len(held) if isinstance(held, list) else 0):
        place = holder.child("servers", index)
        if isinstance(place.value, dict):
            found.setdefault(str(place.get("url")).rstrip("/"), place)
    return found
