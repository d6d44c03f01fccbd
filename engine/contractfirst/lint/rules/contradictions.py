"""Rules about schemas that contradict themselves or say less than they seem to."""

from collections.abc import Iterator

from contractfirst.contract.node import Node, mapping, strings
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.schemas import applied, is_binding, property_names, surely, types, types_here
from contractfirst.lint.severity import Severity

__all__ = [
    "array_without_items",
    "contradictory_bounds",
    "contradictory_types",
    "impossible_required",
    "ineffective_keyword",
    "missing_type",
    "read_and_write_only",
    "undescribed_required",
]

_PAIRS = (
    ("minimum", "maximum", False),
    ("minimum", "exclusiveMaximum", True),
    ("exclusiveMinimum", "maximum", True),
    ("exclusiveMinimum", "exclusiveMaximum", True),
    ("minLength", "maxLength", False),
    ("minItems", "maxItems", False),
    ("minContains", "maxContains", False),
    ("minProperties", "maxProperties", False),
)
_NUMBERS = (int, float)
_LOWER = frozenset(pair[0] for pair in _PAIRS)
_OF_TYPE = {
    **dict.fromkeys(("minLength", "maxLength", "pattern"), ("string",)),
    **dict.fromkeys(
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), ("number", "integer")
    ),
    **dict.fromkeys(("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"), ("array",)),
    **dict.fromkeys(
        (
            "properties",
            "patternProperties",
            "additionalProperties",
            "propertyNames",
            "required",
            "minProperties",
            "maxProperties",
            "dependentRequired",
        ),
        ("object",),
    ),
}


