"""What would be accepted, in plain English, for each JSON Schema keyword; the value is never repeated."""

import json
from collections.abc import Callable, Mapping, Sequence

import orjson
from jsonschema_rs import ValidationError

from contractfirst.contract.formats import describe_format

__all__ = ["phrase", "type_phrase"]

_ARTICLES = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}


def type_phrase(types: Sequence[str]) -> str:
    """Return ``Must be a string or null.`` for those types."""
    ordered = sorted(types, key=lambda name: name == "null")
    return f"Must be {' or '.join(_ARTICLES.get(name, name) for name in ordered) or 'of another type'}."


def phrase(error: ValidationError, as_written: Callable[[str], str] = str) -> str:
    """Return the sentence for a validator's error; ``as_written`` undoes the translation of a pattern."""
    if error.kind.name == "pattern":
        return f"Must match the pattern {as_written(str(getattr(error.kind, 'pattern', '')))}"
    build = _PHRASES.get(error.kind.name)
    if build is None:
        return "Is not accepted here."
    return build(error)


def _limit(error: ValidationError) -> str:
    return _shown(getattr(error.kind, "limit", None))


def _shown(value: object) -> str:
    try:
        text = orjson.dumps(value).decode()
    except orjson.JSONEncodeError:  # an integer beyond 64 bits, somewhere within
        text = json.dumps(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _count(error: ValidationError, noun: str, plural: str) -> str:
    limit = getattr(error.kind, "limit", 0)
    return f"{limit} {noun if limit == 1 else plural}"


def _enum(error: ValidationError) -> str:
    options = getattr(error.kind, "options", [])
    shown = ", ".join(_shown(option) for option in options[:30])
    return f"Must be one of {shown}{', ...' if len(options) > 30 else ''}."


def _format(error: ValidationError) -> str:
    return f"Must be {describe_format(str(getattr(error.kind, 'format', '')))}."


def _contains(error: ValidationError) -> str:
    last = error.schema_path[-1] if error.schema_path else "contains"
    if last == "maxContains":
        return "Has too many items of the described kind."
    return (
        "Must contain an item of the described kind."
        if last == "contains"
        else ("Has too few items of the described kind.")
    )


_PHRASES: Mapping[str, Callable[[ValidationError], str]] = {
    "type": lambda error: type_phrase(getattr(error.kind, "types", [])),
    "enum": _enum,
    "const": lambda error: f"Must be {_shown(getattr(error.kind, 'expected_value', None))}.",
    "minimum": lambda error: f"Must be at least {_limit(error)}.",
    "maximum": lambda error: f"Must be at most {_limit(error)}.",
    "exclusiveMinimum": lambda error: f"Must be greater than {_limit(error)}.",
    "exclusiveMaximum": lambda error: f"Must be less than {_limit(error)}.",
    "multipleOf": lambda error: f"Must be a multiple of {getattr(error.kind, 'multiple_of', '')}.",
    "minLength": lambda error: f"Must have at least {_count(error, 'character', 'characters')}.",
    "maxLength": lambda error: f"Must have at most {_count(error, 'character', 'characters')}.",
    "format": _format,
    "minItems": lambda error: f"Must have at least {_count(error, 'item', 'items')}.",
    "maxItems": lambda error: f"Must have at most {_count(error, 'item', 'items')}.",
    "uniqueItems": lambda error: "Items must be unique.",
    "contains": _contains,
    "additionalItems": lambda error: "Must have no more items than are described.",
    "unevaluatedItems": lambda error: "Must have no more items than are described.",
    "minProperties": lambda error: f"Must have at least {_count(error, 'property', 'properties')}.",
    "maxProperties": lambda error: f"Must have at most {_count(error, 'property', 'properties')}.",
    "not": lambda error: "Must not match what the contract excludes here.",
}
