"""Rules about values without bounds: each is memory or time that a caller may take."""

from collections.abc import Callable, Iterator
from typing import Any

from contractfirst.contract.formats import FORMATS, INTEGER_FORMATS
from contractfirst.contract.node import Node
from contractfirst.contract.patterns import INFINITE, pattern_shape
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.schemas import applied, branches, is_binding, types_here
from contractfirst.lint.severity import Severity

__all__ = ["unbounded_array", "unbounded_integer", "unbounded_map", "unbounded_number", "unbounded_string"]

_LOWER = ("minimum", "exclusiveMinimum")
_UPPER = ("maximum", "exclusiveMaximum")
_OWASP = "OWASP API4:2023 (Unrestricted Resource Consumption); JSON Schema 2020-12 validation, section "

Value = dict[str, Any]


@rule(
    "unbounded-string",
    Severity.WARNING,
    "A string has no maximum length",
    why="A caller may send, and a database must store, a gigabyte. Clients cannot size a column or a field.",
    bad="type: string",
    good="type: string\nmaxLength: 80",
    source=_OWASP + "6.3.1",
    fix="Add maxLength, an enum, or a pattern with ^, $ and bounded repetitions.",
)
def unbounded_string(model: LintModel) -> Iterator[RuleFinding]:
    yield from _unbounded(model, "string", _is_bounded_string, "the string has no maxLength")


def _is_bounded_string(value: Value) -> bool:
    if "maxLength" in value or "enum" in value or "const" in value:
        return True
    string_format = FORMATS.get(str(value.get("format")))
    if string_format is not None and string_format.longest is not None:
        return True
    pattern = value.get("pattern")
    return isinstance(pattern, str) and pattern_shape(pattern).longest < INFINITE


@rule(
    "unbounded-array",
    Severity.WARNING,
    "An array has no maximum number of items",
    why="One request may then carry a million items, and one response may grow with the data until clients "
    "fail.",
    bad="type: array\nitems: {type: integer}",
    good="type: array\nmaxItems: 100\nitems: {type: integer}",
    source=_OWASP + "6.4.1",
    fix="Add maxItems.",
)
def unbounded_array(model: LintModel) -> Iterator[RuleFinding]:
    yield from _unbounded(model, "array", _is_bounded_array, "the array has no maxItems")


def _is_bounded_array(value: Value) -> bool:
    if "maxItems" in value or "enum" in value or "const" in value:
        return True
    return "prefixItems" in value and (value.get("items") is False or value.get("unevaluatedItems") is False)


@rule(
    "unbounded-integer",
    Severity.WARNING,
    "An integer has no minimum or no maximum",
    why="JSON integers have no size: 2^64 silently loses digits in one language and overflows in the next.",
    bad="type: integer\nminimum: 0",
    good="type: integer\nminimum: 0\nmaximum: 2147483647",
    source=_OWASP + "6.2; RFC 8259 section 6",
    fix="Add minimum and maximum, or the format int32 or int64.",
)
def unbounded_integer(model: LintModel) -> Iterator[RuleFinding]:
    yield from _unbounded(model, "integer", _is_bounded_integer, "the integer has no minimum or no maximum")


def _is_bounded_integer(value: Value) -> bool:
    return value.get("format") in INTEGER_FORMATS or _is_bounded_number(value)


@rule(
    "unbounded-number",
    Severity.WARNING,
    "A number has no minimum or no maximum",
    why="1e400 is JSON and no double; a price of -1 or of 1e300 is a defect that the contract could refuse.",
    bad="type: number",
    good="type: number\nminimum: 0\nmaximum: 1000000",
    source=_OWASP + "6.2; RFC 8259 section 6",
    fix="Add minimum and maximum.",
)
def unbounded_number(model: LintModel) -> Iterator[RuleFinding]:
    yield from _unbounded(model, "number", _is_bounded_number, "the number has no minimum or no maximum")


def _is_bounded_number(value: Value) -> bool:
    if "enum" in value or "const" in value:
        return True
    return any(each in value for each in _LOWER) and any(each in value for each in _UPPER)


@rule(
    "unbounded-map",
    Severity.WARNING,
    "An object has no maximum number of properties",
    why="Where the names are the caller's choice, their number is too.",
    bad="type: object\nadditionalProperties: {type: integer, format: int32}",
    good="type: object\nmaxProperties: 20\nadditionalProperties: {type: integer, format: int32}",
    source=_OWASP + "6.5.1",
    fix="Add maxProperties.",
)
def unbounded_map(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        value = node.value
        if (
            isinstance(value.get("additionalProperties"), dict)
            and "maxProperties" not in value
            and "propertyNames" not in value
            and is_binding(node)
            and not any("maxProperties" in each.value for each in applied(model, node))
        ):
            yield report(node, "the object has no maxProperties", "additionalProperties")


def _unbounded(
    model: LintModel, kind: str, is_bounded: Callable[[Value], bool], message: str
) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        named = node.value.get("type")
        if named is None or kind not in types_here(node.value) or is_bounded(node.value):
            continue
        if not is_binding(node):
            continue
        # Lower and upper bound may stand in different schemas of the same value.
        together: Value = {}
        schemas = applied(model, node)
        for schema in schemas:
            together = {**schema.value, **together}
            if is_bounded(schema.value):
                break
        else:
            if not is_bounded(together) and not any(
                _every_branch(model, schema, is_bounded) for schema in schemas
            ):
                yield report(node, message, "type")


def _every_branch(model: LintModel, node: Node, is_bounded: Callable[[Value], bool]) -> bool:
    """Whether all alternatives of ``anyOf`` or ``oneOf`` are bounded."""
    for keyword in ("anyOf", "oneOf"):
        alternatives = list(branches(model, node, keyword))
        if alternatives and all(
            any(is_bounded(each.value) for each in applied(model, branch)) for branch in alternatives
        ):
            return True
    return False
