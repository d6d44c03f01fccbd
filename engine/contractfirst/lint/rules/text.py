"""Rules about the text of the file, and about exceptions in it. Their findings come with the reading."""

from collections.abc import Iterator

from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding
from contractfirst.lint.severity import Severity

__all__ = ["duplicate_key", "ignore_without_reason", "syntax", "useless_ignore"]


@rule(
    "syntax",
    Severity.ERROR,
    "The file is not YAML or JSON",
    why="Nothing can be checked in a text that cannot be read. Reading stops at the place of the finding, so "
    "it is the only one until it is corrected.",
    bad="info: {title: Books, version: 1.0.0\npaths: {}",
    good="info: {title: Books, version: 1.0.0}\npaths: {}",
    source="OpenAPI 3.1.1 section 4.2 (Format); YAML 1.2.2; RFC 8259",
    fix="Correct the syntax here; the cause is often on the line before.",
)
def syntax(_: LintModel) -> Iterator[RuleFinding]:
    yield from ()


@rule(
    "duplicate-key",
    Severity.ERROR,
    "An object has a key more than once",
    why="Readers disagree on which of the two counts, and most say nothing: one half of what was written is "
    "silently lost.",
    bad="get: {operationId: listBooks}\nget: {operationId: findBooks}",
    good="get: {operationId: listBooks}",
    source="YAML 1.2.2 section 3.2.1.3; RFC 8259 section 4",
    fix="Keep one of the two, or merge them.",
)
def duplicate_key(_: LintModel) -> Iterator[RuleFinding]:
    yield from ()


@rule(
    "ignore-without-reason",
    Severity.ERROR,
    "An exception has no reason",
    why="An exception outlives the memory of who made it. The reason is what lets the next reader decide "
    "whether it still holds. An exception without one excepts nothing.",
    bad="x-lint-ignore: {path-case: ''}",
    good="x-lint-ignore: {path-case: The address is printed on devices in the field.}",
    source="This linter; the field is a Specification Extension, OpenAPI 3.1.1 section 4.9",
    fix="Explain in a sentence why the rule does not apply here.",
)
def ignore_without_reason(_: LintModel) -> Iterator[RuleFinding]:
    yield from ()


@rule(
    "useless-ignore",
    Severity.WARNING,
    "An exception has no effect",
    why="What it excepted has been corrected or removed, or its rule is misspelt. It would hide the next "
    "finding of that rule.",
    bad="x-lint-ignore: {path-csae: The address is printed on devices.}",
    good="x-lint-ignore: {path-case: The address is printed on devices.}",
    source="This linter; the field is a Specification Extension, OpenAPI 3.1.1 section 4.9",
    fix="Remove the exception, or use a rule id from `--list-rules`.",
)
def useless_ignore(_: LintModel) -> Iterator[RuleFinding]:
    yield from ()
