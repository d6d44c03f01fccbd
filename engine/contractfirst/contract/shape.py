"""What a schema says about the shape of a value, read statically when the contract is loaded.

References by JSON Pointer are followed; ``$anchor`` and ``$id`` are not, such a schema counts as open.
"""

from collections.abc import Iterator

from contractfirst.contract.anatomy import IN_PLACE, schemas_within
from contractfirst.contract.errors import ContractError
from contractfirst.contract.formats import FORMATS
from contractfirst.contract.place import Place

__all__ = ["annotated", "default_of", "in_place", "item_of", "may_hold", "properties", "takes_more", "types"]

_ALL_TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})


def target(schema: Place) -> Place | None:
    """Return the schema that ``$ref`` names, if there is one and a pointer leads to it."""
    reference = schema.value.get("$ref") if isinstance(schema.value, dict) else None
    if not isinstance(reference, str):
        return None
    try:
        document, pointer = schema.document.locate(reference, schema.pointer)
    except ContractError:
        return None
    return Place(document, pointer, document.value(pointer))


def in_place(schema: Place) -> Iterator[Place]:
    """Yield the schema and every schema that it applies to the same instance, each once."""
    seen: set[tuple[str, str]] = set()
    waiting = [schema]
    while waiting:
        place = waiting.pop()
        if place.identity in seen:
            continue
        seen.add(place.identity)
        yield place
        referred = target(place)
        if referred is not None:
            waiting.append(referred)
        waiting.extend(below for keyword, below in schemas_within(place) if keyword in IN_PLACE)


def types(schema: Place) -> frozenset[str]:
    """Return the JSON types that the schema may admit; all seven for one that says nothing."""
    return _types(schema, frozenset())


def properties(schema: Place) -> dict[str, Place]:
    """Return the named properties of the schema and of every schema applied in place."""
    named: dict[str, Place] = {}
    for place in in_place(schema):
        if isinstance(place.value, dict) and isinstance(place.value.get("properties"), dict):
            for name, property_place in place.members("properties"):
                named.setdefault(name, property_place)
    return named


def takes_more(schema: Place) -> bool:
    """Tell whether the schema says explicitly that it takes properties that it does not name."""
    for place in in_place(schema):
        if isinstance(place.value, dict):
            for keyword in ("additionalProperties", "unevaluatedProperties"):
                if place.value.get(keyword, False) is not False:
                    return True
            if place.value.get("patternProperties"):
                return True
    return False


def item_of(schema: Place) -> Place | None:
    """Return the schema of an array's items, if there is one for all of them."""
    for place in in_place(schema):
        if isinstance(place.value, dict) and "items" in place.value:
            return place.child("items")
    return None


def may_hold(schema: Place, text: str) -> bool:
    """Tell whether a string that the schema admits may contain ``text``; false only where it is certain."""
    if "string" not in types(schema):
        return False
    waiting, seen = [schema], set()
    while waiting:
        place = waiting.pop()
        if place.identity in seen or not isinstance(place.value, dict):
            continue
        seen.add(place.identity)
        admitted = place.value.get("enum", [place.value["const"]] if "const" in place.value else None)
        if isinstance(admitted, list) and not any(text in str(value) for value in admitted):
            return False
        string_format = FORMATS.get(str(place.value.get("format")))
        if string_format is not None and string_format.excludes(text):
            return False
        referred = target(place)
        waiting.extend([referred] if referred is not None else [])
        waiting.extend(place.items("allOf"))
    return True


def default_of(schema: Place) -> tuple[bool, object]:
    """Return whether the schema has a default, and the default; the nearest along ``$ref`` and allOf."""
    seen: set[tuple[str, str]] = set()
    waiting = [schema]
    while waiting:
        place = waiting.pop(0)
        if place.identity in seen or not isinstance(place.value, dict):
            continue
        seen.add(place.identity)
        if "default" in place.value:
            return True, place.value["default"]
        referred = target(place)
        if referred is not None:
            waiting.append(referred)
        waiting.extend(below for keyword, below in schemas_within(place) if keyword == "allOf")
    return False, None


def annotated(schema: Place, keyword: str) -> bool:
    """Tell whether ``readOnly`` or ``writeOnly`` holds, here or along ``$ref`` and allOf."""
    seen: set[tuple[str, str]] = set()
    waiting = [schema]
    while waiting:
        place = waiting.pop()
        if place.identity in seen or not isinstance(place.value, dict):
            continue
        seen.add(place.identity)
        if place.value.get(keyword) is True:
            return True
        referred = target(place)
        if referred is not None:
            waiting.append(referred)
        waiting.extend(below for held_by, below in schemas_within(place) if held_by == "allOf")
    return False


def type_of(value: object) -> str:
    """Return the JSON type of a value, ``integer`` rather than ``number`` where it is one."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case str():
            return "string"
        case list() | tuple():
            return "array"
        case _:
            return "object"


def _types(schema: Place, seen: frozenset[tuple[str, str]]) -> frozenset[str]:
    value = schema.value
    if value is False:
        return frozenset()
    if not isinstance(value, dict) or schema.identity in seen:
        return _ALL_TYPES
    seen |= {schema.identity}
    admitted = _ALL_TYPES
    declared = value.get("type")
    if isinstance(declared, str):
        admitted &= _widened({declared})
    elif isinstance(declared, list):
        admitted &= _widened({name for name in declared if isinstance(name, str)})
    if "const" in value:
        admitted &= _widened({type_of(value["const"])})
    if isinstance(value.get("enum"), list):
        admitted &= _widened({type_of(option) for option in value["enum"]})
    referred = target(schema)
    if referred is not None:
        admitted &= _types(referred, seen)
    unions: dict[str, frozenset[str]] = {}
    for keyword, below in schemas_within(schema):
        if keyword == "allOf":
            admitted &= _types(below, seen)
        elif keyword in ("anyOf", "oneOf"):
            unions[keyword] = unions.get(keyword, frozenset()) | _types(below, seen)
    for union in unions.values():
        admitted &= union
    return admitted


def _widened(names: set[str]) -> frozenset[str]:
    return frozenset(names | {"integer"} if "number" in names else names)
