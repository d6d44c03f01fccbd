"""Whether it is certain that no value is valid under some schemas at once."""

from contractfirst.contract.place import Place
from contractfirst.diff.schemas.items import Items
from contractfirst.diff.schemas.objects import Properties
from contractfirst.diff.schemas.slices import Slice, expand
from contractfirst.diff.schemas.view import Key, View, key_of

__all__ = ["Emptiness", "StepBudget"]

_DEEPEST = 4


class StepBudget:
    """How many steps one question may take."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken = 0

    def renew(self) -> None:
        """Begin anew, for the next question."""
        self._taken = 0

    def take(self) -> bool:
        """Take one step; return whether there was one left."""
        self._taken += 1
        return self._taken <= self._most


class Emptiness:
    """Decides for the schemas of one view; what is decided is kept."""

    def __init__(self, view: View, budget: StepBudget) -> None:
        self.view = view
        self._budget = budget
        self._known: dict[tuple[Key, ...], bool] = {}
        self._depth = 0

    def empty(self, places: tuple[Place, ...]) -> bool:
        """Return whether it is certain that no value is valid under all of the schemas."""
        if not places:
            return False
        if any(place.value is False for place in places):
            return True
        key = tuple(map(key_of, places))
        known = self._known.get(key)
        if known is None:
            if self._depth >= _DEEPEST:
                return False
            # While it is looked into, it counts as not empty.
            self._known[key] = False
            self._depth += 1
            known = all(map(self.empty_slice, expand(self.view, places, places[0])))
            self._depth -= 1
            # Where the depth ran out, the answer depends on the way here.
            self._known[key] = known
            if not known and self._depth:
                del self._known[key]
        return known

    def empty_slice(self, part: Slice) -> bool:
        """Return whether it is certain that a slice admits nothing."""
        facts = part.facts
        return facts.empty or all(self._none(part, name) for name in facts.types)

    def disjoint(self, part: Slice, place: Place) -> bool:
        """Return whether it is certain that no value of the slice is valid under a schema."""
        if not self._budget.take() or self._depth >= _DEEPEST:
            return False
        self._depth += 1
        answer = all(map(self.empty_slice, expand(self.view, (place,), part.origin, part)))
        self._depth -= 1
        return answer

    def properties(self, part: Slice) -> Properties:
        """Return the properties of a slice of objects."""
        return Properties(self.view, part, lambda branch: self.disjoint(part, branch))

    def _none(self, part: Slice, name: str) -> bool:
        facts = part.facts
        if facts.none(name):
            return True
        if self._depth >= _DEEPEST:
            return False
        if name == "object" and facts.required:
            properties = self.properties(part)
            return any(self.empty(properties.value_of(each)) for each in facts.required)
        return name == "array" and facts.min_items > 0 and Items(part).end(self.empty) < facts.min_items
