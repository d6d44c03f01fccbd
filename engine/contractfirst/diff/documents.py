"""Two documents compared, operation by operation."""

import re
from collections.abc import Iterator

from contractfirst.contract.direction import Direction
from contractfirst.contract.errors import ContractError
from contractfirst.contract.grammar import METHODS
from contractfirst.contract.place import Place
from contractfirst.contract.rates import load_rate_classes
from contractfirst.diff.access import Limits, compare_access
from contractfirst.diff.change import DocumentChange, Impact
from contractfirst.diff.change_collector import ChangeCollector
from contractfirst.diff.content import compare_content, compare_request_body
from contractfirst.diff.context import ComparisonContext, absent, members, resolved
from contractfirst.diff.parameters import compare_parameters, gather
from contractfirst.diff.responses import compare_header, compare_replies, compare_responses
from contractfirst.diff.schema_pair import SchemaPairs
from contractfirst.diff.schemas.sameness import equal
from contractfirst.diff.source import Source

__all__ = ["diff_documents"]

_VARIABLE = re.compile(r"\{[^{}]*\}")
_TEXT = ("summary", "description", "tags", "externalDocs")

Operations = dict[tuple[str, str], tuple[str, Place, Place]]


def diff_documents(base: Source, head: Source) -> tuple[DocumentChange, ...]:
    """Return every change from one OpenAPI 3.1 document to another, the gravest first."""
    if base.document.source == head.document.source and not _leads_out(base, head):
        return ()
    comparison = _Comparison(base, head)
    comparison.run()
    return comparison.collector.changes()


def _leads_out(base: Source, head: Source) -> bool:
    return any(b".yaml" in each.document.source or b".json" in each.document.source for each in (base, head))


def _annotations(base: Source, head: Source) -> set[str]:
    """Return which annotations the documents use; all of them where further files may."""
    names = {direction.value for direction in Direction}
    if _leads_out(base, head):
        return names
    return {name for name in names if any(name.encode() in source.document.source for source in (base, head))}


