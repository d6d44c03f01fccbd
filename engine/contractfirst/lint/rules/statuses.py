"""Rules about which statuses an operation documents."""

import re
from collections.abc import Callable, Iterator

from contractfirst.contract.operation_node import OperationNode
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import LintRule, rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = ["REACHABLE", "bodiless_content", "missing_success", "status_code", "unreachable_status"]

_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX)|default")
_RESPONSES = "OpenAPI 3.1.1 section 4.8.16 (Responses Object)"


@rule(
    "status-code",
    Severity.ERROR,
    "A key of responses is not a status code",
    why="Keys are a status of three digits, a range such as 4XX, or default; anything else is never matched.",
    bad="responses:\n  2xx: {description: The books.}",
    good="responses:\n  2XX: {description: The books.}",
    source=_RESPONSES,
    fix="Write a status from 100 to 599, a range with capital XX, or default.",
)
def status_code(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("responses"):
        for key in node.value:
            if not key.startswith("x-") and not _STATUS.fullmatch(key):
                yield report(node, f'"{key[:40]}" is not a status', key)


@rule(
    "missing-success",
    Severity.WARNING,
    "An operation documents no successful response",
    why="It is unknown what it answers on success, and generated clients treat everything as an error.",
    bad="responses:\n  '404': {description: There is no such book.}",
    good="responses:\n  '200': {description: The book.}",
    source=_RESPONSES + ", 'SHOULD be the response for a successful operation call'",
    fix="Document a 2XX (or 3XX) response.",
)
def missing_success(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.operations:
        if not any(status[0] in "123" or status == "default" for status in operation.statuses if status):
            token = ("responses",) if "responses" in operation.node.value else ()
            yield report(operation.node, f"{operation.name} documents no successful response", *token)


@rule(
    "bodiless-content",
    Severity.ERROR,
    "A response that cannot have a body has content",
    why="HTTP ends 1xx, 204 and 304 after the headers (and 205 must be empty); a body there is read as the "
    "start of the next response.",
    bad="'204': {description: Deleted., content: {application/json: {}}}",
    good="'204': {description: Deleted.}",
    source="RFC 9110 sections 15.2, 15.3.5, 15.3.6 and 15.4.5",
    fix="Remove the content, or answer 200.",
)
def bodiless_content(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.operations:
        for status, response in operation.responses:
            if status in ("204", "205", "304") or status.startswith("1"):
                content = response.value.get("content")
                if content:
                    yield report(response, f"a response {status} has no body", "content")


@rule(
    "unreachable-status",
    Severity.WARNING,
    "A documented status cannot occur",
    why="413 and 415 are about the request's body, and there is none. Clients write code for it all the "
    "same.",
    bad="get:\n  responses:\n    '415': {description: Unsupported media type.}",
    good="get:\n  responses:\n    '200': {description: The books.}",
    source="RFC 9110 sections 15.5.14 and 15.5.16",
    fix="Remove the response.",
)
def unreachable_status(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.path_operations:
        if "requestBody" not in operation.node.value:
            for status in ("413", "415"):
                if status in operation.statuses:
                    message = f"{operation.name} has no body and cannot answer {status}"
                    yield report(operation.node, message, "responses", status)


def _is_secured(operation: OperationNode) -> bool:
    return any(operation.security or ())


def _is_scoped(operation: OperationNode) -> bool:
    return any(scopes for _, scopes in operation.schemes)


def _has_input(operation: OperationNode) -> bool:
    return "requestBody" in operation.node.value or bool(operation.parameters)


def _has_body(operation: OperationNode) -> bool:
    return "requestBody" in operation.node.value and operation.method not in ("get", "head", "delete")


def _has_path_parameter(operation: OperationNode) -> bool:
    return any(parameter.value.get("in") == "path" for parameter in operation.parameters)


def _is_limited(operation: OperationNode) -> bool:
    return "x-rate-limit" in operation.node.value


def _reachable(
    status: int, title: str, why: str, source: str, reachable: Callable[[OperationNode], bool]
) -> LintRule:
    def check(model: LintModel) -> Iterator[RuleFinding]:
        for operation in model.path_operations:
            if reachable(operation) and not operation.documents(status):
                token = ("responses",) if operation.statuses else ()
                yield report(operation.node, f"{operation.name} does not document {status}", *token)

    return rule(
        f"missing-{status}",
        Severity.WARNING,
        title,
        why=f"{why} What is not documented is not handled; the status, its range ({status // 100}XX) or "
        "default will do.",
        bad="responses:\n  '200': {description: The books.}",
        good=f"responses:\n  '200': {{description: The books.}}\n  '{status}': "
        "{$ref: '#/components/responses/...'}",
        source=source,
        fix=f"Document {status}, preferably with a $ref to a shared response.",
    )(check)


REACHABLE = (
    _reachable(
        400,
        "An operation with parameters or a body does not document 400",
        "Whatever is validated can be invalid.",
        "RFC 9110 section 15.5.1",
        _has_input,
    ),
    _reachable(
        401,
        "An operation with security does not document 401",
        "A token expires sooner or later.",
        "RFC 9110 section 15.5.2; RFC 6750 section 3",
        _is_secured,
    ),
    _reachable(
        403,
        "An operation with scopes does not document 403",
        "A valid token may lack the scope.",
        "RFC 9110 section 15.5.4; RFC 6750 section 3.1 (insufficient_scope)",
        _is_scoped,
    ),
    _reachable(
        404,
        "An operation with a path parameter does not document 404",
        "The id in the path may name nothing.",
        "RFC 9110 section 15.5.5",
        _has_path_parameter,
    ),
    _reachable(
        413,
        "An operation with a body does not document 413",
        "Every server bounds what it reads.",
        "RFC 9110 section 15.5.14",
        _has_body,
    ),
    _reachable(
        415,
        "An operation with a body does not document 415",
        "A body may come in another media type than those documented.",
        "RFC 9110 section 15.5.16",
        _has_body,
    ),
    _reachable(
        429,
        "An operation with a rate class does not document 429",
        "A limit that is not documented looks like an outage.",
        "RFC 6585 section 4",
        _is_limited,
    ),
    _reachable(
        500,
        "An operation does not document 500",
        "Every server fails some day, and clients need to know what that looks like.",
        "RFC 9110 section 15.6.1",
        lambda _: True,
    ),
)
"""One rule for each status that can occur: ``missing-400`` and so on."""
