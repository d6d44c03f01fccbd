"""What a schema says about the values that it admits, read statically when the document is loaded.

These are the questions that lint, diff, stubs, mock and server ask about schemas; references of every kind
are followed, one that dangles says nothing.
"""

from collections.abc import Iterator

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.grammar import IN_PLACE
from contractfirst.contract.place import Place, schemas_within

__all__ = [
    "annotated",
    "asserted",
    "default_of",
    "in_place",
    "item_of",
    "mapped_schema",
    "mapped_schemas",
    "may_hold",
    "properties",
    "takes_more",
    "type_of",
    "types",
]

# A longer chain of references is followed no further: it says nothing then.
_MAXIMUM_CHAIN = 100
_ALL_TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})


def asserted(schema: Place) -> Iterator[Place]:
    """Yield the schemas that every admitted value fits: itself, ``$ref`` and ``allOf``, the nearest first."""
    seen: set[tuple[str, str]] = set()
    waiting = [schema]
    for place in waiting:
        if place.identity in seen:
            continue
        seen.add(place.identity)
        yield place
        value = place.value
        if not isinstance(value, dict):
            continue
        referred = place.target()
        if referred is not None:
            waiting.append(referred)
        if isinstance(value.get("allOf"), list):
            waiting.extend(place.child("allOf", index) for index in range(len(value["allOf"])))


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
        waiting.extend(found for keyword in ("$ref", "$dynamicRef") if (found := place.target(keyword)))
        if isinstance(place.value, dict) and not IN_PLACE.isdisjoint(place.value):
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
    """Return whether the schema says explicitly that it takes properties that it does not name."""
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
    """Return whether a string that the schema admits may contain ``text``; false only where it is certain."""
    from contractfirst.contract.formats import FORMATS  # tools that only read a document do not need them

    if "string" not in types(schema):
        return False
    for place in asserted(schema):
        if not isinstance(place.value, dict):
            continue
        admitted = place.value.get("enum", [place.value["const"]] if "const" in place.value else None)
        if isinstance(admitted, list) and not any(text in str(value) for value in admitted):
            return False
        string_format = FORMATS.get(str(place.value.get("format")))
        if string_format is not None and string_format.excludes(text):
            return False
    return True


def mapped_schemas(schema: Place) -> Iterator[tuple[str, Place]]:
    """Yield what the mapping of a schema's discriminator names, by the value that stands for it.

    A mapping names a schema component, or else it is a reference (OpenAPI 3.1.1 section 4.8.25.3).
    """
    discriminator = schema.value.get("discriminator") if isinstance(schema.value, dict) else None
    named = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    for value, text in named.items() if isinstance(named, dict) else ():
        if isinstance(text, str):
            found = mapped_schema(schema, text)
            if found is not None:
                yield value, found


def mapped_schema(schema: Place, text: str) -> Place | None:
    """Return the schema that a value of a discriminator's mapping names, ``None`` if it names nothing."""
    family = schema.document.family
    component = json_pointer.join("#/components/schemas", text)
    for document in dict.fromkeys((schema.document, schema.document.root)) if "/" not in text else ():
        found = family.resolve(document, "", component)
        if found.document is not None:
            return Place(found.document, found.pointer, found.value)
    return schema.referred(text)


def default_of(schema: Place) -> tuple[bool, object]:
    """Return whether the schema has a default, and the default; the nearest along ``$ref`` and allOf."""
    for place in asserted(schema):
        if place.has("default"):
            return True, place.value["default"]
    return False, None


def annotated(schema: Place, keyword: str) -> bool:
    """Return whether ``readOnly`` or ``writeOnly`` holds, here or along ``$ref`` and allOf."""
    value = schema.value
    if not isinstance(value, dict) or ("$ref" not in value and "allOf" not in value):
        return schema.has(keyword) and value[keyword] is True
    return any(place.has(keyword) and place.value[keyword] is True for place in asserted(schema))


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
    if not isinstance(value, dict) or schema.identity in seen or len(seen) > _MAXIMUM_CHAIN:
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
    referred = schema.target()
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