class _Comparison:
    def __init__(self, base: Source, head: Source) -> None:
        self.collector = ChangeCollector(base, head)
        self._schemas = SchemaPairs(self.collector, _annotations(base, head))
        self._base, self._head = Place.root(base.document), Place.root(head.document)

    def run(self) -> None:
        old, new = _limits(self._base), _limits(self._head)
        self._compare_servers(self._base, self._head, "")
        before, after = dict(_operations(self._base, "paths")), dict(_operations(self._head, "paths"))
        for key, (path, item, operation) in before.items():
            context = self._context(key[1], path)
            if key not in after:
                text = "the operation is gone"
                context.add("operation-removed", operation, _nearest(self._head, "paths", path), text)
                continue
            other_path, other_item, other = after[key]
            self._compare_operation(context, (path, item, operation), (other_path, other_item, other))
            compare_access(context, operation, other, old, new)
            for holder, another in ((item, other_item), (operation, other)):
                if holder.has("servers") or another.has("servers"):
                    self._compare_servers(holder, another, context.label)
        for key, (path, _, operation) in after.items():
            if key not in before:
                nearest = _nearest(self._base, "paths", path)
                self._context(key[1], path).add("operation-added", nearest, operation, "the operation is new")
        self._compare_webhooks()

    def _context(self, method: str, path: str) -> ComparisonContext:
        return ComparisonContext(self.collector, self._schemas, f"{method.upper()} {path}")

    def _compare_operation(
        self, context: ComparisonContext, base: tuple[str, Place, Place], head: tuple[str, Place, Place]
    ) -> None:
        old, new = base[2], head[2]
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
        self._compare_callbacks(context, old, new)

    def _compare_notes(self, context: ComparisonContext, old: Place, new: Place) -> None:
        if (old.get("deprecated") is True) != (new.get("deprecated") is True):
            state = "deprecated" if new.get("deprecated") is True else "no longer deprecated"
            places = absent(old, "deprecated"), absent(new, "deprecated")
            context.add("operation-deprecated", *places, f"the operation is {state}")
        for name in _TEXT:
            if not equal(old.get(name), new.get(name)):
                context.add("text-changed", absent(old, name), absent(new, name), f"{name} changed")

    def _compare_callbacks(self, context: ComparisonContext, old: Place, new: Place) -> None:
        before, after = members(old, "callbacks"), members(new, "callbacks")
        for name in before.keys() | after.keys():
            was = _calls(before.get(name), f"callback {name}")
            now = _calls(after.get(name), f"callback {name}")
            self._compare_calls(was, now, (old, new), "callbacks", context.label)

    def _compare_webhooks(self) -> None:
        before = {
            (method, path): (f"webhook {path}", item, operation)
            for (path, method), (_, item, operation) in _operations(self._base, "webhooks", exact=True)
        }
        after = {
            (method, path): (f"webhook {path}", item, operation)
            for (path, method), (_, item, operation) in _operations(self._head, "webhooks", exact=True)
        }
        self._compare_calls(before, after, (self._base, self._head), "webhooks", "")

    def _compare_calls(
        self, before: Operations, after: Operations, holders: tuple[Place, Place], member: str, label: str
    ) -> None:
        """Compare operations that the server calls: the client reads what they carry and sends replies."""
        for key in sorted(before.keys() | after.keys()):
            name = (before.get(key) or after[key])[0]
            context = ComparisonContext(self.collector, self._schemas, label or name)
            about = f"{name}: " if label else ""
            if key not in after:
                gone = before[key][2]
                context.add("webhook-removed", gone, absent(holders[1], member), f"{about}is no longer sent")
            elif key not in before:
                context.add("webhook-added", absent(holders[0], member), after[key][2], f"{about}is new")
            else:
                self._compare_call(context, before[key], after[key], about)

    def _compare_call(
        self,
        context: ComparisonContext,
        base: tuple[str, Place, Place],
        head: tuple[str, Place, Place],
        about: str,
    ) -> None:
        old, new = base[2], head[2]
        before, after = gather(*base[1:]), gather(*head[1:])
        for key, place in before.items():
            subject = f"{about}{key[0]} parameter {key[1]}"
            if key in after:
                compare_header(context, place, after[key], subject)
            else:
                context.add(
                    "response-header-removed", place, absent(new, "parameters"), f"{subject}: is gone"
                )
        for key, place in after.items():
            if key not in before:
                text = f"{about}{key[0]} parameter {key[1]}: is new"
                context.add("response-header-added", absent(old, "parameters"), place, text)
        if self._schemas.same(old, new):
            return
        self._compare_notes(context, old, new)
        bodies = [
            resolved(each.child("requestBody")) if each.has("requestBody") else each for each in (old, new)
        ]
        if old.has("requestBody") and new.has("requestBody"):
            compare_content(context, bodies[0], bodies[1], Direction.RESPONSE, f"{about}payload")
        elif old.has("requestBody"):
            places = bodies[0], absent(new, "requestBody")
            context.add("response-media-type-removed", *places, f"{about}the payload is gone")
        elif new.has("requestBody"):
            places = absent(old, "requestBody"), bodies[1]
            context.add("response-media-type-added", *places, f"{about}a payload is new")
        compare_replies(context, old, new)

    def _compare_servers(self, base: Place, head: Place, label: str) -> None:
        old, new = _servers(base), _servers(head)
        for url, place in old.items():
            if url not in new:
                text = f"the server {url} is gone"
                self.collector.add(
                    "server-removed", place, absent(head, "servers"), text, label, impact=Impact.SENDING
                )
        for url, place in new.items():
            if url not in old:
                self.collector.add(
                    "server-added", absent(base, "servers"), place, f"the server {url} is new", label
                )


def _operations(
    root: Place, member: str, *, exact: bool = False
) -> Iterator[tuple[tuple[str, str], tuple[str, Place, Place]]]:
    """Yield each operation under its path, names of variables left out, and its method."""
    for path, item in members(root, member).items():
        if path.startswith("x-") or not isinstance(item.value, dict):
            continue
        for method in METHODS:
            if isinstance(item.value.get(method), dict):
                shape = path if exact else _VARIABLE.sub("{}", path)
                yield (shape, method), (path, item, item.child(method))


def _calls(callback: Place | None, name: str) -> Operations:
    found: Operations = {}
    if callback is None or not isinstance(callback.value, dict):
        return found
    for expression in callback.value:
        item = resolved(callback.child(expression))
        for method in METHODS if isinstance(item.value, dict) else ():
            if isinstance(item.get(method), dict):
                found[method, expression] = name, item, item.child(method)
    return found


def _limits(root: Place) -> Limits:
    try:
        return Limits(root, load_rate_classes(root.document))
    except ContractError:
        return Limits(root, {})


def _servers(holder: Place) -> dict[str, Place]:
    held = holder.get("servers") if isinstance(holder.value, dict) else None
    found: dict[str, Place] = {}
    for index in range(len(held) if isinstance(held, list) else 0):
        place = holder.child("servers", index)
        if isinstance(place.value, dict):
            found.setdefault(str(place.get("url")).rstrip("/"), place)
    return found


def _nearest(root: Place, member: str, path: str) -> Place:
    """Return the place of a path, or of all paths where it is not there."""
    return absent(root, member, path)
