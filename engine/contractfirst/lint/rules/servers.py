"""Rules about servers and webhooks."""

import re
from collections.abc import Iterator

from contractfirst.contract.node import mapping, strings
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = ["server_url", "server_variable", "webhook_body"]

_VARIABLE = re.compile(r"\{([^{}]*)\}")


@rule(
    "server-variable",
    Severity.ERROR,
    "A server's variables do not match its URL",
    why="A variable that is not defined leaves braces in the address; a default outside of the enumeration "
    "is refused by the tools that check it.",
    bad="url: 'https://{region}.example.com'",
    good="url: 'https://{region}.example.com'\nvariables: {region: {default: eu, enum: [eu, us]}}",
    source="OpenAPI 3.1.1 sections 4.8.5 and 4.8.6 (Server Object, Server Variable Object)",
    fix="Define the variable with a default from its enumeration, or remove it from the URL.",
)
def server_variable(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("server"):
        variables = mapping(node.value.get("variables"))
        used = _VARIABLE.findall(node.string("url"))
        for name in dict.fromkeys(used):
            if name not in variables:
                yield report(node, f"the variable {{{name}}} is not defined", "url")
        for name, variable in variables.items():
            if name not in used:
                yield report(node, f"the URL has no variable {{{name}}}", "variables", name)
            allowed = strings(mapping(variable).get("enum"))
            default = mapping(variable).get("default")
            if allowed and isinstance(default, str) and default not in allowed:
                message = f'the default "{default[:60]}" is not in the enumeration'
                yield report(node, message, "variables", name, "default")


@rule(
    "server-url",
    Severity.WARNING,
    "A server URL ends with a slash, query or fragment",
    why="The path is appended to it as text: a slash at its end makes two, a query swallows the path.",
    bad="servers: [{url: 'https://api.example.com/v1/'}]",
    good="servers: [{url: 'https://api.example.com/v1'}]",
    source="OpenAPI 3.1.1 sections 4.8.5.1 and 4.8.8.1 (the path is appended to the URL)",
    fix="Remove the trailing slash, query or fragment.",
)
def server_url(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("server"):
        url = node.string("url")
        if "?" in url or "#" in url:
            yield report(node, f'"{url[:80]}" holds a query or a fragment', "url")
        elif len(url) > 1 and url.endswith("/"):
            yield report(node, f'"{url[:80]}" ends with a slash', "url")


@rule(
    "webhook-body",
    Severity.WARNING,
    "A webhook has no body",
    why="Whoever receives it must know what is in it: the request body is the message.",
    bad="webhooks:\n  bookLent:\n    post: {responses: {'204': {description: Received.}}}",
    good="webhooks:\n  bookLent:\n    post:\n      requestBody: {required: true, content: {application/json: "
    "{schema: {$ref: '#/components/schemas/Lent'}}}}",
    source="OpenAPI 3.1.1 section 4.8.1.1 (webhooks)",
    fix="Describe the body that is sent.",
)
def webhook_body(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.operations:
        if (
            operation.channel == "webhooks"
            and operation.method in ("post", "put", "patch")
            and "requestBody" not in operation.node.value
        ):
            yield report(operation.node, f"the webhook {operation.path} sends no body")
