"""Rules about who may call an operation."""

from collections.abc import Iterator

from contractfirst.contract.node import Node, mapping, sequence
from contractfirst.lint.model import LintModel
from contractfirst.lint.names import suggestion
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = [
    "deprecated_flow",
    "missing_scope",
    "missing_security",
    "undefined_scope",
    "undefined_security_scheme",
]

_SCOPED = ("oauth2", "openIdConnect")


@rule(
    "missing-security",
    Severity.ERROR,
    "An operation has no `security`",
    why="Without `security` it is open to everybody; if that is meant, `security: []` says so.",
    bad="get:\n  operationId: listBooks",
    good="get:\n  operationId: listBooks\n  security: [{oauth2: [read]}]",
    source="OpenAPI 3.1.1 sections 4.8.1.1 and 4.8.10.1 (security); OWASP API2:2023",
    fix="Name a security scheme, on the operation or on the document, or write `security: []`.",
)
def missing_security(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.path_operations:
        if operation.security is None:
            yield report(operation.node, f"{operation.name} has no `security`")


@rule(
    "missing-scope",
    Severity.WARNING,
    "An operation requires a token but no scope",
    why="Any token opens it, also one that was given for reading only.",
    bad="security: [{oauth2: []}]",
    good="security: [{oauth2: [read]}]",
    source="OpenAPI 3.1.1 section 4.8.30 (Security Requirement Object); RFC 6749 section 3.3",
    fix="Name the scopes that the operation needs.",
)
def missing_scope(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("security requirement"):
        for name, scopes in node.value.items():
            if scopes == [] and _scheme(model, name).get("type") in _SCOPED:
                yield report(node, f'"{name}" is asked for without a scope', name)


@rule(
    "undefined-security-scheme",
    Severity.ERROR,
    "A security scheme is not defined",
    why="Tools do not know what to send, and some then send nothing and ask for nothing.",
    bad="security: [{oauth: [read]}]",
    good="security: [{oauth2: [read]}]",
    source="OpenAPI 3.1.1 section 4.8.30.1 (Security Requirement Object)",
    fix="Define it under components.securitySchemes, or correct the spelling.",
)
def undefined_security_scheme(model: LintModel) -> Iterator[RuleFinding]:
    defined = model.components("securitySchemes")
    for node in model.of("security requirement"):
        for name in node.value:
            if name not in defined:
                message = f'there is no security scheme "{name}"{suggestion(name, defined)}'
                yield report(node, message, name)


@rule(
    "undefined-scope",
    Severity.ERROR,
    "A scope is not defined by its scheme",
    why="No token can ever have it, so the operation is closed to everybody.",
    bad="security: [{oauth2: [raed]}]",
    good="security: [{oauth2: [read]}]",
    source="OpenAPI 3.1.1 sections 4.8.29.1 (scopes) and 4.8.30.1",
    fix="Add it to the scopes of the flow, or correct the spelling.",
)
def undefined_scope(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("security requirement"):
        for name, scopes in node.value.items():
            scheme = _scheme(model, name)
            if scheme.get("type") != "oauth2":
                continue
            defined = {
                scope
                for flow in mapping(scheme.get("flows")).values()
                for scope in mapping(mapping(flow).get("scopes"))
            }
            for index, scope in enumerate(sequence(scopes)):
                if isinstance(scope, str) and scope not in defined:
                    message = f'"{name}" has no scope "{scope}"{suggestion(scope, defined)}'
                    yield report(node, message, name, index)


def _scheme(model: LintModel, name: str) -> dict[str, object]:
    node: Node | None = model.resolved(model.root, "security scheme", "components", "securitySchemes", name)
    return {} if node is None else node.value


@rule(
    "deprecated-flow",
    Severity.WARNING,
    "A deprecated OAuth 2.0 flow is used",
    why="The implicit flow gives tokens to the browser's address bar; the password flow gives the user's "
    "password to the client.",
    bad="flows: {password: {tokenUrl: 'https://example.com/token', scopes: {}}}",
    good="flows: {clientCredentials: {tokenUrl: 'https://example.com/token', scopes: {}}}",
    source="RFC 9700 sections 2.1.2 and 2.4",
    fix="Use authorizationCode (with PKCE) or clientCredentials.",
)
def deprecated_flow(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("oauth flows"):
        for flow in ("implicit", "password"):
            if flow in node.value:
                yield report(node, f"the {flow} flow is deprecated", flow)
