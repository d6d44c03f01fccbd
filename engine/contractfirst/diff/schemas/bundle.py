"""A schema of a view as a validator, made when a value must be tried on it."""

from collections.abc import Callable
from typing import Any

from contractfirst.contract.formats import FORMAT_CHECKS
from contractfirst.contract.place import Place, schemas_within
from contractfirst.contract.schema_copy import make_executable, put_subschema
from contractfirst.diff.schemas.view import Key, View, key_of

__all__ = ["Bundles"]

_NAMES = ("$id", "$anchor", "$dynamicAnchor", "$schema", "$dynamicRef", "$defs", "definitions")


class Bundles:
    """Validators of a view's schemas, each compiled once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._compiled: dict[tuple[Key, ...], Callable[[Any], bool] | None] = {}
        self._copies: dict[Key, object] = {}

    def accepts(self, places: tuple[Place, ...], value: object) -> bool | None:
        """Return whether a value is valid under all the schemas; ``None`` when they do not compile."""
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

        try:
            schema = self._bundle(places)
            if schema is None:
                return None
            return jsonschema_rs.Draft202012Validator(
                schema, validate_formats=True, formats=dict(FORMAT_CHECKS), offline=True
            ).is_valid
        except (ValueError, jsonschema_rs.ReferencingError):
            return None

    def _bundle(self, places: tuple[Place, ...]) -> dict[str, object] | None:
        """Return one schema that holds all of the schemas, ``None`` where a reference cannot be followed.

        Raises:
            PatternError: a pattern is malformed.
        """
        definitions: dict[str, object] = {}
        names: dict[Key, str] = {}
        waiting = list(places)
        for place in waiting:
            names.setdefault(key_of(place), f"s{len(names)}")
        while waiting:
            place = waiting.pop()
            name = names[key_of(place)]
            if name in definitions:
                continue
            found: list[Place] = []
            definitions[name] = self._copy(place, names, found)
            if any(each.value is None for each in found):
                return None
            waiting.extend(found)
        schema: dict[str, object] = {"$defs": definitions}
        if places:
            schema["allOf"] = [{"$ref": f"#/$defs/{names[key_of(place)]}"} for place in places]
        return schema

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
                put_subschema(value, schema, below, self._copy(below, names, found))
        make_executable(value)
        return value
