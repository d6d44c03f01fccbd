"""What schema objects that hold together say about the properties of an object."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from contractfirst.contract.patterns import PatternError, pattern_matches
from contractfirst.contract.place import Place
from contractfirst.diff.schemas.slices import UNIONS, Slice
from contractfirst.diff.schemas.view import Key, View, key_of

__all__ = ["Evaluated", "Properties", "branches", "matches", "may_evaluate", "own"]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Which properties a schema looks at: these names, those matching the patterns, or all."""

    names: frozenset[str] = frozenset()
    patterns: frozenset[str] = frozenset()
    all: bool = False

    def __or__(self, other: "Evaluated") -> "Evaluated":
        return Evaluated(self.names | other.names, self.patterns | other.patterns, self.all or other.all)

    def surely(self, name: str) -> bool:
        return self.all or name in self.names or any(matches(each, name) is True for each in self.patterns)

    def perhaps(self, name: str) -> bool:
        return (
            self.all or name in self.names or any(matches(each, name) is not False for each in self.patterns)
        )


@lru_cache(maxsize=4096)
def matches(pattern: str, name: str) -> bool | None:
    """Return whether a name matches a pattern of ``patternProperties``; ``None`` for a malformed pattern."""
    try:
        return pattern_matches(pattern, name)
    except PatternError:
        return None


def own(member: Place) -> Evaluated:
    """Return what a schema object looks at by itself, ``unevaluatedProperties`` aside."""
    value = member.value
    if not isinstance(value, dict):
        return Evaluated()
    properties, patterns = value.get("properties"), value.get("patternProperties")
    return Evaluated(
        frozenset(properties) if isinstance(properties, dict) else frozenset(),
        frozenset(patterns) if isinstance(patterns, dict) else frozenset(),
        "additionalProperties" in value,
    )


def branches(place: Place, *keywords: str) -> Iterator[Place]:
    """Yield the subschemas under keywords that hold one schema, a list or a mapping of them."""
    value = place.value
    if not isinstance(value, dict):
        return
    for keyword in keywords:
        held = value.get(keyword)
        if isinstance(held, list):
            yield from (place.child(keyword, index) for index in range(len(held)))
        elif keyword == "dependentSchemas" and isinstance(held, dict):
            yield from (place.child(keyword, name) for name in held)
        elif isinstance(held, dict | bool):
            yield place.child(keyword)


def may_evaluate(
    view: View,
    place: Place,
    part: Slice,
    excluded: Callable[[Place], bool],
    seen: frozenset[Key] = frozenset(),
) -> Evaluated:
    """Return what a schema and all that it applies in place may look at, for a value of the slice.

    ``excluded`` returns whether no value of the slice can be valid under a branch that was not chosen.
    """
    key = key_of(place)
    value = place.value
    if key in seen or not isinstance(value, dict):
        return Evaluated()
    seen |= {key}
    result = own(place)
    followed = list(branches(place, "allOf", "if", "then", "else", "dependentSchemas"))
    target = view.target(place)
    if target is not None:
        followed.append(target)
    elif "$ref" in value or "$dynamicRef" in value:
        return Evaluated(all=True)
    for keyword in UNIONS:
        chosen = part.choices.get((key, keyword))
        for index, branch in enumerate(branches(place, keyword)):
            if index == chosen:
                followed.append(branch)
            elif (keyword == "oneOf" and chosen is not None) or excluded(branch):
                continue
            else:
                followed.append(branch)
    for below in followed:
        if isinstance(below.value, dict) and "unevaluatedProperties" in below.value:
            return Evaluated(all=True)
        result |= may_evaluate(view, below, part, excluded, seen)
    return result


class Properties:
    """The properties of a slice: under which schemas the value of each stands, at least."""

    def __init__(self, view: View, part: Slice, excluded: Callable[[Place], bool]) -> None:
        self._members = [(member, own(member)) for member in part.members]
        self.names: set[str] = set(part.facts.required)
        self.patterns: set[str] = set()
        self._unevaluated: list[tuple[Place, Evaluated]] = []
        for member, evaluated in self._members:
            self.names |= evaluated.names
            self.patterns |= evaluated.patterns
            if isinstance(member.value, dict) and "unevaluatedProperties" in member.value:
                seen = may_evaluate(view, member, part, excluded)
                self._unevaluated.append((member, seen))
                self.names |= seen.names
                self.patterns |= seen.patterns

    def value_of(self, name: str) -> tuple[Place, ...]:
        """Return the schemas of a property's value; those of which it is not certain are left out."""
        found: list[Place] = []
        for member, evaluated in self._members:
            if name in evaluated.names:
                found.append(member.child("properties", name))
            hits = [(pattern, matches(pattern, name)) for pattern in evaluated.patterns]
            found += [member.child("patternProperties", pattern) for pattern, hit in hits if hit]
            if evaluated.all and name not in evaluated.names and all(hit is False for _, hit in hits):
                found.append(member.child("additionalProperties"))
        found += [
            member.child("unevaluatedProperties")
            for member, evaluated in self._unevaluated
            if not evaluated.perhaps(name)
        ]
        return tuple(found)

    def declared(self, name: str) -> bool:
        """Return whether a property is named, rather than merely not refused."""
        return any(
            Evaluated(evaluated.names, evaluated.patterns).surely(name) for _, evaluated in self._members
        )

    def matching(self, pattern: str) -> tuple[Place, ...]:
        """Return the schemas of the value of a property that is not named and matches a pattern."""
        found: list[Place] = []
        for member, evaluated in self._members:
            if pattern in evaluated.patterns:
                found.append(member.child("patternProperties", pattern))
            elif evaluated.all and not evaluated.patterns:
                found.append(member.child("additionalProperties"))
        found += [
            member.child("unevaluatedProperties")
            for member, evaluated in self._unevaluated
            if not evaluated.all and not evaluated.patterns
        ]
        return tuple(found)

    def other(self) -> tuple[Place, ...]:
        """Return the schemas of the value of a property that is not named and matches no pattern."""
        found = [member.child("additionalProperties") for member, evaluated in self._members if evaluated.all]
        found += [
            member.child("unevaluatedProperties")
            for member, evaluated in self._unevaluated
            if not evaluated.all
        ]
        return tuple(found)
