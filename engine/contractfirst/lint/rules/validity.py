"""Validity against the published schemas: of OpenAPI 3.1 and of JSON Schema 2020-12."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema_rs

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.structure import is_misplaced_reference
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity
from contractfirst.lint.wording import wording

__all__ = ["json_schema", "openapi_schema", "openapi_version"]

_SCHEMA = Path("resources", "schemas", "v3.1", "schema.json")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OPENAPI_DIALECT = "https://spec.openapis.org/oas/3.1/dialect/"


@rule(
    "openapi-version",
    Severity.ERROR,
    "The document is not OpenAPI 3.1",
    why="OpenAPI 3.0 and 2.0 mean other things by the same words (nullable, exclusiveMinimum, example). "
    "These rules read the document as 3.1, whatever it says.",
    bad="openapi: 3.0.3",
    good="openapi: 3.1.0",
    source="OpenAPI 3.1.1 section 4.8.1 (OpenAPI Object)",
    fix="Convert the document to OpenAPI 3.1 and write `openapi: 3.1.1`.",
)
def openapi_version(model: LintModel) -> Iterator[RuleFinding]:
    version = model.data.get("openapi")
    if isinstance(version, str) and version.startswith("3.1."):
        return
    if version is None and "swagger" in model.data:
        yield report(model.root, "this is Swagger 2.0, not OpenAPI 3.1", "swagger")
    elif version is None:
        yield report(model.root, 'the field "openapi" is missing', "openapi")
    else:
        yield report(model.root, f"the version is {str(version)[:40]!r}, not 3.1.x", "openapi")


@rule(
    "openapi-schema",
    Severity.ERROR,
    "An object does not match the OpenAPI 3.1 schema",
    why="Tools may refuse the document, or pass over the malformed part as if it were not there.",
    bad="info:\n  title: Books   # no version",
    good="info:\n  title: Books\n  version: 1.0.0",
    source="https://spec.openapis.org/oas/3.1/schema/2022-10-07",
    fix="Correct it as the message says.",
)
def openapi_schema(model: LintModel) -> Iterator[RuleFinding]:
    misplaced = [each.node.identity for each in model.references if is_misplaced_reference(each.node)]
    for root in model.roots:
        # An object that only a reference leads to, in this file or in another, is checked like one in place.
        if root.kind == "schema" or root.is_reference:
            continue
        validator = _openapi_validator(root.kind)
        if validator is None or validator.is_valid(root.value):
            continue
        for error in validator.iter_errors(root.value):
            path = error.instance_path
            if _is_reported_elsewhere(error, path):
                continue
            if (root.document.name, root.within(*path)) not in misplaced:
                yield report(root, _message(error), *path)


@rule(
    "json-schema",
    Severity.ERROR,
    "A Schema Object is not a valid JSON Schema",
    why="A validator refuses the schema, or reads the keyword as if it were not there: what it should forbid "
    "passes.",
    bad="type: strnig",
    good="type: string",
    source="OpenAPI 3.1.1 section 4.8.24 (Schema Object); https://json-schema.org/draft/2020-12/schema",
    fix="Use a value that JSON Schema 2020-12 allows for the keyword.",
)
def json_schema(model: LintModel) -> Iterator[RuleFinding]:
    if not _is_current(model.data.get("jsonSchemaDialect", _DIALECT)):
        return
    validator = _schema_validator()
    for node in model.of("schema"):
        if node.parent is not None and node.parent.kind == "schema":
            continue
        if not _is_current(node.value.get("$schema", _DIALECT)) or validator.is_valid(node.value):
            continue
        for error in validator.iter_errors(node.value):
            path = error.instance_path
            leftover = path and path[-1] in ("exclusiveMinimum", "exclusiveMaximum")
            if not (leftover and isinstance(error.instance, bool)):
                yield report(node, _message(error), *path)


def _is_current(dialect: object) -> bool:
    text = str(dialect).removesuffix("#")
    return text == _DIALECT or text.startswith(_OPENAPI_DIALECT)


@cache
def _openapi_validator(kind: str) -> jsonschema_rs.Validator | None:
    """Return the validator of a kind of object, ``None`` for one that the published schema does not name."""
    schema = _published_schema()
    if kind == "openapi":
        return jsonschema_rs.Draft202012Validator(schema)
    name = "callbacks" if kind == "callback" else kind.replace(" ", "-")
    if name not in schema["$defs"]:
        return None
    # What stands beside the document's own keywords goes, the definitions stay.
    part = {"$id": schema["$id"], "$schema": schema["$schema"], "$defs": schema["$defs"]}
    return jsonschema_rs.Draft202012Validator({**part, "$ref": f"#/$defs/{name}"})


@cache
def _published_schema() -> dict[str, Any]:
    # Found, not imported: the package brings a hundred modules along, and only its schema is needed.
    spec = find_spec("openapi_spec_validator")
    assert spec is not None
    assert spec.origin is not None
    schema: dict[str, Any] = json.loads((Path(spec.origin).parent / _SCHEMA).read_bytes())
    return schema


@cache
def _schema_validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator({"$ref": _DIALECT})


def _is_reported_elsewhere(error: jsonschema_rs.ValidationError, path: list[str | int]) -> bool:
    """Whether a rule of its own reports this, and with more to say."""
    keyword = error.kind.name
    if keyword in ("unevaluatedProperties", "falseSchema"):
        return True
    if path == ["openapi"]:
        return True
    if keyword == "required" and not path and getattr(error.kind, "property", "") == "openapi":
        return True
    if path[-4:-3] == ["links"] and path[-2] == "parameters":
        return True  # The schema wants strings; the specification says "Any" (section 4.8.20.1).
    return "styles-for-path" in error.schema_path and (
        path[-1:] == ["required"] or getattr(error.kind, "property", "") == "required"
    )


def _message(error: jsonschema_rs.ValidationError) -> str:
    keyword = error.kind.name
    place = f'"{error.instance_path[-1]}"' if error.instance_path else "the document"
    if keyword == "required":
        return f'the field "{getattr(error.kind, "property", "")}" is missing'
    if keyword == "oneOf" and error.instance_path and "parameter" in error.schema_path:
        return "a parameter has either schema or content"
    if keyword in ("oneOf", "anyOf"):
        names = _required_alternatives(error)
        if names:
            joint = "exactly one of" if keyword == "oneOf" else "at least one of"
            return f"{place} needs {joint} {', '.join(names)}"
    if keyword == "propertyNames":
        return f"{place} has a name with other characters than letters, digits, dots, hyphens and underscores"
    if keyword == "anyOf" and error.instance_path[-1:] == ["type"]:
        return "type is one of array, boolean, integer, null, number, object, string, or a list of them"
    if error.instance_path[-1:] == ["items"] and isinstance(error.instance, list):
        return "items is one schema; a list of schemas is prefixItems"
    return f"{place}: {wording(error)}"


def _required_alternatives(error: jsonschema_rs.ValidationError) -> list[str]:
    context = getattr(error.kind, "context", [])
    return [
        str(getattr(inner.kind, "property", ""))
        for branch in context
        for inner in branch
        if inner.kind.name == "required"
    ] or _ALTERNATIVES.get(json_pointer.of_path(error.schema_path).rsplit("/$defs/", 1)[-1], [])


# A oneOf that fails because both stand there has no inner error that names them.
_ALTERNATIVES = {
    "parameter/oneOf": ["schema", "content"],
    "header/oneOf": ["schema", "content"],
    "link/oneOf": ["operationRef", "operationId"],
}
