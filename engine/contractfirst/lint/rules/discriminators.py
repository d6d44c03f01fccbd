"""Rules about discriminators."""

from collections.abc import Iterator

from contractfirst.contract.node import Node, mapping, strings
from contractfirst.contract.shape import mapped_schema
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.schemas import branches, surely
from contractfirst.lint.severity import Severity

__all__ = ["discriminator_mapping", "discriminator_property", "discriminator_without_union"]

_SOURCE = "OpenAPI 3.1.1 section 4.8.25 (Discriminator Object)"


@rule(
    "discriminator-without-union",
    Severity.ERROR,
    "A discriminator has no schemas to choose from",
    why="It chooses among oneOf or anyOf, or among the schemas that extend its own with allOf; here is none.",
    bad="type: object\ndiscriminator: {propertyName: kind}",
    good="oneOf: [{$ref: '#/components/schemas/Book'}, {$ref: '#/components/schemas/Film'}]\n"
    "discriminator: {propertyName: kind}",
    source="OpenAPI 3.1.1 section 4.8.25.2 (Conditions for Using the Discriminator Object)",
    fix="Put it beside oneOf or anyOf.",
)
def discriminator_without_union(model: LintModel) -> Iterator[RuleFinding]:
    extended = _extended(model)
    for schema, _ in _discriminators(model):
        if schema.value.keys().isdisjoint(("oneOf", "anyOf", "allOf")) and schema.identity not in extended:
            yield report(schema, "the discriminator has no oneOf, anyOf or allOf", "discriminator")


@rule(
    "discriminator-property",
    Severity.ERROR,
    "The discriminating property is not required in every branch",
    why="A value without the property fits a branch that no tool can find: generated clients cannot read it.",
    bad="Book: {type: object, properties: {kind: {const: book}}}",
    good="Book: {type: object, required: [kind], properties: {kind: {const: book}}}",
    source=_SOURCE,
    fix="Describe the property in the branch and list it under required.",
)
def discriminator_property(model: LintModel) -> Iterator[RuleFinding]:
    for schema, discriminator in _discriminators(model):
        name = discriminator.string("propertyName")
        if not name:
            continue
        shared = surely(model, schema)
        for keyword in ("oneOf", "anyOf"):
            for branch in branches(model, schema, keyword):
                if branch.value.get("type") == "null":
                    continue
                together = [*shared, *surely(model, branch)]
                if not any(name in strings(each.value.get("required")) for each in together):
                    yield report(branch, f'this branch does not require "{name}"')
                elif not any(name in mapping(each.value.get("properties")) for each in together):
                    yield report(branch, f'this branch does not describe "{name}"')


@rule(
    "discriminator-mapping",
    Severity.ERROR,
    "A mapping names a schema that is not a branch",
    why="The value of the property leads to a schema that does not exist, or that the union does not allow.",
    bad="mapping: {book: '#/components/schemas/Bok'}",
    good="mapping: {book: '#/components/schemas/Book'}",
    source="OpenAPI 3.1.1 section 4.8.25.3 (Options for Mapping Values to Schemas)",
    fix="Name one of the branches.",
)
def discriminator_mapping(model: LintModel) -> Iterator[RuleFinding]:
    extended = _extended(model)
    for schema, discriminator in _discriminators(model):
        targets = {
            target.identity
            for keyword in ("oneOf", "anyOf")
            for branch in branches(model, schema, keyword)
            if (target := model.schema_target(branch)) is not None
        }
        for value, text in mapping(discriminator.value.get("mapping")).items():
            if not isinstance(text, str):
                continue
            named = mapped_schema(schema, text)
            if named is None:
                yield report(discriminator, f'"{text[:120]}" does not resolve', "mapping", value)
            elif targets and named.identity not in targets and schema.identity not in extended:
                message = f'"{text[:120]}" is not among the branches'
                yield report(discriminator, message, "mapping", value)


def _discriminators(model: LintModel) -> Iterator[tuple[Node, Node]]:
    for node in model.of("discriminator"):
        if node.parent is not None:
            yield node.parent, node


def _extended(model: LintModel) -> set[tuple[str, str]]:
    """Return the identities of the schemas that others extend with ``allOf``."""
    return {
        target.identity
        for node in model.of("schema")
        if node.keyword == "allOf" and (target := model.schema_target(node)) is not None
    }
