"""Rules about media types."""

import re
from collections.abc import Iterator

from contractfirst.contract.node import mapping
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = ["media_type_syntax", "missing_media_type_schema", "required_body"]

_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PARAMETER = rf'\s*;\s*{_NAME}=(?:{_NAME}|"[^"]*")'
_MEDIA_TYPE = re.compile(rf"(?:\*/\*|{_NAME}/(?:\*|{_NAME}))(?:{_PARAMETER})*")


@rule(
    "media-type-syntax",
    Severity.ERROR,
    "A key of content is not a media type",
    why="No Content-Type can ever equal it, so the content is never matched.",
    bad="content:\n  json: {}",
    good="content:\n  application/json: {}",
    source="OpenAPI 3.1.1 section 4.8.14 (Media Type Object); RFC 9110 section 8.3.1",
    fix="Write type/subtype, such as application/json, or a range such as text/*.",
)
def media_type_syntax(model: LintModel) -> Iterator[RuleFinding]:
    for kind in ("parameter", "header", "request body", "response"):
        for node in model.of(kind):
            if "content" in node.value:
                for name in mapping(node.value["content"]):
                    if not _MEDIA_TYPE.fullmatch(name):
                        yield report(node, f'"{name[:60]}" is not a media type', "content", name)


@rule(
    "missing-media-type-schema",
    Severity.WARNING,
    "JSON content has no schema",
    why="Anything is accepted and anything may be answered; no client can be generated for it.",
    bad="content:\n  application/json: {}",
    good="content:\n  application/json:\n    schema: {$ref: '#/components/schemas/Book'}",
    source="OpenAPI 3.1.1 section 4.8.14.1 (Media Type Object)",
    fix="Add a schema.",
)
def missing_media_type_schema(model: LintModel) -> Iterator[RuleFinding]:
    for node in model.of("media type"):
        if "schema" not in node.value and "json" in node.key.lower():
            yield report(node, f"{node.key} has no schema")


@rule(
    "optional-body",
    Severity.INFO,
    "The body of POST, PUT or PATCH is optional",
    why="`required` is false unless it is said, and that is rarely meant: the operation must then do "
    "something sensible without a body.",
    bad="post:\n  requestBody: {content: {application/json: {}}}",
    good="post:\n  requestBody: {required: true, content: {application/json: {}}}",
    source="OpenAPI 3.1.1 section 4.8.13.1 (Request Body Object)",
    fix="Add `required: true`, or `required: false` if it is meant.",
)
def required_body(model: LintModel) -> Iterator[RuleFinding]:
    for operation in model.operations:
        body = operation.body
        if operation.method in ("post", "put", "patch") and body is not None and "required" not in body.value:
            yield report(body, f"the body of {operation.name} is optional")
