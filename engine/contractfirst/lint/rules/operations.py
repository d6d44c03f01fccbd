"""Rules about operations: how they are named, described and grouped."""

from collections.abc import Iterator

from contractfirst.contract.grammar import METHODS
from contractfirst.contract.node import Node, sequence, strings
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = [
    "body_without_meaning",
    "duplicate_operation_id",
    "duplicate_tag",
    "empty_path_item",
    "missing_description",
    "missing_operation_id",
    "missing_summary",
    "missing_tag",
    "undeclared_tag",
    "unused_tag",
]

_WITHOUT_BODY = ("get", "head", "delete", "trace")


@rule(
    "missing-operation-id",
    Severity.ERROR,
    "An operation has no operationId",
    why="Handlers, generated clients and links find an operation by its operationId; without one they invent "
    "a name from the path, and break when it changes.",
    bad="get:\n  summary: List books",
    good="get:\n  operationId: listBooks\n  summary: List books",
    source="OpenAPI 3.1.1 section 4.8.10.1 (Operation Object)",
    fix="Add an operationId, unique in the document.",
)
def missing_operation_id(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.path_operations:
        if not operation.node.string("operationId"):
            yield report(operation.node, f"{operation.name} has no operationId")


@rule(
    "duplicate-operation-id",
    Severity.ERROR,
    "Two operations have the same operationId",
    why="One of the two cannot be reached by name: its handler, client method or link is the other's.",
    bad="/books: {get: {operationId: getBook}}\n/books/{id}: {get: {operationId: getBook}}",
    good="/books: {get: {operationId: listBooks}}\n/books/{id}: {get: {operationId: getBook}}",
    source="OpenAPI 3.1.1 section 4.8.10.1 (Operation Object)",
    fix="Rename one of them.",
)
def duplicate_operation_id(model: LintModel) -> Iterator[RuleFinding]:
    first: dict[str, Node] = {}
    for node in model.of("operation"):
        name = node.string("operationId")
        if name and first.setdefault(name, node) is not node:
            other = first[name].document.position(first[name].within("operationId")).line
            yield report(node, f'the operationId "{name}" is that of line {other} too', "operationId")


@rule(
    "body-without-meaning",
    Severity.WARNING,
    "GET, HEAD, DELETE or TRACE has a request body",
    why="HTTP gives such a body no meaning: proxies and clients drop it, and some servers refuse the "
    "request.",
    bad="get:\n  requestBody: {content: {}}",
    good="get:\n  parameters: [{name: search, in: query}]",
    source="RFC 9110 sections 9.3.1, 9.3.2, 9.3.5 and 9.3.8",
    fix="Move the content of the body into parameters, or use POST.",
)
def body_without_meaning(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.operations:
        if operation.method in _WITHOUT_BODY and "requestBody" in operation.node.value:
            method = operation.method.upper()
            yield report(operation.node, f"a {method} body has no defined semantics", "requestBody")


@rule(
    "missing-summary",
    Severity.WARNING,
    "An operation has no summary",
    why="Lists of operations show the summary; without one they show a path.",
    bad="get:\n  operationId: listBooks",
    good="get:\n  operationId: listBooks\n  summary: List books",
    source="OpenAPI 3.1.1 section 4.8.10.1 (Operation Object)",
    fix="Summarise in a few words what it does.",
)
def missing_summary(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.operations:
        if operation.channel != "callbacks" and not operation.node.string("summary").strip():
            yield report(operation.node, f"{operation.name} has no summary")


@rule(
    "missing-description",
    Severity.WARNING,
    "A description is missing",
    why="The contract is the documentation. `on` says what must be described: operations, parameters, "
    "responses, tags, component schemas (schema).",
    bad="tags: [{name: Books}]",
    good="tags: [{name: Books, description: What may be borrowed.}]",
    source="OpenAPI 3.1.1 sections 4.8.10.1, 4.8.12.2, 4.8.17.1 and 4.8.22.1",
    fix="Describe what developers need to know beyond the name.",
    options={"on": ["operation", "parameter", "response", "tag", "schema"]},
)
def missing_description(model: LintModel) -> Iterator[RuleFinding]:
    kinds = strings(model.options["missing-description"]["on"])
    for kind in kinds:
        for node in model.of(kind):
            if node.string("description").strip():
                continue
            if kind == "schema":
                if not node.pointer.startswith("/components/schemas/") or node.pointer.count("/") != 3:
                    continue
                if "$ref" in node.value:
                    continue
            if kind == "operation" and any(each.kind == "callback" for each in node.ancestors()):
                continue
            yield report(node, f"the {kind}{_called(node)} has no description")


def _called(node: Node) -> str:
    name = node.string("operationId") or node.string("name") or (node.key if node.kind == "schema" else "")
    return f' "{name}"' if name else ""


@rule(
    "missing-tag",
    Severity.WARNING,
    "An operation has no tag",
    why="Tags group the documentation, and generators make one module of each.",
    bad="get:\n  operationId: listBooks",
    good="get:\n  operationId: listBooks\n  tags: [Books]",
    source="OpenAPI 3.1.1 section 4.8.10.1 (Operation Object)",
    fix="Add one of the declared tags.",
)
def missing_tag(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.operations:
        if operation.channel == "paths" and not sequence(operation.node.value.get("tags")):
            yield report(operation.node, f"{operation.name} has no tag")


@rule(
    "undeclared-tag",
    Severity.WARNING,
    "A tag is not declared",
    why="It has no description and no place in the order of the documentation; often it is a misspelling "
    "that splits a group in two.",
    bad="get: {tags: [Book]}   # tags: [{name: Books}]",
    good="get: {tags: [Books]}",
    source="OpenAPI 3.1.1 sections 4.8.1.1 and 4.8.22 (Tag Object)",
    fix="Declare it under the document's tags, or use a declared one.",
)
def undeclared_tag(model: LintModel) -> Iterator[RuleFinding]:
    declared = _declared(model)
    for node in model.of("operation"):
        for index, tag in enumerate(sequence(node.value.get("tags"))):
            if isinstance(tag, str) and tag not in declared:
                yield report(node, f'the tag "{tag}" is not declared', "tags", index)


@rule(
    "unused-tag",
    Severity.INFO,
    "A declared tag is used by no operation",
    why="The documentation shows an empty group.",
    bad="tags: [{name: Obsolete, description: Nothing.}]",
    good="tags: []",
    source="OpenAPI 3.1.1 section 4.8.22 (Tag Object)",
    fix="Remove it, or tag the operations that belong to it.",
)
def unused_tag(model: LintModel) -> Iterator[RuleFinding]:
    if model.is_library:
        return
    used = {tag for node in model.of("operation") for tag in strings(node.value.get("tags"))}
    for node in model.of("tag"):
        name = node.string("name")
        if name and name not in used:
            yield report(node, f'no operation has the tag "{name}"')


@rule(
    "duplicate-tag",
    Severity.ERROR,
    "Two tags have the same name",
    why="Tag names must be unique; tools show either of the two descriptions.",
    bad="tags: [{name: Books}, {name: Books}]",
    good="tags: [{name: Books}]",
    source="OpenAPI 3.1.1 section 4.8.1.1 (tags)",
    fix="Merge them.",
)
def duplicate_tag(model: LintModel) -> Iterator[RuleFinding]:
    seen: set[str] = set()
    for node in model.of("tag"):
        name = node.string("name")
        if name in seen:
            yield report(node, f'the tag "{name}" is declared twice', "name")
        seen.add(name)


def _declared(model: LintModel) -> set[str]:
    return {node.string("name") for node in model.of("tag")}


@rule(
    "empty-path-item",
    Severity.WARNING,
    "A path has no operation",
    why="Nothing can be done there; usually the method is misspelt or the work unfinished.",
    bad="/books: {}",
    good="/books: {get: {operationId: listBooks}}",
    source="OpenAPI 3.1.1 section 4.8.9 (Path Item Object)",
    fix="Add an operation or remove the path.",
)
def empty_path_item(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("path item"):
        if node.value.keys().isdisjoint(("$ref", *METHODS)):
            yield report(node, f'"{node.key}" has no operation')
