"""Values held against schemas, all in one compilation: examples and defaults."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from contractfirst.lint.node import Node
from contractfirst.lint.subject import Subject
from contractfirst.lint.wording import wording

__all__ = ["Trial", "verdicts"]

_BROKEN = (ValueError, jsonschema_rs.ReferencingError)


@dataclass(frozen=True, slots=True)
class Trial:
    """A value to be held against ``schema``; it stands in ``holder`` at ``tokens``.

    ``excused`` are the annotations (readOnly, writeOnly) of properties that may be missing although
    ``required`` names them, because the value does not travel the way on which they appear.
    """

    schema: Node
    value: object
    holder: Node
    tokens: tuple[str | int, ...]
    excused: tuple[str, ...] = ()


def verdicts(subject: Subject, trials: Iterable[Trial]) -> Iterator[tuple[Trial, tuple[str | int, ...], str]]:
    """Yield for each failure the trial, the path into its value, and what would be accepted.

    A schema that does not compile judges nothing: why it does not is told by other rules.
    """
    groups: dict[str, list[Trial]] = {}
    for trial in trials:
        groups.setdefault(_uri(trial.schema), []).append(trial)
    if not groups:
        return
    try:
        registry = subject.registry
    except _BROKEN:
        return
    uris = list(groups)
    instance = {str(index): [trial.value for trial in groups[uri]] for index, uri in enumerate(uris)}
    together = {"properties": {str(index): {"items": {"$ref": uri}} for index, uri in enumerate(uris)}}
    hidden = _Hidden(subject)
    try:
        validator = _compile(together, registry)
        errors = [(error, error.instance_path) for error in validator.iter_errors(instance)]
    except _BROKEN:
        errors = list(_one_by_one(uris, instance, registry))
    for error, path in errors:
        trial = groups[uris[int(path[0])]][int(path[1])]
        if not hidden.excuses(trial, error):
            yield trial, tuple(path[2:]), _message(error, trial)


def _one_by_one(
    uris: list[str], instance: dict[str, list[object]], registry: jsonschema_rs.Registry
) -> Iterator[tuple[jsonschema_rs.ValidationError, list[str | int]]]:
    for index, uri in enumerate(uris):
        try:
            validator = _compile({"items": {"$ref": uri}}, registry)
            for error in validator.iter_errors(instance[str(index)]):
                yield error, [str(index), *error.instance_path]
        except _BROKEN:
            continue


def _compile(schema: dict[str, Any], registry: jsonschema_rs.Registry) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(schema, registry=registry, validate_formats=True, offline=True)


def _uri(schema: Node) -> str:
    return f"{schema.file.uri}#{quote(schema.pointer, safe='/~')}"


class _Hidden:
    """The names of properties that are readOnly or writeOnly somewhere in the document."""

    def __init__(self, subject: Subject) -> None:
        self._names: dict[str, set[str]] = {"readOnly": set(), "writeOnly": set()}
        for node in subject.of("schema"):
            for annotation, names in self._names.items():
                if node.keyword == "properties" and node.value.get(annotation) is True:
                    names.add(node.key)

    def excuses(self, trial: Trial, error: jsonschema_rs.ValidationError) -> bool:
        if error.kind.name != "required":
            return False
        missing = getattr(error.kind, "property", "")
        return any(missing in self._names[annotation] for annotation in trial.excused)


def _message(error: jsonschema_rs.ValidationError, trial: Trial) -> str:
    name = error.kind.name
    if name == "required":
        return f'the property "{getattr(error.kind, "property", "")}" is missing'
    if name in ("additionalProperties", "unevaluatedProperties"):
        unexpected = ", ".join(f'"{each}"' for each in getattr(error.kind, "unexpected", []))
        return f"the schema has no property {unexpected}"
    if name in ("oneOf", "anyOf"):
        several = type(error.kind).__name__ == "OneOfMultipleValid"
        return f"it fits {'more than one' if several else 'none'} of the schemas in {name}"
    if name == "falseSchema":
        return "nothing is allowed here"
    return wording(error)
