"""Rules about links."""

import re
from collections.abc import Iterator

from contractfirst.contract.node import Node, mapping
from contractfirst.contract.operation_node import OperationNode
from contractfirst.lint.model import LintModel
from contractfirst.lint.names import suggestion
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = ["link_expression", "link_operation", "link_parameter"]

_SOURCE = "OpenAPI 3.1.1 section 4.8.20 (Link Object)"
_EXPRESSION = re.compile(
    r"\$(?:url|method|statusCode"
    r"|(?:request|response)\.(?:header\.[!#$%&'*+.^_`|~0-9A-Za-z-]+|query\..+|path\..+|body(?:#(?:/.*)?)?))",
    re.DOTALL,
)


@rule(
    "link-operation",
    Severity.ERROR,
    "A link refers to an operation that does not exist",
    why="Clients and tests that follow links have nowhere to go.",
    bad="links: {book: {operationId: getBok}}",
    good="links: {book: {operationId: getBook}}",
    source=_SOURCE,
    fix="Name an operation of the document.",
)
def link_operation(model: LintModel) -> Iterator[RuleFinding]:
    known = {operation.node.string("operationId") for operation in model.operations}
    for node in model.of("link"):
        name = node.string("operationId")
        if name and name not in known:
            message = f'there is no operation "{name}"{suggestion(name, known)}'
            yield report(node, message, "operationId")
        reference = node.string("operationRef")
        if reference:
            target = model.target(node, reference)
            if target.document is None and not target.remote:
                yield report(node, f'"{reference[:120]}" does not resolve', "operationRef")


@rule(
    "link-parameter",
    Severity.ERROR,
    "A link sets a parameter that the operation does not have",
    why="The value goes nowhere, and the parameter that was meant stays empty.",
    bad="links: {book: {operationId: getBook, parameters: {isbn: $response.body#/id}}}",
    good="links: {book: {operationId: getBook, parameters: {id: $response.body#/id}}}",
    source=_SOURCE,
    fix="Name a parameter of the linked operation, as `name` or `path.name`.",
)
def link_parameter(model: LintModel) -> Iterator[RuleFinding]:
    operations = {each.node.string("operationId"): each for each in model.operations}
    places = {each.node.identity: each for each in model.operations}
    for node in model.of("link"):
        operation = operations.get(node.string("operationId")) if node.string("operationId") else None
        if operation is None and node.string("operationRef"):
            target = model.target(node, node.string("operationRef"))
            if target.document is not None:
                operation = places.get((target.document.name, target.pointer))
        if operation is not None:
            yield from _parameters(node, operation)


def _parameters(node: Node, operation: OperationNode) -> Iterator[RuleFinding]:
    names = {each.string("name") for each in operation.parameters}
    qualified = {f"{each.string('in')}.{each.string('name')}" for each in operation.parameters}
    given = mapping(node.value.get("parameters"))
    for name in given:
        if name not in names and name not in qualified:
            message = f'{operation.name} has no parameter "{name}"{suggestion(name, names)}'
            yield report(node, message, "parameters", name)


@rule(
    "link-expression",
    Severity.ERROR,
    "A runtime expression is malformed",
    why="A value that begins with $ is an expression; one that cannot be read is sent as it stands, or not "
    "at all.",
    bad="parameters: {id: $response.body/id}",
    good="parameters: {id: $response.body#/id}",
    source="OpenAPI 3.1.1 section 4.8.20.4 (Runtime Expressions)",
    fix="Write it as `$response.body#/pointer`, `$request.path.name` and so on.",
)
def link_expression(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("link"):
        for name, value in mapping(node.value.get("parameters")).items():
            if isinstance(value, str) and value.startswith("$") and not _EXPRESSION.fullmatch(value):
                yield report(node, f'"{value[:80]}" is not a runtime expression', "parameters", name)
        body = node.value.get("requestBody")
        if isinstance(body, str) and body.startswith("$") and not _EXPRESSION.fullmatch(body):
            yield report(node, f'"{body[:80]}" is not a runtime expression', "requestBody")
