"""Rules about ``enum`` and ``const``."""

import json
from collections.abc import Iterator

from contractfirst.contract.node import Node, sequence
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.schemas import types_here
from contractfirst.lint.severity import Severity

__all__ = ["duplicate_enum_value", "enum_type", "enum_without_null"]


@rule(
    "enum-type",
    Severity.ERROR,
    "A value of `enum` or `const` does not have the schema's type",
    why="The value can never be accepted: the type refuses what the enumeration offers.",
    bad="type: string\nenum: [1, 2]",
    good="type: string\nenum: ['1', '2']",
    source="JSON Schema 2020-12 validation, sections 6.1.1 to 6.1.3",
    fix="Quote the value, or correct the type.",
)
def enum_type(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        allowed = types_here(node.value) if "type" in node.value else []
        if not allowed:
            continue
        for index, value in enumerate(sequence(node.value.get("enum"))):
            if not _is_of(value, allowed):
                yield report(node, _message(value, allowed), "enum", index)
        if "const" in node.value and not _is_of(node.value["const"], allowed):
            yield report(node, _message(node.value["const"], allowed), "const")


def _message(value: object, allowed: list[str]) -> str:
    return f"{_text(value)} is not of the type {' or '.join(allowed)}"


def _text(value: object) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)[:60]


def _is_of(value: object, allowed: list[str]) -> bool:
    names = {_type_name(value)}
    if "integer" in names or (isinstance(value, float) and value.is_integer()):
        names |= {"integer", "number"}
    return not names.isdisjoint(allowed)


def _type_name(value: object) -> str:
    if value is None:
        return "null"
    for kind, name in _NAMES:
        if isinstance(value, kind):
            return name
    return "string"


_NAMES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),
    (int, "integer"),
    (float, "number"),
    (dict, "object"),
    (list, "array"),
)


@rule(
    "enum-without-null",
    Severity.WARNING,
    "The type allows null and the enumeration does not",
    why="A value has to satisfy both, so null is refused, although the type reads as if it were welcome.",
    bad="type: [string, 'null']\nenum: [open, closed]",
    good="type: [string, 'null']\nenum: [open, closed, null]",
    source="JSON Schema 2020-12 validation, section 6.1.2",
    fix="Add null to the enumeration, or remove it from the type.",
)
def enum_without_null(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        values = sequence(node.value.get("enum")) if "enum" in node.value else []
        if values and "null" in types_here(node.value) and None not in values:
            yield report(node, "null is of the type but not in the enumeration", "enum")


@rule(
    "duplicate-enum-value",
    Severity.WARNING,
    "An enumeration has a value more than once",
    why="Generated code has two constants of one name, or does not compile; usually a value was meant to be "
    "another.",
    bad="enum: [open, closed, open]",
    good="enum: [open, closed]",
    source="JSON Schema 2020-12 validation, section 6.1.2",
    fix="Remove the duplicate, or correct it.",
)
def duplicate_enum_value(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        if "enum" in node.value:
            yield from _twice(node)


def _twice(node: Node) -> Iterator[RuleFinding]:
    seen: set[str] = set()
    for index, value in enumerate(sequence(node.value["enum"])):
        text = json.dumps(value, default=str, sort_keys=True)
        if text in seen:
            yield report(node, f"{_text(value)} is in the enumeration more than once", "enum", index)
        seen.add(text)
