"""Copies of Schema Objects for the validator, which executes another dialect of patterns than the document's.

The parts of a copy that are not changed are shared with the document.
"""

from collections.abc import Callable
from typing import Any

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.formats import INTEGER_FORMATS
from contractfirst.contract.patterns import executable_pattern
from contractfirst.contract.place import Place

__all__ = ["make_executable", "put_subschema"]


def put_subschema(value: dict[str, Any], schema: Place, below: Place, copy: object) -> None:
    """Set the copy of a subschema in ``value``, the copy of its schema, without touching the document."""
    tokens = json_pointer.split(below.pointer[len(schema.pointer) :])
    if len(tokens) == 1:
        value[tokens[0]] = copy
        return
    keyword, name = tokens
    original: Any = schema.value[keyword]
    if value[keyword] is original:
        value[keyword] = original.copy()
    value[keyword][int(name) if isinstance(original, list) else name] = copy


def make_executable(value: dict[str, Any], translate: Callable[[str], str] = executable_pattern) -> None:
    """Rewrite the keywords of a copied Schema Object that the validator does not know as they are.

    Formats of integers become bounds, and patterns are translated from ECMA-262.

    Raises:
        PatternError: a pattern is malformed.
    """
    bounds = INTEGER_FORMATS.get(str(value.get("format")))
    if bounds is not None:
        value["allOf"] = [*value.get("allOf", ()), {"minimum": bounds[0], "maximum": bounds[1]}]
    if isinstance(value.get("pattern"), str):
        value["pattern"] = translate(value["pattern"])
    properties = value.get("patternProperties")
    if isinstance(properties, dict):
        value["patternProperties"] = {translate(name): held for name, held in properties.items()}
