"""Rules about examples and defaults: they must be what they show."""

from collections.abc import Iterator
from typing import Any

from contractfirst.contract.node import Node, mapping, sequence
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity
from contractfirst.lint.value_checks import ValueCheck, failed_checks

__all__ = [
    "empty_example",
    "example_and_examples",
    "invalid_default",
    "invalid_example",
    "invalid_schema_example",
]

_EITHER_WAY = frozenset({"readOnly", "writeOnly"})


@rule(
    "invalid-example",
    Severity.ERROR,
    "An example is not valid against its schema",
    why="People copy examples and mocks answer with them. One of the two, example or schema, lies.",
    bad="schema: {type: integer}\nexample: twelve",
    good="schema: {type: integer}\nexample: 12",
    source="OpenAPI 3.1.1 section 4.8.19.2 (Working with Examples)",
    fix="Correct the example, or the schema if the example is right.",
)
def invalid_example(model: LintModel) -> Iterator[RuleFinding]:
    checks = [check for kind in ("media type", "parameter", "header") for check in _shown(model, kind)]
    for check, path, message in failed_checks(model, checks):
        yield report(check.holder, f"the example does not fit its schema: {message}", *check.tokens, *path)


def _shown(model: LintModel, kind: str) -> Iterator[ValueCheck]:
    for node in model.of(kind):
        schema = model.child(node, "schema", "schema")
        if schema is None:
            continue
        ways = model.directions.of(node)
        excused = frozenset(way.value for way in ways) if ways else _EITHER_WAY
        if "example" in node.value and _is_data(node, node.value["example"]):
            yield ValueCheck(schema, node.value["example"], node, ("example",), excused)
        for name in mapping(node.value.get("examples")):
            example = model.resolved(node, "example", "examples", name)
            if example is not None and "value" in example.value and _is_data(node, example.value["value"]):
                yield ValueCheck(schema, example.value["value"], example, ("value",), excused)


def _is_data(node: Node, value: object) -> bool:
    """Whether an example stands for the data themselves, not for their text in XML, CSV and the like."""
    if node.kind != "media type" or not isinstance(value, str):
        return True
    media_type = node.key.partition(";")[0].strip().lower()
    return media_type.endswith("json")


@rule(
    "invalid-schema-example",
    Severity.ERROR,
    "An example in a schema is not valid against it",
    why="Documentation and mocks show it as a value that would be accepted, and it would not.",
    bad="type: string\nmaxLength: 3\nexamples: [EUROS]",
    good="type: string\nmaxLength: 3\nexamples: [EUR]",
    source="JSON Schema 2020-12 validation, section 9.5",
    fix="Correct the example, or the schema if the example is right.",
)
def invalid_schema_example(model: LintModel) -> Iterator[RuleFinding]:
    checks: list[ValueCheck] = []
    for node in model.of("schema"):
        if "examples" in node.value:
            checks.extend(
                ValueCheck(node, value, node, ("examples", index), _EITHER_WAY)
                for index, value in enumerate(sequence(node.value["examples"]))
            )
        if "example" in node.value:
            checks.append(ValueCheck(node, node.value["example"], node, ("example",), _EITHER_WAY))
    for check, path, message in failed_checks(model, checks):
        yield report(check.holder, f"the example does not fit its schema: {message}", *check.tokens, *path)


@rule(
    "invalid-default",
    Severity.ERROR,
    "A default is not valid against its schema",
    why="The server would fill in a value that it would refuse if the caller sent it.",
    bad="type: integer\nmaximum: 100\ndefault: 500",
    good="type: integer\nmaximum: 100\ndefault: 25",
    source="JSON Schema 2020-12 validation, section 9.2",
    fix="Choose a default that the schema accepts.",
)
def invalid_default(model: LintModel) -> Iterator[RuleFinding]:
    checks = [
        ValueCheck(node, node.value["default"], node, ("default",), _EITHER_WAY)
        for node in model.of("schema")
        if "default" in node.value
    ]
    for check, path, message in failed_checks(model, checks):
        yield report(check.holder, f"the default does not fit its schema: {message}", *check.tokens, *path)


@rule(
    "example-and-examples",
    Severity.ERROR,
    "`example` and `examples` exclude each other",
    why="Some tools show the one, some the other.",
    bad="example: 12\nexamples: {dozen: {value: 12}}",
    good="examples: {dozen: {value: 12}}",
    source="OpenAPI 3.1.1 sections 4.8.12.2 and 4.8.14.1",
    fix="Keep `examples`, with the other value as one more entry.",
)
def example_and_examples(model: LintModel) -> Iterator[RuleFinding]:
    for kind in ("media type", "parameter", "header"):
        for node in model.of(kind):
            if "example" in node.value and "examples" in node.value:
                yield report(node, "example and examples exclude each other", "example")


@rule(
    "empty-example",
    Severity.WARNING,
    "An Example Object shows nothing",
    why="Without value or externalValue there is nothing to see; often the value was written where the "
    "object belongs.",
    bad="examples:\n  dozen: {summary: A dozen}",
    good="examples:\n  dozen: {summary: A dozen, value: 12}",
    source="OpenAPI 3.1.1 section 4.8.19 (Example Object)",
    fix="Put the example under `value`.",
)
def empty_example(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("example"):
        value: dict[str, Any] = node.value
        if "value" not in value and "externalValue" not in value:
            yield report(node, f'the example "{node.key}" has no value')
