"""Rules about objects that accept what nobody described."""

from collections.abc import Iterator

from contractfirst.contract.node import Node, mapping
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.schemas import branches, surely
from contractfirst.lint.severity import Severity

__all__ = ["closed_branch", "open_request_object"]


@rule(
    "open-request-object",
    Severity.WARNING,
    "An object in a request accepts any property",
    why="A misspelt optional property is silently ignored, and a property that a later version "
    "adds may already be in use for something else. It also lets callers set what they should not "
    "(mass assignment).",
    bad="type: object\nproperties: {title: {type: string, maxLength: 80}}",
    good="type: object\nproperties: {title: {type: string, maxLength: 80}}\nadditionalProperties: false",
    source="OWASP API3:2023; JSON Schema 2020-12 core, sections 10.3.2.3 and 11.3",
    fix="Add `additionalProperties: false`, or beside allOf `unevaluatedProperties: false`.",
)
def open_request_object(model: LintModel) -> Iterator[RuleFinding]:
    seen: set[int] = set()
    waiting = [
        schema
        for operation in model.path_operations
        if operation.body is not None
        for media_type in mapping(operation.body.value.get("content"))
        if (schema := model.child(operation.body, "schema", "content", media_type, "schema")) is not None
    ]
    while waiting:
        node = _named(model, waiting.pop())
        if id(node.value) in seen:
            continue
        seen.add(id(node.value))
        if _is_open_object(model, node, set()):
            yield report(node, "the object accepts any property in a request")
        waiting.extend(_below(model, node, set()))


def _named(model: LintModel, node: Node) -> Node:
    """Follow a schema that is nothing but a ``$ref``."""
    seen: set[int] = set()
    while node.value.keys() & {"$ref"} and id(node.value) not in seen:
        if node.value.keys() - {"$ref", "description", "title", "examples"}:
            break
        seen.add(id(node.value))
        target = model.schema_target(node)
        if target is None:
            break
        node = target
    return node


def _is_open_object(model: LintModel, node: Node, visiting: set[int]) -> bool:
    """Whether the schema describes an object and none of what applies to it closes it."""
    schemas = surely(model, node)
    if any(_closes(each) for each in schemas):
        return False
    if any("enum" in each.value or "const" in each.value for each in schemas):
        return False
    visiting.add(id(node.value))
    alternatives = [
        [_named(model, branch) for branch in branches(model, each, keyword)]
        for each in schemas
        for keyword in ("oneOf", "anyOf")
        if keyword in each.value
    ]
    for options in alternatives:
        # Each alternative is checked at its own place: if all of them are closed then so is the whole.
        if options and not any(
            id(option.value) not in visiting and _is_open_object(model, option, visiting)
            for option in options
        ):
            return False
    return any(each.value.get("type") == "object" or "properties" in each.value for each in schemas)


def _closes(node: Node) -> bool:
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        if node.value.get(keyword, True) is not True and node.value[keyword] != {}:
            return True
    return False


def _below(model: LintModel, node: Node, seen: set[int]) -> Iterator[Node]:
    """Yield the schemas of the parts of the values that ``node`` describes."""
    for schema in surely(model, node):
        if id(schema.value) in seen:
            continue
        seen.add(id(schema.value))
        for name in mapping(schema.value.get("properties")):
            child = model.child(schema, "schema", "properties", name)
            if child is not None and child.value.get("readOnly") is not True:
                yield child
        for keyword in ("items", "additionalProperties", "unevaluatedProperties"):
            if isinstance(schema.value.get(keyword), dict):
                child = model.child(schema, "schema", keyword)
                if child is not None:
                    yield child
        for index in range(len(list(branches(model, schema, "prefixItems")))):
            child = model.child(schema, "schema", "prefixItems", index)
            if child is not None:
                yield child
        for keyword in ("oneOf", "anyOf"):
            for branch in branches(model, schema, keyword):
                yield from _below(model, branch, seen)


@rule(
    "closed-branch",
    Severity.ERROR,
    "A branch of `allOf` refuses what its sibling describes",
    why="`additionalProperties: false` sees only the properties beside it, not those of the other branches. "
    "A value that has both satisfies nothing.",
    bad="allOf:\n  - {properties: {a: {}}, additionalProperties: false}\n  - {properties: {b: {}}}",
    good="allOf:\n  - {properties: {a: {}}}\n  - {properties: {b: {}}}\nunevaluatedProperties: false",
    source="JSON Schema 2020-12 core, sections 10.3.2.3 and 11.3",
    fix="Leave the branches open and write `unevaluatedProperties: false` beside allOf.",
)
def closed_branch(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        if "allOf" not in node.value:
            continue
        parts = [surely(model, branch) for branch in branches(model, node, "allOf")]
        own = set(mapping(node.value.get("properties")))
        for index, part in enumerate(parts):
            closed = next((each for each in part if each.value.get("additionalProperties") is False), None)
            if closed is None or "patternProperties" in closed.value:
                continue
            others = {
                name
                for number, other in enumerate(parts)
                if number != index
                for each in other
                for name in mapping(each.value.get("properties"))
            }
            refused = sorted((own | others) - set(mapping(closed.value.get("properties"))))
            if refused:
                names = ", ".join(f'"{name}"' for name in refused[:5])
                yield report(node, f"this branch of allOf refuses {names} of its siblings", "allOf", index)
