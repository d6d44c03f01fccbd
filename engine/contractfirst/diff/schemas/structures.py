"""Objects and arrays: what stands in the way of one schema being within another."""

from collections.abc import Iterator
from typing import Any

from contractfirst.contract.place import Place
from contractfirst.diff.schemas.facts import INFINITE, Number, number
from contractfirst.diff.schemas.items import Items
from contractfirst.diff.schemas.objects import Evaluated, Properties, matches, own
from contractfirst.diff.schemas.proof import Proof
from contractfirst.diff.schemas.reason import Reason, shown
from contractfirst.diff.schemas.slices import Slice

__all__ = ["array_reasons", "object_reasons", "property_set_reasons"]


def object_reasons(proof: Proof, part: Slice, taker: Place) -> Iterator[Reason]:
    """Yield what a schema object refuses of a slice of objects."""
    value: Any = taker.value
    facts = part.facts
    properties = proof.emptiness.properties(part)
    required = value.get("required")
    if isinstance(required, list):
        for index, name in enumerate(required):
            if isinstance(name, str) and name not in facts.required:
                at = _declaration(part, name)
                place = taker.child("required", index)
                yield Reason("required", "required", at, place, "optional", name, definite=True).below(name)
    minimum, maximum = number(value.get("minProperties")), number(value.get("maxProperties"))
    if minimum is not None and max(facts.min_properties, len(facts.required)) < minimum:
        yield _count(part, "minProperties", taker, facts.min_properties)
    if maximum is not None and min(facts.max_properties, _most_properties(proof, properties)) > maximum:
        yield _count(part, "maxProperties", taker, facts.max_properties)
    yield from _named_properties(proof, part, taker, properties)
    looked_at = own(taker)
    if looked_at.all:
        named = Evaluated(looked_at.names, looked_at.patterns)
        yield from property_set_reasons(proof, part, taker.child("additionalProperties"), named)
    if "propertyNames" in value:
        yield from _names_reasons(proof, part, taker, properties)
    yield from _dependency_reasons(proof, part, taker, properties)


def _named_properties(proof: Proof, part: Slice, taker: Place, properties: Properties) -> Iterator[Reason]:
    value: Any = taker.value
    declared = value.get("properties")
    for name in declared if isinstance(declared, dict) else ():
        place = taker.child("properties", name)
        given = properties.value_of(name)
        found = proof.reasons(given, (place,), part.origin)
        open_ended = not properties.declared(name) and all(each.value is True for each in given)
        if found and open_ended and place.value is not False:
            where = _opening(part)
            yield Reason("open-property", name, where, place, "any value", "a schema", definite=False).below(
                name
            )
        else:
            yield from (reason.below(name) for reason in found)
    patterns = value.get("patternProperties")
    for pattern in patterns if isinstance(patterns, dict) else ():
        place = taker.child("patternProperties", pattern)
        for name in sorted(properties.names):
            if matches(pattern, name) is not False:
                found = proof.reasons(properties.value_of(name), (place,), part.origin)
                yield from (reason.below(name) for reason in found)
        found = proof.reasons(properties.matching(pattern), (place,), part.origin)
        yield from (reason.below(f"/{pattern}/") for reason in found)


def property_set_reasons(proof: Proof, part: Slice, place: Place, looked_at: Evaluated) -> Iterator[Reason]:
    """Yield what ``additionalProperties`` or ``unevaluatedProperties`` at ``place`` refuses.

    ``looked_at`` are the properties to which it surely does not apply.
    """
    properties = proof.emptiness.properties(part)
    for name in sorted(properties.names):
        if looked_at.surely(name):
            continue
        given = properties.value_of(name)
        found = proof.reasons(given, (place,), part.origin)
        if found and place.value is False:
            at = _declaration(part, name)
            yield Reason("closed", name, at, place, "a property", "no such property", definite=True).below(
                name
            )
        else:
            yield from (reason.below(name) for reason in found)
    for pattern in sorted(properties.patterns - looked_at.patterns):
        found = proof.reasons(properties.matching(pattern), (place,), part.origin)
        yield from (reason.below(f"/{pattern}/") for reason in found)
    found = proof.reasons(properties.other(), (place,), part.origin)
    if found and place.value is False:
        yield Reason(
            "additional", place.key, _opening(part), place, "other properties", "none", definite=True
        )
    else:
        yield from (reason.below("*") for reason in found)


def _names_reasons(proof: Proof, part: Slice, taker: Place, properties: Properties) -> Iterator[Reason]:
    place = taker.child("propertyNames")
    given = [member.child("propertyNames") for member in part.members if member.has("propertyNames")]
    # A schema of its own, so at a place of its own.
    text = Place(part.origin.document, f"{part.origin.pointer}/~name", {"type": "string"})
    found = proof.reasons((text, *given), (place,), part.origin)
    if not found:
        return
    if proof.emptiness.empty(properties.other()) and not properties.patterns:
        possible = [name for name in properties.names if not proof.emptiness.empty(properties.value_of(name))]
        if all(proof.bundles.accepts((place,), name) is True for name in possible):
            return
    at = given[0] if given else part.origin
    definite = any(reason.definite for reason in found)
    yield Reason("property-names", "propertyNames", at, place, "other names", shown(place.value), definite)


