"""Values checked against schemas, all in one compilation: examples and defaults.

The schemas are those that server and mock validate with, so that an example is valid here if it is there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import jsonschema_rs

from contractfirst.contract.node import Node
from contractfirst.contract.place import Place
from contractfirst.lint.model import LintModel
from contractfirst.lint.wording import wording

__all__ = ["ValueCheck", "failed_checks"]

_BROKEN = (ValueError, jsonschema_rs.ReferencingError)
Failure = tuple["ValueCheck", tuple[str | int, ...], str]


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """A value to be validated against ``schema``; it stands in ``holder`` at ``tokens``.

    ``excused`` are the annotations (readOnly, writeOnly) of properties that may be missing although
    ``required`` names them, because the value does not travel the way on which they appear.
    """

    schema: Place
    value: object
    holder: Node
    tokens: tuple[str | int, ...]
    excused: frozenset[str] = frozenset()


def failed_checks(model: LintModel, checks: Iterable[ValueCheck]) -> Iterator[Failure]:
    """Yield for each failure the check, the path into its value, and what would be accepted.

    A schema that does not compile fails nothing: why it does not is reported by other rules.
    """
    groups: dict[frozenset[str], dict[str, list[ValueCheck]]] = {}
    for check in checks:
        reference = model.schemas.reference(check.schema)
        if reference is not None:
            groups.setdefault(check.excused, {}).setdefault(reference["$ref"], []).append(check)
    for excused, by_uri in groups.items():
        yield from _failed(model, excused, by_uri)


def _failed(
    model: LintModel, excused: frozenset[str], by_uri: dict[str, list[ValueCheck]]
) -> Iterator[Failure]:
    uris = list(by_uri)
    instance = {str(index): [check.value for check in by_uri[uri]] for index, uri in enumerate(uris)}
    together = {"properties": {str(index): {"items": {"$ref": uri}} for index, uri in enumerate(uris)}}
    try:
        validator = model.schemas.validator(together, excused)
        errors = [(error, error.instance_path) for error in validator.iter_errors(instance)]
    except _BROKEN:
        errors = list(_one_by_one(model, excused, uris, instance))
    for error, path in errors:
        yield by_uri[uris[int(path[0])]][int(path[1])], tuple(path[2:]), _message(error)


def _one_by_one(
    model: LintModel, excused: frozenset[str], uris: list[str], instance: dict[str, list[object]]
) -> Iterator[tuple[jsonschema_rs.ValidationError, list[str | int]]]:
    for index, uri in enumerate(uris):
        try:
            validator = model.schemas.validator({"items": {"$ref": uri}}, excused)
            for error in validator.iter_errors(instance[str(index)]):
                yield error, [str(index), *error.instance_path]
        except _BROKEN:
            continue


def _message(error: jsonschema_rs.ValidationError) -> str:
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
