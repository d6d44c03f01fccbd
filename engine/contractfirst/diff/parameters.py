"""Parameters of an operation (OpenAPI 3.1.1 section 4.8.12)."""

from contractfirst.contract.direction import Direction
from contractfirst.contract.node import Node
from contractfirst.contract.operation_node import OperationNode
from contractfirst.contract.path_template import variables
from contractfirst.contract.place import Place
from contractfirst.diff.content import compare_content
from contractfirst.diff.context import ComparisonContext, absent

__all__ = ["compare_parameters", "named_parameters"]

_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
NamedParameters = dict[tuple[str, str], Node]


def named_parameters(operation: OperationNode) -> NamedParameters:
    """Return the parameters of an operation by location and name, names of headers in lower case."""
    found: NamedParameters = {}
    for parameter in operation.parameters:
        location, name = parameter.string("in"), parameter.string("name")
        found[location, name.lower() if location == "header" else name] = parameter
    return found


def compare_parameters(context: ComparisonContext, base: OperationNode, head: OperationNode) -> None:
    """Compare the parameters of two operations."""
    old, new = named_parameters(base), named_parameters(head)
    renamed = {
        before: after
        for before, after in zip(variables(base.path), variables(head.path), strict=False)
        if before != after
    }
    for (location, name), place in old.items():
        other_name = renamed.get(name, name) if location == "path" else name
        other = new.pop((location, other_name), None)
        if other is not None:
            if other_name != name:
                text = f"path parameter {name}: is called {other_name} now"
                context.add("path-variable-renamed", place, other, text)
            _compare(context, place, other, f"{location} parameter {name}")
            continue
        moved = next((key for key in new if key[1] == name and key not in old), None)
        if moved is not None:
            other = new.pop(moved)
            text = f"{location} parameter {name}: is sent in the {moved[0]} now"
            context.add("parameter-location-changed", place, other, text)
            continue
        text = f"{location} parameter {name}: was removed"
        context.add("parameter-removed", place, absent(head.node, "parameters"), text)
    for (location, name), place in new.items():
        needed = place.get("required") is True
        rule = "parameter-added-required" if needed else "parameter-added"
        text = f"{location} parameter {name}: is new{' and required' if needed else ''}"
        context.add(rule, absent(base.node, "parameters"), place, text)


def _compare(context: ComparisonContext, base: Place, head: Place, subject: str) -> None:
    if context.schemas.same(base, head):
        return
    was, now = base.get("required") is True, head.get("required") is True
    if was != now:
        rule = "parameter-required" if now else "parameter-optional"
        text = f"{subject}: is {'required now' if now else 'no longer required'}"
        context.add(rule, absent(base, "required"), absent(head, "required"), text)
    before, after = _writing(base), _writing(head)
    if before != after:
        changed = ", ".join(
            f"{name} {before[name]} → {after[name]}" for name in before if before[name] != after[name]
        )
        keyword = next(name for name in before if before[name] != after[name])
        places = absent(base, keyword), absent(head, keyword)
        context.add("parameter-style-changed", *places, f"{subject}: {changed}")
    if (base.get("deprecated") is True) != (head.get("deprecated") is True):
        state = "deprecated" if head.get("deprecated") is True else "no longer deprecated"
        places = absent(base, "deprecated"), absent(head, "deprecated")
        context.add("parameter-deprecated", *places, f"{subject}: {state}")
    if base.get("description") != head.get("description"):
        places = absent(base, "description"), absent(head, "description")
        context.add("text-changed", *places, f"{subject}: description changed")
    if base.has("content") and head.has("content"):
        compare_content(context, base, head, Direction.REQUEST, subject)
    else:
        context.compare_schema(base, head, Direction.REQUEST, subject)


def _writing(parameter: Place) -> dict[str, object]:
    """Return what decides how a parameter is written, defaults filled in."""
    style = parameter.get("style", _STYLES.get(str(parameter.get("in"))))
    content = parameter.get("content")
    return {
        "style": style,
        "explode": parameter.get("explode", style == "form"),
        "allowReserved": parameter.get("allowReserved", False),
        "content": next(iter(content), "") if isinstance(content, dict) else "none",
    }
