"""Rules about fields and keywords that do not exist."""

from collections.abc import Iterator

from contractfirst.contract.grammar import FIELDS, KEYWORDS
from contractfirst.contract.node import Node
from contractfirst.lint.model import LintModel
from contractfirst.lint.names import suggestion
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.rules.leftovers import OLD_KEYWORDS
from contractfirst.lint.severity import Severity

__all__ = ["misspelt_keyword", "unknown_field", "unknown_keyword"]

_NOT_UNKNOWN = KEYWORDS | OLD_KEYWORDS.keys() | {"nullable"}
_SCHEME_FIELDS = {
    "apiKey": {"type", "description", "name", "in"},
    "http": {"type", "description", "scheme", "bearerFormat"},
    "mutualTLS": {"type", "description"},
    "oauth2": {"type", "description", "flows"},
    "openIdConnect": {"type", "description", "openIdConnectUrl"},
}


@rule(
    "unknown-field",
    Severity.ERROR,
    "An OpenAPI object has an unknown field",
    why="The field means nothing: what it was to say is lost, often because of a misspelling. Fields of "
    "one's own start with `x-`.",
    bad="get:\n  operationID: listBooks",
    good="get:\n  operationId: listBooks",
    source="OpenAPI 3.1.1 sections 4.8 and 4.9 (Specification Extensions)",
    fix="Correct the spelling, remove it, or prefix it with `x-`.",
)
def unknown_field(model: LintModel) -> Iterator[RuleFinding]:
    for kind, fields in FIELDS.items():
        for node in model.of(kind):
            for name in sorted(node.value.keys() - fields):
                if not name.startswith("x-"):
                    yield report(
                        node, f'{_article(kind)} has no field "{name}"{suggestion(name, fields)}', name
                    )
    for node in model.of("security scheme"):
        kind = node.string("type")
        useless = node.value.keys() & FIELDS["security scheme"]
        for name in sorted(useless - _SCHEME_FIELDS.get(kind, useless)):
            yield report(node, f'a security scheme of type {kind} has no field "{name}"', name)


@rule(
    "misspelt-keyword",
    Severity.ERROR,
    "A schema keyword is misspelt",
    why="JSON Schema takes an unknown keyword for an annotation: the constraint is never enforced, and no "
    "validator says so.",
    bad="type: string\nmaxLenght: 80",
    good="type: string\nmaxLength: 80",
    source="JSON Schema 2020-12 core, section 4.3.1",
    fix="Correct the spelling of the keyword.",
)
def misspelt_keyword(model: LintModel) -> Iterator[RuleFinding]:
    for node, name, meant in _strangers(model):
        if meant:
            yield report(node, f'"{name}" is not a keyword{meant}', name)


@rule(
    "unknown-keyword",
    Severity.WARNING,
    "A schema has an unknown keyword",
    why="It has no effect. Annotations of one's own start with `x-`, so that nobody takes them for a "
    "constraint.",
    bad="type: string\nlabel: Title",
    good="type: string\nx-label: Title",
    source="OpenAPI 3.1.1 section 4.8.24; JSON Schema 2020-12 core, section 6.5",
    fix="Remove it, or prefix it with `x-`.",
)
def unknown_keyword(model: LintModel) -> Iterator[RuleFinding]:
    for node, name, meant in _strangers(model):
        if not meant:
            yield report(node, f'"{name}" is not a keyword of JSON Schema 2020-12 or OpenAPI', name)


def _strangers(model: LintModel) -> Iterator[tuple[Node, str, str]]:
    for node in model.of("schema"):
        if not node.value.keys() <= _NOT_UNKNOWN and "$schema" not in node.value:
            for name in sorted(node.value.keys() - _NOT_UNKNOWN):
                if not name.startswith("x-"):
                    yield node, name, suggestion(name, KEYWORDS)


def _article(kind: str) -> str:
    if kind == "openapi":
        return "the OpenAPI Object"
    return f"{'an' if kind[0] in 'aeio' else 'a'} {kind}"
