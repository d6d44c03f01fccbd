"""The schemas of a file that have a name of their own: ``$id``, ``$anchor`` and ``$dynamicAnchor``.

JSON Schema 2020-12 core, section 8.2. The names are found in plain data, wherever a schema may stand; values
that are examples, defaults and the like are not looked into.
"""

from dataclasses import dataclass, field
from urllib.parse import urljoin

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.grammar import MAP, SUBSCHEMAS

__all__ = ["Identifiers", "find_identifiers", "join_uri"]

_DATA = frozenset({"const", "default", "enum", "example", "examples", "value"})


@dataclass(slots=True)
class Identifiers:
    """``resources`` are the URIs of the schemas with an ``$id`` by pointer, each joined with those around it.

    ``anchors`` are pointers by the resource that an anchor belongs to (``""``: the file) and its name.
    """

    resources: dict[str, str] = field(default_factory=dict)
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)

    def resource_of(self, pointer: str) -> str | None:
        """Return the pointer of the innermost schema with an ``$id`` around a place, itself included."""
        if not self.resources:
            return None
        while True:
            if pointer in self.resources:
                return pointer
            if not pointer:
                return None
            pointer = pointer.rpartition("/")[0]


def find_identifiers(source: bytes, content: object) -> Identifiers:
    """Return the names that the schemas of a file give themselves."""
    identifiers = Identifiers()
    if b"$id" in source or b"nchor" in source:
        _find(content, "", None, identifiers, within="object")
    return identifiers


def join_uri(base: str, reference: str) -> str:
    """Return the URI that a reference means (RFC 3986 section 5.2), also where the base is a URN."""
    if reference.startswith("#"):
        return base.partition("#")[0] + reference
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def _find(
    value: object, pointer: str, resource: str | None, identifiers: Identifiers, *, within: str
) -> None:
    """Look into a value: a ``schema``, a ``map`` whose members are schemas, or any other ``object``.

    Below a schema only the keywords that hold schemas lead on (JSON Schema core, section 8.2.1).
    """
    if isinstance(value, list):
        for index, held in enumerate(value):
            _find(held, f"{pointer}/{index}", resource, identifiers, within=within)
    elif isinstance(value, dict):
        if within != "map":
            resource = _note(value, pointer, resource, identifiers)
        for key, held in value.items():
            if isinstance(held, dict | list):
                below = _below(key, within)
                if below:
                    _find(held, json_pointer.join(pointer, key), resource, identifiers, within=below)


def _below(key: str, within: str) -> str:
    """Return what a member of a value is, ``""`` for one that holds no schemas."""
    if within == "map" or key == "schema":
        return "schema"
    if key in SUBSCHEMAS:
        return "map" if SUBSCHEMAS[key] is MAP else "schema"
    if within == "schema" or key in _DATA or key.startswith("x-"):
        return ""
    return "map" if key == "schemas" else "object"


def _note(
    value: dict[str, object], pointer: str, resource: str | None, identifiers: Identifiers
) -> str | None:
    identifier = value.get("$id")
    if isinstance(identifier, str) and not identifier.startswith("#"):
        base = "" if resource is None else identifiers.resources[resource]
        identifiers.resources[pointer] = join_uri(base, identifier).removesuffix("#")
        resource = pointer
    for keyword in ("$anchor", "$dynamicAnchor"):
        anchor = value.get(keyword)
        if isinstance(anchor, str):
            identifiers.anchors.setdefault((resource or "", anchor), pointer)
    return resource
