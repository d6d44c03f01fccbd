"""Rules about parameters and headers."""

import re
from collections.abc import Iterator

from contractfirst.contract.node import Node, sequence
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.schemas import types
from contractfirst.lint.severity import Severity

__all__ = ["duplicate_parameter", "header_name", "ignored_header", "parameter_style"]

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_STYLES = {
    "deepObject": {"object"},
    "pipeDelimited": {"array", "object"},
    "spaceDelimited": {"array", "object"},
}


@rule(
    "duplicate-parameter",
    Severity.ERROR,
    "A parameter is declared more than once",
    why="A parameter is known by its name and its place; two of the same are one whose schema is a matter of "
    "chance. Header names do not distinguish case.",
    bad="parameters:\n  - {name: limit, in: query}\n  - {name: limit, in: query}",
    good="parameters:\n  - {name: limit, in: query}",
    source="OpenAPI 3.1.1 sections 4.8.9.1 and 4.8.10.1 (parameters)",
    fix="Remove one of them.",
)
def duplicate_parameter(model: LintModel) -> Iterator[RuleFinding]:
    for kind in ("path item", "operation"):
        for node in model.of(kind):
            seen: set[tuple[str, str]] = set()
            for index in range(len(sequence(node.value.get("parameters")))):
                parameter = model.resolved(node, "parameter", "parameters", index)
                if parameter is None:
                    continue
                place, name = parameter.string("in"), parameter.string("name")
                key = (place, name.lower() if place == "header" else name)
                if name and key in seen:
                    yield report(node, f'the {place} parameter "{name}" is given twice', "parameters", index)
                seen.add(key)


@rule(
    "ignored-header",
    Severity.WARNING,
    "A header is declared that OpenAPI ignores",
    why="Accept, Content-Type and Authorization as parameters, and Content-Type as a response header, are "
    "said by content and security; such definitions SHALL be ignored.",
    bad="parameters: [{name: Authorization, in: header}]",
    good="security: [{bearer: []}]",
    source="OpenAPI 3.1.1 sections 4.8.12.1 and 4.8.17.1 (headers)",
    fix="Remove it; use content and security.",
)
def ignored_header(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("parameter"):
        name = node.string("name")
        if node.value.get("in") == "header" and name.lower() in ("accept", "content-type", "authorization"):
            yield report(node, f"the header parameter {name} is ignored", "name")
    for node in model.of("response"):
        for name in _headers(node):
            if name.lower() == "content-type":
                yield report(node, f"the response header {name} is ignored", "headers", name)


@rule(
    "header-name",
    Severity.ERROR,
    "A header's name is not a token",
    why="HTTP allows letters, digits and !#$%&'*+-.^_`|~ in field names; servers refuse to send anything "
    "else.",
    bad="headers: {'Rate Limit': {schema: {type: string, maxLength: 80}}}",
    good="headers: {RateLimit: {schema: {type: string, maxLength: 80}}}",
    source="RFC 9110 sections 5.1 and 5.6.2",
    fix="Use letters, digits and hyphens.",
)
def header_name(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("parameter"):
        name = node.string("name")
        if node.value.get("in") == "header" and not _TOKEN.fullmatch(name):
            yield report(node, f'"{name}" is not the name of a header', "name")
    for node in model.of("response"):
        for name in _headers(node):
            if not _TOKEN.fullmatch(name):
                yield report(node, f'"{name}" is not the name of a header', "headers", name)


def _headers(node: Node) -> list[str]:
    headers = node.value.get("headers")
    return list(headers) if isinstance(headers, dict) else []


@rule(
    "parameter-style",
    Severity.WARNING,
    "A style is not defined for the parameter's type",
    why="deepObject is defined for objects, spaceDelimited and pipeDelimited for arrays and objects; for "
    "other types the result is undefined.",
    bad="{name: limit, in: query, style: deepObject, schema: {type: integer, format: int32}}",
    good="{name: limit, in: query, schema: {type: integer, format: int32}}",
    source="OpenAPI 3.1.1 section 4.8.12.3 (Style Values)",
    fix="Remove the style, or correct the type.",
)
def parameter_style(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("parameter"):
        wanted = _STYLES.get(node.string("style"))
        schema = model.child(node, "schema", "schema") if wanted else None
        if schema is not None and wanted is not None:
            named = types(model, schema)
            if named and named.isdisjoint(wanted):
                yield report(
                    node, f"{node.string('style')} cannot write {' or '.join(sorted(named))}", "style"
                )
