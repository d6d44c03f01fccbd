"""All schemas that must hold of one value together: ``$ref`` followed, ``allOf`` opened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contractfirst.contract.node import sequence, strings
from contractfirst.contract.place import Place

__all__ = [
    "TYPES",
    "SchemaPart",
    "description_of",
    "flatten",
    "has_own_shape",
    "is_binary",
    "items_of",
    "kinds_of",
    "leads_back",
    "open_values_of",
    "options_of",
    "properties_of",
    "required_of",
    "shapes",
    "sole_reference",
]

TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")
"""The types of JSON Schema, in the order in which a union names them."""

_SHAPING = frozenset(
    {
        "type",
        "enum",
        "const",
        "properties",
        "required",
        "items",
        "prefixItems",
        "patternProperties",
        "allOf",
        "anyOf",
        "oneOf",
        "$ref",
        "contentMediaType",
    }
)
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class SchemaPart:
    """One schema of a conjunction; without its union, where that has been dealt with."""

    place: Place
    without_union: bool = False

    @property
    def keywords(self) -> Mapping[str, object]:
        """The schema's own keywords."""
        value = self.place.value
        return value if isinstance(value, dict) else {}

    @property
    def is_false(self) -> bool:
        """Whether no value is valid."""
        return self.place.value is False


def shapes(schema: Place) -> bool:
    """Return whether a schema says anything about what its values look like."""
    value = schema.value
    if not isinstance(value, dict):
        return value is False
    if _SHAPING & value.keys() - {"required"}:
        return True
    return isinstance(value.get("additionalProperties"), dict)


def sole_reference(schema: Place) -> Place | None:
    """Return the schema that this one is another name for: a ``$ref`` with nothing beside it but notes."""
    for _ in range(_DEEPEST):
        value = schema.value
        if not isinstance(value, dict):
            return None
        shaping = _SHAPING & value.keys()
        if shaping == {"$ref"}:
            return schema.target()
        members = value.get("allOf")
        if shaping != {"allOf"} or not isinstance(members, list) or len(members) != 1:
            return None
        if value.get("unevaluatedProperties") is False or value.get("additionalProperties") is False:
            return None
        schema = schema.child("allOf", 0)
    return None


def flatten(parts: Iterable[SchemaPart]) -> list[SchemaPart]:
    """Return every schema that applies with the given ones by ``$ref`` and ``allOf``, each once."""
    parts = list(parts)
    given = {part.place.identity: part for part in parts}
    found: dict[tuple[str, str], SchemaPart] = {}

    def visit(part: SchemaPart) -> None:
        # Whether a union has been dealt with is said by the given part, however it is reached.
        part = given.get(part.place.identity, part)
        if part.place.identity in found:
            return
        found[part.place.identity] = part
        referred = part.place.target()
        if referred is not None:
            visit(SchemaPart(referred))
        for member in items_of(part.place, "allOf"):
            visit(SchemaPart(member))

    for part in parts:
        visit(part)
    return list(found.values())


def leads_back(schema: Place) -> bool:
    """Return whether following sole references from a schema never ends."""
    seen: set[tuple[str, str]] = set()
    place: Place | None = schema
    while place is not None:
        if place.identity in seen:
            return True
        seen.add(place.identity)
        place = sole_reference(place)
    return False


def kinds_of(parts: list[SchemaPart]) -> frozenset[str]:
    """Return the JSON types that all parts declare to be possible."""
    kinds = frozenset(TYPES)
    for part in parts:
        declared = part.keywords.get("type")
        names = {declared} if isinstance(declared, str) else set(strings(declared))
        if names:
            kinds &= names | ({"integer"} if "number" in names else set())
    return kinds


def options_of(parts: list[SchemaPart]) -> list[object] | None:
    """Return the values that every ``enum`` and ``const`` of the parts admits; ``None`` without any."""
    options: list[object] | None = None
    for part in parts:
        for keyword, value in (("enum", part.keywords.get("enum")), ("const", [part.keywords.get("const")])):
            if keyword in part.keywords and isinstance(value, list):
                options = value if options is None else [each for each in options if _among(each, value)]
    return options


def _among(value: object, options: list[object]) -> bool:
    return any(value == other and isinstance(value, bool) == isinstance(other, bool) for other in options)


def is_binary(part: SchemaPart) -> bool:
    """Return whether a string is octets: ``format: binary``, or a media type without an encoding."""
    keywords = part.keywords
    if keywords.get("format") == "binary":
        return True
    return "contentMediaType" in keywords and "contentEncoding" not in keywords and "type" not in keywords


def has_own_shape(part: SchemaPart) -> bool:
    return bool(
        {"properties", "required", "items", "enum", "const", "patternProperties"} & part.keywords.keys()
    )


def properties_of(parts: list[SchemaPart]) -> dict[str, list[Place]]:
    named: dict[str, list[Place]] = {}
    for part in parts:
        if isinstance(part.keywords.get("properties"), dict):
            for name, place in part.place.members("properties"):
                named.setdefault(name, []).append(place)
    return named


def required_of(parts: list[SchemaPart]) -> set[str]:
    return {name for part in parts for name in strings(part.keywords.get("required"))}


def items_of(place: Place, keyword: str) -> list[Place]:
    """Return the schemas of a list; none where it is malformed."""
    held = place.value.get(keyword) if isinstance(place.value, dict) else None
    return [place.child(keyword, index) for index in range(len(sequence(held)))]


def open_values_of(parts: list[SchemaPart]) -> Iterator[Place]:
    for part in parts:
        if isinstance(part.keywords.get("patternProperties"), dict):
            yield from (place for _, place in part.place.members("patternProperties"))
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            if isinstance(part.keywords.get(keyword), dict):
                yield part.place.child(keyword)


def description_of(given: Sequence[SchemaPart]) -> str:
    """Return the nearest description, else the title."""
    for keyword in ("description", "title"):
        for part in given:
            for each in (part, *flatten([part])):
                text = each.keywords.get(keyword)
                if isinstance(text, str) and text.strip():
                    return text
    return ""
