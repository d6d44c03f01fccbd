"""All schemas that must hold of one value together: ``$ref`` followed, ``allOf`` opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from brainstormmsp.contract import shape
from brainstormmsp.contract.place import Place

__all__ = ["Part", "flatten", "shapes", "sole_reference"]

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
class Part:
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
    """Tell whether a schema says anything about what its values look like."""
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
            return shape.target(schema)
        members = value.get("allOf")
        if shaping != {"allOf"} or not isinstance(members, list) or len(members) != 1:
            return None
        if value.get("unevaluatedProperties") is False or value.get("additionalProperties") is False:
            return None
        schema = schema.child("allOf", 0)
    return None


def flatten(parts: Iterable[Part]) -> list[Part]:
    """Return every schema that applies with the given ones by ``$ref`` and ``allOf``, each once."""
    found: dict[tuple[str, str], Part] = {}

    def visit(part: Part) -> None:
        if part.place.identity in found:
            return
        found[part.place.identity] = part
        referred = shape.target(part.place)
        if referred is not None:
            visit(Part(referred))
        members = part.keywords.get("allOf")
        if isinstance(members, list):
            for index in range(len(members)):
                visit(Part(part.place.child("allOf", index)))

    for part in parts:
        visit(part)
    return list(found.values())