@rule(
    "contradictory-bounds",
    Severity.ERROR,
    "The lower bound is above the upper",
    why="No value satisfies both, so the schema refuses everything of its type.",
    bad="type: integer\nminimum: 10\nmaximum: 1",
    good="type: integer\nminimum: 1\nmaximum: 10",
    source="JSON Schema 2020-12 validation, section 6",
    fix="Swap or correct the bounds.",
)
def contradictory_bounds(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        value = node.value
        if value.keys().isdisjoint(_LOWER):
            continue
        for lower, upper, strict in _PAIRS:
            least, most = value.get(lower), value.get(upper)
            if not isinstance(least, _NUMBERS) or not isinstance(most, _NUMBERS):
                continue
            if least > most or (strict and least == most):
                yield report(node, f"{lower} {least} is above {upper} {most}", lower)


@rule(
    "contradictory-types",
    Severity.ERROR,
    "The types of `allOf` exclude each other",
    why="A value has to be of every type at once, so none is accepted.",
    bad="allOf:\n  - {type: string}\n  - {type: integer}",
    good="oneOf:\n  - {type: string}\n  - {type: integer}",
    source="JSON Schema 2020-12 core, section 10.2.1.1",
    fix="Use oneOf or anyOf for alternatives, or make the types agree.",
)
def contradictory_types(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        keyword = "allOf" if "allOf" in node.value else "type"
        if ("allOf" in node.value or ("$ref" in node.value and "type" in node.value)) and (
            _left(model, node) == set()
        ):
            yield report(node, "the types that apply here exclude each other", keyword)


def _left(model: LintModel, node: Node) -> set[str] | None:
    left: set[str] | None = None
    for schema in surely(model, node):
        named = set(types_here(schema.value))
        if named:
            if "number" in named:
                named.add("integer")
            left = named if left is None else left & named
    return left


@rule(
    "impossible-required",
    Severity.ERROR,
    "A required property is not allowed",
    why="`required` asks for a property that `additionalProperties: false` forbids, so no object is "
    "accepted.",
    bad="required: [titel]\nproperties: {title: {}}\nadditionalProperties: false",
    good="required: [title]\nproperties: {title: {}}\nadditionalProperties: false",
    source="JSON Schema 2020-12 validation, section 6.5.3; core, section 10.3.2.3",
    fix="Describe the property, or remove it from required.",
)
def impossible_required(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        value = node.value
        if value.get("additionalProperties") is False and "patternProperties" not in value:
            known = mapping(value.get("properties"))
            for schema in surely(model, node):
                for index, name in enumerate(strings(schema.value.get("required"))):
                    if name not in known:
                        message = f'"{name}" is required and refused by additionalProperties: false'
                        yield report(schema, message, "required", index)


@rule(
    "undescribed-required",
    Severity.WARNING,
    "A required property is not described",
    why="Usually one of the two names is misspelt: the property that is meant stays optional, and another is "
    "asked for.",
    bad="required: [titel]\nproperties: {title: {type: string, maxLength: 80}}",
    good="required: [title]\nproperties: {title: {type: string, maxLength: 80}}",
    source="JSON Schema 2020-12 validation, section 6.5.3",
    fix="Use the spelling under properties, or describe it there.",
)
def undescribed_required(model: LintModel) -> Iterator[RuleFinding]:
    extensions = _extensions(model)
    for node in model.of("schema"):
        names = strings(node.value.get("required")) if "required" in node.value else []
        if not names or node.value.get("additionalProperties") is False or not is_binding(node):
            continue
        own = node.value.get("properties")
        if isinstance(own, dict) and own.keys() >= set(names):
            continue
        known = property_names(model, node)
        for extension in extensions.get(id(node.value), ()):
            known |= property_names(model, extension)
        if known:
            for index, name in enumerate(names):
                if name not in known:
                    yield report(node, f'"{name}" is required and described nowhere', "required", index)


def _extensions(model: LintModel) -> dict[int, list[Node]]:
    """Return by a schema's identity those that extend it: ``allOf`` with a ``$ref`` to it."""
    found: dict[int, list[Node]] = {}
    for node in model.of("schema"):
        target = model.schema_target(node) if node.keyword == "allOf" else None
        if target is not None:
            found.setdefault(id(target.value), []).append(node)
    return found


@rule(
    "read-and-write-only",
    Severity.ERROR,
    "A property is readOnly and writeOnly",
    why="It may appear neither in requests nor in responses: nobody can ever see it.",
    bad="type: string\nreadOnly: true\nwriteOnly: true",
    good="type: string\nreadOnly: true",
    source="JSON Schema 2020-12 validation, section 9.4",
    fix="Keep the intended one.",
)
def read_and_write_only(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        if node.value.get("readOnly") is True and node.value.get("writeOnly") is True:
            yield report(node, "a property cannot be readOnly and writeOnly", "writeOnly")


@rule(
    "ineffective-keyword",
    Severity.WARNING,
    "A keyword has no effect on this type",
    why="maxLength constrains strings only; on an integer it forbids nothing, though it reads as if it did.",
    bad="type: integer\nmaxLength: 3",
    good="type: integer\nminimum: 0\nmaximum: 999",
    source="JSON Schema 2020-12 core, section 7.6.1; validation, section 6",
    fix="Use the keyword for this type, or correct the type.",
)
def ineffective_keyword(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        if "type" not in node.value:
            continue
        here = types_here(node.value)
        if here:
            for keyword in node.value:
                wanted = _OF_TYPE.get(keyword)
                if wanted is not None and not any(each in here for each in wanted):
                    message = f"{keyword} has no effect on the type {' or '.join(here)}"
                    yield report(node, message, keyword)


@rule(
    "missing-type",
    Severity.WARNING,
    "A schema has constraints and no type",
    why="`properties` without `type: object` accepts every string, number and array; only objects are looked "
    "at.",
    bad="properties: {title: {type: string, maxLength: 80}}",
    good="type: object\nproperties: {title: {type: string, maxLength: 80}}",
    source="JSON Schema 2020-12 core, section 7.6.1",
    fix="Add the type.",
)
def missing_type(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        value = node.value
        if "type" in value or "enum" in value or "const" in value:
            continue
        keyword = next((each for each in value if each in _OF_TYPE and each != "required"), None)
        if keyword == "maxLength" and node.parent is not None and node.parent.kind == "media type":
            continue  # The length of raw bytes, which have no type (OpenAPI 3.1.1 section 4.4.2).
        if keyword is not None and is_binding(node) and types(model, node) is None:
            yield report(node, f"{keyword} without a type constrains only {_OF_TYPE[keyword][0]}s", keyword)


@rule(
    "array-without-items",
    Severity.WARNING,
    "An array does not describe its items",
    why="Anything may be in it; generated clients get a list of unknowns.",
    bad="type: array\nmaxItems: 10",
    good="type: array\nmaxItems: 10\nitems: {type: string, maxLength: 80}",
    source="JSON Schema 2020-12 core, section 10.3.1",
    fix="Describe the items with `items` (or `prefixItems`).",
)
def array_without_items(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        if node.value.get("type") == "array" and "items" not in node.value:
            keys = {"items", "prefixItems", "contains", "const", "enum", "unevaluatedItems"}
            if is_binding(node) and all(keys.isdisjoint(each.value) for each in applied(model, node)):
                yield report(node, "the array does not describe its items", "type")
