"""A schema of a view as a validator, made when a value must be tried on it."""

from collections.abc import Callable
from typing import Any

from contractfirst.contract.anatomy import schemas_within
from contractfirst.contract.place import Place
from contractfirst.diff.schemas.view import Key, View, key_of, put

__all__ = ["INTEGER_FORMATS", "Bundles"]

INTEGER_FORMATS = {"int32": 2**31, "int64": 2**63}
"""Formats of integers (OpenAPI format registry) by the first magnitude that they do not hold."""

_NAMES = ("$id", "$anchor", "$dynamicAnchor", "$schema", "$dynamicRef", "$defs", "definitions")


class Bundles:
    """Validators of a view's schemas, each compiled once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._compiled: dict[tuple[Key, ...], Callable[[Any], bool] | None] = {}
        self._copies: dict[Key, object] = {}

    def accepts(self, places: tuple[Place, ...], value: object) -> bool | None:
        """Tell whether a value is valid under all the schemas; ``None`` when they do not compile."""
        key = tuple(map(key_of, places))
        if key not in self._compiled:
            self._compiled[key] = self._compile(places)
        is_valid = self._compiled[key]
        if is_valid is None:
            return None
        try:
            return is_valid(value)
        except (ValueError, TypeError):  # a number that the validator cannot hold
            return None

    def _compile(self, places: tuple[Place, ...]) -> Callable[[Any], bool] | None:
        import jsonschema_rs  # only a changed schema needs it

        definitions: dict[str, object] = {}
        names: dict[Key, str] = {}
        waiting = list(places)
        complete = True
        for place in waiting:
            names.setdefault(key_of(place), f"s{len(names)}")
        while waiting:
            place = waiting.pop()
            name = names[key_of(place)]
            if name in definitions:
                continue
            found: list[Place] = []
            definitions[name] = self._copy(place, names, found)
            complete = complete and all(each.value is not None for each in found)
            waiting.extend(each for each in found if each.value is not None)
        schema = {
            "allOf": [{"$ref": f"#/$defs/{names[key_of(place)]}"} for place in places],
            "$defs": definitions,
        }
        if not complete:
            return None
        if not places:
            del schema["allOf"]
        try:
            return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, offline=True).is_valid
        except (ValueError, jsonschema_rs.ReferencingError):
            return None

    def _copy(self, schema: Place, names: dict[Key, str], found: list[Place]) -> object:
        if not isinstance(schema.value, dict):
            return schema.value
        value: dict[str, Any] = {name: held for name, held in schema.value.items() if name not in _NAMES}
        if "$ref" in schema.value or "$dynamicRef" in schema.value:
            target = self._view.target(schema)
            found.append(target or Place(schema.document, schema.pointer, None))
            if target is not None:
                value["$ref"] = f"#/$defs/{names.setdefault(key_of(target), f's{len(names)}')}"
        for keyword, below in schemas_within(schema):
            if keyword not in _NAMES:
                put(value, schema, below, self._copy(below, names, found))
        bound = INTEGER_FORMATS.get(str(value.get("format")))
        if bound is not None:
            value["allOf"] = [*value.get("allOf", ()), {"minimum": -bound, "maximum": bound - 1}]
        return value
