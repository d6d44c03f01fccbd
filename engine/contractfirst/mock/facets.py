"""Everything that several schemas ask of one and the same value, brought together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract import shape
from contractfirst.contract.place import Place
from contractfirst.mock.errors import UnsatisfiableError

__all__ = ["Facets", "gather"]

_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains")


@dataclass(slots=True)
class Facets:
    """What is asked of a value; ``bounds`` holds the tightest of each keyword of that kind.

    ``seen`` are the schemas that were gathered, ``samples`` the examples that they give, nearest first.
    """

    types: frozenset[str] | None = None
    values: list[object] | None = None
    bounds: dict[str, float] = field(default_factory=dict)
    divisors: list[float] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    format: str = ""
    unique: bool = False
    required: dict[str, None] = field(default_factory=dict)
    properties: dict[str, list[Place]] = field(default_factory=dict)
    pattern_properties: dict[str, list[Place]] = field(default_factory=dict)
    additional: list[Place] = field(default_factory=list)
    property_names: list[Place] = field(default_factory=list)
    items: list[Place] = field(default_factory=list)
    prefix_items: dict[int, list[Place]] = field(default_factory=dict)
    contains: list[Place] = field(default_factory=list)
    samples: list[object] = field(default_factory=list)
    fixed: dict[str, object] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)


def gather(
    places: Iterable[Place], random: Random, avoided: frozenset[tuple[str, str]], *, first: bool
) -> Facets:
    """Return what the schemas ask together, one branch of every choice taken.

    Branches whose schema is in ``avoided`` are taken only when there is no other; of the rest the first
    with ``first``, any otherwise. ``not`` is left to whoever validates.

    Raises:
        UnsatisfiableError: they exclude each other.
    """
    facets = Facets()
    waiting = list(places)
    while waiting:
        place = waiting.pop(0)
        if place.identity in facets.seen:
            continue
        facets.seen.add(place.identity)
        value = place.value
        if value is False:
            raise UnsatisfiableError(f"{place.pointer}: nothing is admitted")
        if not isinstance(value, dict):
            continue
        _add_value(facets, place, value)
        _add_members(facets, place, value)
        referred = shape.target(place)
        if referred is not None:
            waiting.append(referred)
        waiting.extend(_list_of(place, "allOf"))
        for keyword in ("oneOf", "anyOf"):
            branches = _list_of(place, keyword)
            if branches:
                branch = _chosen(branches, random, avoided, first=first)
                waiting.append(branch)
                _fix_discriminator(facets, place, branch)
        waiting.extend(_conditional(place, random, first=first))
    return facets


def _add_value(facets: Facets, place: Place, value: dict[str, object]) -> None:
    declared = value.get("type")
    if declared is not None:
        names = (
            {declared}
            if isinstance(declared, str)
            else set(declared)
            if isinstance(declared, list)
            else set()
        )
        if "number" in names:
            names.add("integer")
        facets.types = frozenset(names) if facets.types is None else facets.types & names
        if not facets.types:
            raise UnsatisfiableError(f"{place.pointer}: types exclude each other")
    admitted = [value["const"]] if "const" in value else value.get("enum")
    if isinstance(admitted, list):
        facets.values = [item for item in admitted if facets.values is None or item in facets.values]
        if not facets.values:
            raise UnsatisfiableError(f"{place.pointer}: enumerations exclude each other")
    for keyword in (*_LOWER, *_UPPER):
        bound = value.get(keyword)
        if isinstance(bound, int | float) and not isinstance(bound, bool):
            known = facets.bounds.get(keyword, bound)
            facets.bounds[keyword] = max(known, bound) if keyword in _LOWER else min(known, bound)
    divisor = value.get("multipleOf")
    if isinstance(divisor, int | float):
        facets.divisors.append(divisor)
    if isinstance(value.get("pattern"), str):
        facets.patterns.append(str(value["pattern"]))
    if isinstance(value.get("format"), str):
        facets.format = facets.format or str(value["format"])
    facets.unique |= value.get("uniqueItems") is True
    if "example" in value:
        facets.samples.append(value["example"])
    examples = value.get("examples")
    if isinstance(examples, list):
        facets.samples.extend(examples)
    if "default" in value:
        facets.samples.append(value["default"])


def _add_members(facets: Facets, place: Place, value: dict[str, object]) -> None:
    for keyword in ("required", "dependentRequired"):
        names = value.get(keyword)
        if isinstance(names, list):
            facets.required.update(dict.fromkeys(str(name) for name in names))
        elif isinstance(names, dict):
            # All properties are written, so that what depends on any of them is needed.
            for dependent in names.values():
                facets.required.update(dict.fromkeys(map(str, dependent)))
    for keyword, into in (
        ("properties", facets.properties),
        ("patternProperties", facets.pattern_properties),
    ):
        if isinstance(value.get(keyword), dict):
            for name, below in place.members(keyword):
                into.setdefault(name, []).append(below)
    for keyword, places in (
        ("additionalProperties", facets.additional),
        ("unevaluatedProperties", facets.additional),
        ("propertyNames", facets.property_names),
        ("items", facets.items),
        ("contains", facets.contains),
    ):
        if keyword in value:
            places.append(place.child(keyword))
    for index, item in enumerate(_list_of(place, "prefixItems")):
        facets.prefix_items.setdefault(index, []).append(item)


def _list_of(place: Place, keyword: str) -> list[Place]:
    held = place.value.get(keyword) if isinstance(place.value, dict) else None
    return [place.child(keyword, index) for index in range(len(held))] if isinstance(held, list) else []


def _chosen(
    branches: list[Place], random: Random, avoided: frozenset[tuple[str, str]], *, first: bool
) -> Place:
    fresh = [branch for branch in branches if _identity(branch) not in avoided]
    told = [branch for branch in fresh if shape.types(branch) != frozenset({"null"})]
    fitting = told or fresh or branches
    return fitting[0] if first else random.choice(fresh or branches)


def _identity(branch: Place) -> tuple[str, str]:
    referred = shape.target(branch)
    return (referred or branch).identity


def _fix_discriminator(facets: Facets, place: Place, branch: Place) -> None:
    """Let the discriminating property name the branch (OpenAPI 3.1.1 section 4.8.25)."""
    discriminator = place.value.get("discriminator") if isinstance(place.value, dict) else None
    reference = branch.value.get("$ref") if isinstance(branch.value, dict) else None
    if isinstance(discriminator, dict) and isinstance(reference, str):
        mapping = discriminator.get("mapping") or {}
        implied = json_pointer.split(reference.partition("#")[2] or "/")[-1]
        named = next((name for name, target in mapping.items() if target in (reference, implied)), implied)
        facets.fixed[str(discriminator.get("propertyName"))] = named


def _conditional(place: Place, random: Random, *, first: bool) -> list[Place]:
    value = place.value
    if not isinstance(value, dict) or "if" not in value:
        return []
    if first or random.random() < 0.5:
        return [place.child(keyword) for keyword in ("if", "then") if keyword in value]
    return [place.child("else")] if "else" in value else []
