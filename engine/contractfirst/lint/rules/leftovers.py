"""Rules about what OpenAPI 3.0 and older drafts of JSON Schema said, and 3.1 says otherwise."""

from collections.abc import Iterator, Mapping
from typing import Final

from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = [
    "OLD_KEYWORDS",
    "binary_format",
    "boolean_exclusive_bound",
    "nullable",
    "old_keyword",
    "schema_example",
]

OLD_KEYWORDS: Final[Mapping[str, str]] = {
    "$recursiveAnchor": "$dynamicAnchor",
    "$recursiveRef": "$dynamicRef",
    "additionalItems": "items, beside prefixItems",
    "definitions": "$defs",
    "dependencies": "dependentRequired or dependentSchemas",
    "id": "$id",
}
"""Keywords of older drafts, and what took their place in 2020-12."""


@rule(
    "nullable",
    Severity.ERROR,
    "`nullable` has no meaning in OpenAPI 3.1",
    why="3.1 reads it as an unknown annotation: null is refused although the document seems to allow it.",
    bad="type: string\nnullable: true",
    good="type: [string, 'null']",
    source="OpenAPI 3.1.1 section 4.8.24; JSON Schema 2020-12 validation, section 6.1.1",
    fix="Add 'null' to the type: `type: [string, 'null']`; beside a $ref use `oneOf` with `type: 'null'`.",
)
def nullable(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        if "nullable" in node.value:
            yield report(node, "nullable has no meaning in OpenAPI 3.1", "nullable")


@rule(
    "boolean-exclusive-bound",
    Severity.ERROR,
    "`exclusiveMinimum` or `exclusiveMaximum` is a boolean",
    why="In 3.0 it made `minimum` exclusive; in 3.1 it is the bound itself, and a boolean is invalid.",
    bad="minimum: 0\nexclusiveMinimum: true",
    good="exclusiveMinimum: 0",
    source="JSON Schema 2020-12 validation, sections 6.2.3 and 6.2.5",
    fix="Write the bound itself: `exclusiveMinimum: 0` instead of `minimum: 0` with `true`.",
)
def boolean_exclusive_bound(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        for keyword in ("exclusiveMinimum", "exclusiveMaximum"):
            if isinstance(node.value.get(keyword), bool):
                yield report(node, f"{keyword} is a number in OpenAPI 3.1, not a boolean", keyword)


@rule(
    "schema-example",
    Severity.INFO,
    "`example` in a schema is deprecated",
    why="JSON Schema has `examples`, a list; every JSON Schema tool knows it, and few know `example`.",
    bad="type: string\nexample: Dune",
    good="type: string\nexamples: [Dune]",
    source="OpenAPI 3.1.1 section 4.8.24.2 (Schema Object, fixed fields)",
    fix="Write `examples: [value]`.",
)
def schema_example(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        if "example" in node.value:
            yield report(node, "example is deprecated in schemas", "example")


@rule(
    "old-keyword",
    Severity.WARNING,
    "A schema uses a keyword of an older draft of JSON Schema",
    why="2020-12 does not know it any more; a validator passes over it silently.",
    bad="definitions:\n  Isbn: {type: string}",
    good="$defs:\n  Isbn: {type: string}",
    source="JSON Schema 2020-12 core, appendix G (changes)",
    fix="Use the keyword that replaced it.",
)
def old_keyword(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        for keyword in sorted(node.value.keys() & OLD_KEYWORDS.keys()):
            message = f"{keyword} is from an older draft; 2020-12 has {OLD_KEYWORDS[keyword]}"
            yield report(node, message, keyword)


@rule(
    "binary-format",
    Severity.INFO,
    "`format: binary` or `byte` is from OpenAPI 3.0",
    why="3.1 describes bytes with contentMediaType and contentEncoding; the old formats are no longer "
    "registered for it.",
    bad="type: string\nformat: byte",
    good="type: string\ncontentEncoding: base64",
    source="OpenAPI 3.1.1 section 4.4.2 (Working with Binary Data)",
    fix="For base64 write `contentEncoding: base64`; for raw bytes leave type and format out and name the "
    "media type.",
)
def binary_format(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("schema"):
        if node.value.get("format") in ("binary", "byte"):
            yield report(node, f"format {node.value['format']} is from OpenAPI 3.0", "format")