def _dependency_reasons(proof: Proof, part: Slice, taker: Place, properties: Properties) -> Iterator[Reason]:
    value: Any = taker.value
    dependent = value.get("dependentRequired")
    for name, needed in dependent.items() if isinstance(dependent, dict) else ():
        if not isinstance(needed, list) or proof.emptiness.empty(properties.value_of(name)):
            continue
        sure = set(part.facts.required)
        for member in part.members:
            own_dependent = member.get("dependentRequired")
            if isinstance(own_dependent, dict) and isinstance(own_dependent.get(name), list):
                sure.update(own_dependent[name])
        missing = [str(each) for each in needed if each not in sure and each != name]
        if missing:
            place = taker.child("dependentRequired", name)
            text = f"{', '.join(missing)} with {name}"
            yield Reason(
                "dependency", "dependentRequired", part.origin, place, "independent", text, definite=True
            )
    schemas = value.get("dependentSchemas")
    for name in schemas if isinstance(schemas, dict) else ():
        place = taker.child("dependentSchemas", name)
        if proof.emptiness.empty(properties.value_of(name)) or proof.has_same(
            part, "dependentSchemas", place, name
        ):
            continue
        if proof.obstacles(part, (place,)):
            yield Reason(
                "dependency",
                "dependentSchemas",
                part.origin,
                place,
                "independent",
                f"with {name}",
                definite=False,
            )


def array_reasons(proof: Proof, part: Slice, taker: Place) -> Iterator[Reason]:
    """Yield what a schema object refuses of a slice of arrays."""
    value: Any = taker.value
    facts = part.facts
    items = Items(part)
    longest = min(facts.max_items, items.end(proof.emptiness.empty))
    minimum, maximum = number(value.get("minItems")), number(value.get("maxItems"))
    if minimum is not None and facts.min_items < minimum:
        at = facts.place("minItems", part.origin)
        yield Reason(
            "item-count",
            "minItems",
            at,
            taker.child("minItems"),
            f"{facts.min_items}",
            shown(minimum),
            definite=True,
        )
    if maximum is not None and longest > maximum:
        at = facts.place("maxItems", part.origin)
        given = "none" if longest == INFINITE else f"{longest}"
        yield Reason(
            "item-count", "maxItems", at, taker.child("maxItems"), given, shown(maximum), definite=True
        )
    if value.get("uniqueItems") is True and not facts.unique and longest > 1:
        at = facts.place("uniqueItems", part.origin)
        yield Reason(
            "uniqueness", "uniqueItems", at, taker.child("uniqueItems"), "false", "true", definite=True
        )
    first = value.get("prefixItems")
    first = first if isinstance(first, list) else []
    for index in range(len(first)):
        if index < longest:
            found = proof.reasons(items.at(index), (taker.child("prefixItems", index),), part.origin)
            yield from (reason.below(f"[{index}]") for reason in found)
    if "items" in value and not isinstance(value["items"], list):
        for index in range(len(first), max(len(first), items.prefix) + 1):
            if index < longest:
                found = proof.reasons(items.at(index), (taker.child("items"),), part.origin)
                yield from (reason.below("[]" if index >= items.prefix else f"[{index}]") for reason in found)
    if "contains" in value:
        yield from _contains_reasons(proof, part, taker, items, longest)
    if value.get("unevaluatedItems", True) is not True and longest > len(first) and "items" not in value:
        place = taker.child("unevaluatedItems")
        yield Reason("unsupported", "unevaluatedItems", part.origin, place, "items", "none", definite=False)


def _contains_reasons(
    proof: Proof, part: Slice, taker: Place, items: Items, longest: Number
) -> Iterator[Reason]:
    value: Any = taker.value
    least = number(value.get("minContains", 1))
    most = number(value["maxContains"]) if "maxContains" in value else None
    place = taker.child("contains")
    enough, few = least == 0, most is None or longest <= most
    for member in part.members:
        held: Any = member.value
        if "contains" not in held:
            continue
        given_least, given_most = number(held.get("minContains", 1)), number(held.get("maxContains"))
        inside = not proof.reasons((member.child("contains"),), (place,), part.origin)
        if inside and None not in (given_least, least) and given_least >= least:  # type: ignore[operator]  # not None
            enough = True
        if most is not None and given_most is not None and given_most <= most:
            few = few or proof.same(member.child("contains"), place)
    indices = range(items.prefix + 1)
    if not enough and least is not None and part.facts.min_items >= least:
        enough = all(not proof.reasons(items.at(index), (place,), part.origin) for index in indices)
    if not few:
        few = all(proof.emptiness.empty((*items.at(index), place)) for index in indices)
    if not (enough and few):
        yield Reason(
            "contains", "contains", part.origin, place, "other items", shown(place.value), definite=False
        )


def _declaration(part: Slice, name: str) -> Place:
    for member in part.members:
        value: Any = member.value
        if isinstance(value.get("properties"), dict) and name in value["properties"]:
            return member.child("properties", name)
    return part.origin


def _opening(part: Slice) -> Place:
    for member in part.members:
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            if member.has(keyword):
                return member.child(keyword)
    return part.origin


def _most_properties(proof: Proof, properties: Properties) -> float:
    if properties.patterns or not proof.emptiness.empty(properties.other()):
        return INFINITE
    return sum(not proof.emptiness.empty(properties.value_of(name)) for name in properties.names)


def _count(part: Slice, keyword: str, taker: Place, given: object) -> Reason:
    at = part.facts.place(keyword, part.origin)
    said = "none" if given == INFINITE else f"{given}"
    place = taker.child(keyword)
    return Reason("property-count", keyword, at, place, said, shown(place.value), definite=True)
