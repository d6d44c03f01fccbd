"""Rules about rate classes: the extension ``x-rate-limits`` and ``x-rate-limit``."""

from collections.abc import Iterator

from contractfirst.contract.node import mapping
from contractfirst.lint.model import LintModel
from contractfirst.lint.names import suggestion
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = ["missing_rate_class", "undefined_rate_class", "unused_rate_class"]

_SOURCE = "The extensions x-rate-limits and x-rate-limit; RFC 6585 section 4"


@rule(
    "missing-rate-class",
    Severity.ERROR,
    "An operation has no rate class",
    why="The document limits its operations, and this one would be without any limit: the way around all the "
    "others. Documents without x-rate-limits are not checked.",
    bad="get:\n  operationId: listBooks",
    good="get:\n  operationId: listBooks\n  x-rate-limit: list",
    source=_SOURCE,
    fix="Add `x-rate-limit` with one of the classes of x-rate-limits.",
)
def missing_rate_class(model: LintModel) -> Iterator[RuleFinding]:
    if "x-rate-limits" in model.data:
        for operation in model.path_operations:
            if "x-rate-limit" not in operation.node.value:
                yield report(operation.node, f"{operation.name} has no rate class")


@rule(
    "undefined-rate-class",
    Severity.ERROR,
    "A rate class is not defined",
    why="The operation asks for a limit that does not exist.",
    bad="x-rate-limit: lits",
    good="x-rate-limit: list",
    source=_SOURCE,
    fix="Use a class of x-rate-limits, or define it there.",
)
def undefined_rate_class(model: LintModel) -> Iterator[RuleFinding]:
    classes = mapping(model.data.get("x-rate-limits"))
    for node in model.of("operation"):
        name = node.value.get("x-rate-limit")
        if name is not None and (not isinstance(name, str) or name not in classes):
            meant = suggestion(name, classes) if isinstance(name, str) else ""
            yield report(node, f'there is no rate class "{str(name)[:60]}"{meant}', "x-rate-limit")


@rule(
    "unused-rate-class",
    Severity.WARNING,
    "A rate class is used by no operation",
    why="The documentation promises a limit that nothing has.",
    bad="x-rate-limits: {obsolete: {quantity: 1, window: 60, burst: 1, keys: [client]}}",
    good="x-rate-limits: {list: {quantity: 100, window: 60, burst: 200, keys: [client]}}",
    source=_SOURCE,
    fix="Remove it, or use it in the operations that it is for.",
)
def unused_rate_class(model: LintModel) -> Iterator[RuleFinding]:
    used = {node.string("x-rate-limit") for node in model.of("operation")}
    for name in mapping(model.data.get("x-rate-limits")):
        if name not in used and not model.is_library:
            yield report(model.root, f'no operation has the rate class "{name}"', "x-rate-limits", name)
