"""Rules about discriminators."""

from collections.abc import Iterator

from contractfirst.lint.node import Complaint, Node, mapping, strings
from contractfirst.lint.rule import rule
from contractfirst.lint.schemas import branches, surely
from contractfirst.lint.severity import Severity
from contractfirst.lint.subject import Subject

__all__ = ["discriminator_mapping", "discriminator_property", "discriminator_without_union"]

_SOURCE = "OpenAPI 3.1.1 section 4.8.25 (Discriminator Object)"


@rule(
    "discriminator-without-union",
    Severity.ERROR,
    "A discriminator has nothing to choose from",
    why="It chooses among oneOf or anyOf, or among the schemas that extend its own with allOf; here is none.",
    bad="type: object\ndiscriminator: {propertyName: kind}",
    good="oneOf: [{$ref: '#/components/schemas/Book'}, {$ref: '#/components/schemas/Film'}]\n"
    "discriminator: {propertyName: kind}",
    source="OpenAPI 3.1.1 section 4.8.25.2 (Conditions for Using the Discriminator Object)",
    fix="Put it beside oneOf or anyOf.",
)
def discriminator_without_union(subject: Subject) -> Iterator[Complaint]:
    extended = _extended(subject)
    for schema, _ in _discriminators(subject):
        if schema.value.keys().isdisjoint(("oneOf", "anyOf", "allOf")) and id(schema.value) not in extended:
            yield schema.complain("the discriminator has no oneOf, anyOf or allOf", "discriminator")


@rule(
    "discriminator-property",
    Severity.ERROR,
    "The discriminating property is not required in every branch",
    why="A value without the property fits a branch that no tool can find: generated clients cannot read it.",
    bad="Book: {type: object, properties: {kind: {const: book}}}",
    good="Book: {type: object, required: [kind], properties: {kind: {const: book}}}",
    source=_SOURCE,
    fix="Describe the property in the branch and name it under required.",
)
def discriminator_property(subject: Subject) -> Iterator[Complaint]:
    for schema, discriminator in _discriminators(subject):
        name = discriminator.text("propertyName")
        if not name:
            continue
        shared = surely(subject, schema)
        for keyword in ("oneOf", "anyOf"):
            for branch in branches(subject, schema, keyword):
                if branch.value.get("type") == "null":
                    continue
                together = [*shared, *surely(subject, branch)]
                if not any(name in strings(each.value.get("required")) for each in together):
                    yield branch.complain(f'this branch does not require "{name}"')
                elif not any(name in mapping(each.value.get("properties")) for each in together):
                    yield branch.complain(f'this branch does not describe "{name}"')


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
def discriminator_mapping(subject: Subject) -> Iterator[Complaint]:
    extended = _extended(subject)
    for schema, discriminator in _discriminators(subject):
        targets = {
            id(target.value)
            for keyword in ("oneOf", "anyOf")
            for branch in branches(subject, schema, keyword)
            if (target := subject.schema_target(branch)) is not None
        }
        for value, text in mapping(discriminator.value.get("mapping")).items():
            if not isinstance(text, str):
                continue
            named = _named(subject, discriminator, text)
            if named is None:
                yield discriminator.complain(f'"{text[:120]}" names nothing', "mapping", value)
            elif targets and id(named) not in targets and id(schema.value) not in extended:
                message = f'"{text[:120]}" is not among the branches'
                yield discriminator.complain(message, "mapping", value)


def _discriminators(subject: Subject) -> Iterator[tuple[Node, Node]]:
    for node in subject.of("discriminator"):
        if node.parent is not None:
            yield node.parent, node


def _extended(subject: Subject) -> set[int]:
    """Return the identities of the schemas that others extend with ``allOf``."""
    return {
        id(target.value)
        for node in subject.of("schema")
        if node.keyword == "allOf" and (target := subject.schema_target(node)) is not None
    }


def _named(subject: Subject, node: Node, text: str) -> object:
    """Return the schema that a mapping's value names: by the name of a component, or by a reference."""
    components = subject.components("schemas")
    if text in components:
        return components[text]
    target = subject.target(node, text)
    return None if target is None else target.value
