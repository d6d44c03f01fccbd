"""Rules about regular expressions."""

from collections.abc import Iterator

from contractfirst.contract.node import Node, mapping
from contractfirst.contract.patterns import PatternError, pattern_shape, read_pattern
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = ["backtracking_pattern", "invalid_pattern", "unanchored_pattern"]


@rule(
    "invalid-pattern",
    Severity.ERROR,
    "A pattern is not a regular expression",
    why="A validator that meets it stops with an error, or accepts everything.",
    bad="pattern: '^[a-z'",
    good="pattern: '^[a-z]+$'",
    source="JSON Schema 2020-12 core, section 6.4; ECMA-262 section 22.2",
    fix="Use ECMA-262 syntax: no (?i), \\A, \\z or possessive quantifiers.",
)
def invalid_pattern(model: LintModel) -> Iterator[RuleFinding]:
    for node, pattern, tokens in _patterns(model):
        try:
            read_pattern(pattern)
        except PatternError as error:
            yield report(node, f"the pattern {pattern[:60]!r} is not a regular expression: {error}", *tokens)


@rule(
    "backtracking-pattern",
    Severity.WARNING,
    "A pattern may take exponential time",
    why="A repetition inside a repetition can be divided in exponentially many ways; a backtracking engine "
    "tries them all on a text that almost fits. Thirty characters then stop a server or a client.",
    bad="pattern: '^([a-z]+)+$'",
    good="pattern: '^[a-z]+$'",
    source="CWE-1333; OWASP API4:2023",
    fix="Repeat only one of the two, or let each round begin with a character that ends the last.",
)
def backtracking_pattern(model: LintModel) -> Iterator[RuleFinding]:
    for node, pattern, tokens in _patterns(model):
        if pattern_shape(pattern).explosive:
            yield report(node, f"the pattern {pattern[:60]!r} repeats a repetition", *tokens)


@rule(
    "unanchored-pattern",
    Severity.INFO,
    "A pattern may match in the middle of the value",
    why="JSON Schema patterns are not anchored: anything may stand before and behind what they match.",
    bad="pattern: '[A-Z]{3}'",
    good="pattern: '^[A-Z]{3}$'",
    source="JSON Schema 2020-12 core, section 6.4; validation, section 6.3.3",
    fix="Begin with ^ and end with $, unless only a part of the value is meant.",
)
def unanchored_pattern(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        pattern = node.value.get("pattern")
        if isinstance(pattern, str) and not pattern.startswith("^") and not pattern.endswith("$"):
            yield report(node, f"the pattern {pattern[:60]!r} is anchored at neither end", "pattern")


def _patterns(model: LintModel) -> Iterator[tuple[Node, str, tuple[str, ...]]]:
    for node in model.of("schema"):
        pattern = node.value.get("pattern")
        if isinstance(pattern, str):
            yield node, pattern, ("pattern",)
        if "patternProperties" in node.value:
            for name in mapping(node.value["patternProperties"]):
                yield node, name, ("patternProperties", name)
