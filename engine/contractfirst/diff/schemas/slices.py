"""A schema taken apart: references and ``allOf`` merged, unions split.

A slice is a set of schema objects that all hold for the same value, together with the branches chosen
where ``anyOf`` and ``oneOf`` were split. The slices of a schema admit together at least what the schema
admits (a ``oneOf`` is read as "one of them, and perhaps another"), so that whatever holds for every slice
holds for the schema.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from contractfirst.contract.place import Place
from contractfirst.diff.schemas.facts import ALL_TYPES, SchemaFacts
from contractfirst.diff.schemas.view import Key, View, key_of

__all__ = ["UNIONS", "Slice", "expand"]

UNIONS = ("anyOf", "oneOf")
MAXIMUM_SLICES = 64

Choices = dict[tuple[Key, str], int]


@dataclass(slots=True)
class Slice:
    """``members`` are the schema objects, ``choices`` the branch taken at each union."""

    origin: Place
    members: tuple[Place, ...]
    choices: Choices = field(default_factory=dict)
    types: frozenset[str] = ALL_TYPES
    _facts: SchemaFacts | None = None

    @property
    def facts(self) -> SchemaFacts:
        if self._facts is None:
            self._facts = SchemaFacts.of(self.members, self.types)
        return self._facts

    def only(self, type_name: str) -> "Slice":
        """Return the part of the slice that has one JSON type."""
        return Slice(self.origin, self.members, self.choices, self.types & {type_name})

    def excluded(self) -> Iterator[Place]:
        """Yield schemas that no value of the slice fits: ``not``, and what ``oneOf`` left aside."""
        for member in self.members:
            if member.has("not"):
                yield member.child("not")
            chosen = self.choices.get((key_of(member), "oneOf"))
            if chosen is not None:
                branches = _branches(member, "oneOf")
                yield from (branch for index, branch in enumerate(branches) if index != chosen)


def expand(view: View, places: tuple[Place, ...], origin: Place, start: Slice | None = None) -> list[Slice]:
    """Return the slices of a conjunction of schemas, and of ``start``; none when it is plainly empty."""
    start = start or Slice(origin, ())
    found: list[Slice] = []
    if not _split(view, start, list(places), found):
        # Too many: the unions stay whole, which admits more, never less.
        found = []
        _split(view, start, list(places), found, whole=True)
    return found


def _split(
    view: View, start: Slice, pending: list[Place], found: list[Slice], *, whole: bool = False
) -> bool:
    members = {key_of(member): member for member in start.members}
    forks: list[tuple[Place, str]] = []
    while pending:
        place = pending.pop(0)
        value = place.value
        if value is False:
            return True
        key = key_of(place)
        if not isinstance(value, dict) or key in members:
            continue
        members[key] = place
        target = view.target(place)
        if target is not None:
            pending.append(target)
        pending.extend(_branches(place, "allOf"))
        if not whole:
            held = (keyword for keyword in UNIONS if isinstance(value.get(keyword), list))
            forks += [(place, keyword) for keyword in held if (key, keyword) not in start.choices]
    part = Slice(start.origin, tuple(members.values()), start.choices, start.types)
    if not part.facts.types or part.facts.values == []:
        return True
    if not forks:
        found.append(part)
        return len(found) <= MAXIMUM_SLICES
    # One union now. The holders of the others are taken out, to be met again in each branch.
    holder, keyword = forks[0]
    waiting = {key_of(place): place for place, _ in forks}
    kept = tuple(member for key, member in members.items() if key not in waiting)
    for index, branch in enumerate(_branches(holder, keyword)):
        choices = {**start.choices, (key_of(holder), keyword): index}
        again = Slice(start.origin, kept, choices, start.types)
        if not _split(view, again, [*waiting.values(), branch], found):
            return False
    return True


def _branches(place: Place, keyword: str) -> list[Place]:
    value = place.value
    held = value.get(keyword) if isinstance(value, dict) else None
    return [place.child(keyword, index) for index in range(len(held))] if isinstance(held, list) else []
