"""Rules about paths and the parameters in their templates."""

import re
from collections.abc import Iterator

from contractfirst.contract.node import mapping
from contractfirst.contract.operation_node import OperationNode
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = [
    "ambiguous_path",
    "duplicate_path_parameter",
    "path_parameter_required",
    "path_syntax",
    "same_path",
    "undeclared_path_parameter",
    "unused_path_parameter",
]

_TEMPLATE = re.compile(r"\{([^{}/]*)\}")
_PATHS = "OpenAPI 3.1.1 section 4.8.8 (Paths Object)"


def template_names(path: str) -> list[str]:
    """Return the names in a path template, in order."""
    return _TEMPLATE.findall(path)


@rule(
    "path-syntax",
    Severity.ERROR,
    "A path is not a path template",
    why="A path begins with a slash, its braces pair within a segment, and it holds neither query nor "
    "fragment; anything else is matched by no router.",
    bad="books/{id:\n  get: {operationId: getBook}",
    good="/books/{id}:\n  get: {operationId: getBook}",
    source=_PATHS + "; section 3.5 (Path Templating)",
    fix="Write it as `/segment/{parameter}`; queries are parameters.",
)
def path_syntax(model: LintModel) -> Iterator[RuleFinding]:
    for path in mapping(model.data.get("paths")):
        if path.startswith("x-"):
            continue
        problem = _problem(path)
        if problem:
            yield report(model.root, f'the path "{path[:80]}" {problem}', "paths", path)


def _problem(path: str) -> str:
    if not path.startswith("/"):
        return "does not begin with a slash"
    if "?" in path or "#" in path:
        return "holds a query or a fragment"
    if "//" in path:
        return "has an empty segment"
    if len(path) > 1 and path.endswith("/"):
        return "ends with a slash"
    rest = _TEMPLATE.sub("", path)
    if "{" in rest or "}" in rest:
        return "has a brace without its pair"
    if "" in template_names(path):
        return "has a parameter without a name"
    return ""


@rule(
    "same-path",
    Severity.ERROR,
    "Two paths differ only in the names of their parameters",
    why="They match the same requests, so one of them can never be reached. OpenAPI forbids it.",
    bad="/books/{id}: {}\n/books/{isbn}: {}",
    good="/books/{id}: {}",
    source=_PATHS,
    fix="Merge them under one name.",
)
def same_path(model: LintModel) -> Iterator[RuleFinding]:
    first: dict[str, str] = {}
    for path in mapping(model.data.get("paths")):
        shape = _TEMPLATE.sub("{}", path)
        if first.setdefault(shape, path) != path:
            message = f'"{path}" is the same template as "{first[shape]}"'
            yield report(model.root, message, "paths", path)


@rule(
    "ambiguous-path",
    Severity.WARNING,
    "Two paths match the same request",
    why="Neither is more concrete than the other, so which of them answers depends on the router.",
    bad="/books/{id}/mine: {}\n/books/new/{kind}: {}",
    good="/books/{id}/mine: {}\n/new-books/{kind}: {}",
    source="OpenAPI 3.1.1 section 4.8.8.2 (Path Templating Matching)",
    fix="Make them differ in a concrete segment.",
)
def ambiguous_path(model: LintModel) -> Iterator[RuleFinding]:
    by_length: dict[int, list[tuple[str, list[str]]]] = {}
    for path in mapping(model.data.get("paths")):
        if "{" in path:
            segments = path.split("/")
            rivals = by_length.setdefault(len(segments), [])
            for other, against in rivals:
                if _clash(segments, against):
                    yield report(model.root, f'"{path}" and "{other}" match the same requests', "paths", path)
                    break
            rivals.append((path, segments))


def _clash(one: list[str], other: list[str]) -> bool:
    """Whether both match a common path and each is the more concrete one somewhere."""
    first = second = False
    for left, right in zip(one, other, strict=True):
        if "{" in left and "{" in right:
            continue
        if "{" in left:
            second = True
        elif "{" in right:
            first = True
        elif left != right:
            return False
    return first and second


@rule(
    "duplicate-path-parameter",
    Severity.ERROR,
    "A path has a parameter more than once",
    why="One name cannot hold two values.",
    bad="/books/{id}/copies/{id}: {}",
    good="/books/{book_id}/copies/{id}: {}",
    source="OpenAPI 3.1.1 section 3.5 (Path Templating)",
    fix="Rename one of them.",
)
def duplicate_path_parameter(model: LintModel) -> Iterator[RuleFinding]:
    for path in mapping(model.data.get("paths")):
        names = template_names(path)
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield report(model.root, f'"{path}" has {{{name}}} twice', "paths", path)


@rule(
    "undeclared-path-parameter",
    Severity.ERROR,
    "A parameter of the path is not declared",
    why="Its value has no schema: nothing validates it, and no generator can pass it on.",
    bad="/books/{id}:\n  get: {operationId: getBook}",
    good="/books/{id}:\n  parameters:\n    - {name: id, in: path, required: true, schema: {type: string, "
    "format: uuid}}\n  get: {operationId: getBook}",
    source="OpenAPI 3.1.1 section 4.8.12 (Parameter Object, name)",
    fix="Declare it with `in: path`, on the path or on the operation.",
)
def undeclared_path_parameter(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.path_operations:
        declared = _declared(operation)
        for name in dict.fromkeys(template_names(operation.path)):
            if name and name not in declared:
                yield report(operation.node, f"{operation.name} does not declare {{{name}}}")


@rule(
    "unused-path-parameter",
    Severity.ERROR,
    "A path parameter is not in the path",
    why="It is required and can never be given.",
    bad="/books/{id}:\n  parameters: [{name: isbn, in: path, required: true}]",
    good="/books/{isbn}:\n  parameters: [{name: isbn, in: path, required: true}]",
    source="OpenAPI 3.1.1 section 4.8.12 (Parameter Object, name)",
    fix="Use the name in the path, or remove the parameter.",
)
def unused_path_parameter(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.path_operations:
        names = template_names(operation.path)
        for parameter in operation.parameters:
            name = parameter.string("name")
            if parameter.value.get("in") == "path" and name and name not in names:
                token = ("name",) if parameter.value.get("name") else ()
                yield report(parameter, f'"{operation.path}" has no {{{name}}}', *token)


def _declared(operation: OperationNode) -> set[str]:
    return {each.string("name") for each in operation.parameters if each.value.get("in") == "path"}


@rule(
    "path-parameter-required",
    Severity.ERROR,
    "A path parameter is not required",
    why="A path without it is another path. OpenAPI demands `required: true`.",
    bad="{name: id, in: path, schema: {type: string, format: uuid}}",
    good="{name: id, in: path, required: true, schema: {type: string, format: uuid}}",
    source="OpenAPI 3.1.1 section 4.8.12.2 (required)",
    fix="Add `required: true`.",
)
def path_parameter_required(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("parameter"):
        if node.value.get("in") == "path" and node.value.get("required") is not True:
            token = ("required",) if "required" in node.value else ()
            yield report(node, f'the path parameter "{node.string("name")}" is not required: true', *token)
