"""One attempt at a value that a schema admits."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from contractfirst.contract import shape
from contractfirst.contract.direction import Direction
from contractfirst.contract.errors import UnsatisfiableError
from contractfirst.contract.examples.constraints import (
    Constraints,
    Identities,
    finite_values,
    gather_constraints,
)
from contractfirst.contract.examples.scalars import number_within, string_within
from contractfirst.contract.formats import word
from contractfirst.contract.patterns import PatternError, pattern_matches
from contractfirst.contract.place import Place

__all__ = ["Drafting"]

# Below this depth only what is required is written; below that one nothing is found any more.
_GENEROUS_DEPTH = 5
_DEEPEST = 24
_ORDER = ("object", "array", "string", "integer", "number", "boolean", "null")

Accepts = Callable[[Place, object], bool]


class Drafting:
    """One attempt at a value, which is yet to be validated; ``accepts`` validates parts of it.

    With ``plain`` the first branch and all that is optional are taken, with ``examples`` those of schemas,
    unchecked if ``trusting``.
    """

    def __init__(
        self,
        accepts: Accepts,
        random: Random,
        direction: Direction,
        *,
        optional: bool,
        plain: bool,
        examples: bool,
        trusting: bool,
    ) -> None:
        self._accepts = accepts
        self._random = random
        self._direction = direction
        self._optional = optional
        self._plain = plain
        self._examples = examples
        self._trusting = trusting

    def value(self, places: Sequence[Place], above: Identities, depth: int) -> object:
        if depth > _DEEPEST:
            raise UnsatisfiableError("it is nested without an end")
        listed = next(filter(None, map(finite_values, places)), None)
        if listed is not None:
            return self._listed(listed, places)
        constraints = gather_constraints(places, self._random, above, plain=self._plain)
        if self._examples:
            for sample in constraints.samples:
                if self._trusting or self._accepted(places, sample):
                    return sample
        if constraints.values is not None:
            return self._listed(constraints.values, places)
        above |= constraints.seen
        match self._type(constraints):
            case "object":
                return self._object(constraints, above, depth)
            case "array":
                return self._array(constraints, above, depth)
            case "string":
                return string_within(constraints, self._random, varied=not self._plain)
            case "integer":
                return number_within(constraints, self._random, whole=True)
            case "number":
                return number_within(constraints, self._random, whole=False)
            case "boolean":
                return True if self._plain else self._random.random() < 0.5
            case _:
                return None

    def _accepted(self, places: Sequence[Place], value: object) -> bool:
        return all(self._accepts(place, value) for place in places)

    def _listed(self, values: Sequence[object], places: Sequence[Place]) -> object:
        if self._examples:
            values = [each for each in _own_examples(places) if each in values] or values
        if not self._trusting:
            values = [value for value in values if self._accepted(places, value)] or values
        if self._plain:
            return next((value for value in values if value is not None), values[0])
        return self._random.choice(values)

    def _type(self, constraints: Constraints) -> str:
        types = constraints.types
        if types is None:
            is_implied = self._plain or self._random.random() < 0.7
            return _implied_type(constraints) if is_implied else self._random.choice(_ORDER)
        names = [name for name in _ORDER if name in types and name != "null"]
        if "number" in names and "integer" in names:
            names.remove("integer")
        if not names or (not self._plain and "null" in types and self._random.random() < 0.2):
            return "null"
        return names[0] if self._plain else self._random.choice(names)

    def _object(self, constraints: Constraints, above: Identities, depth: int) -> dict[str, object]:
        names = [name for name in constraints.properties if self._is_wanted(name, constraints, above, depth)]
        names += [name for name in constraints.required if name not in names]
        names = [name for name in names if not self._is_hidden(name, constraints)]
        most = constraints.bounds.get("maxProperties")
        if most is not None and len(names) > most:
            names.sort(key=lambda name: name not in constraints.required)
            del names[int(most) :]
        least = int(constraints.bounds.get("minProperties", 0))
        is_map = bool(constraints.pattern_properties or constraints.additional) and not constraints.is_closed
        if is_map and not constraints.properties and most != 0 and depth < _GENEROUS_DEPTH:
            least = max(least, 1)
        for _ in range(least * 8):
            if len(names) >= least:
                break
            name = self._new_name(constraints, names, above, depth)
            if name not in names and name not in constraints.forbidden:
                names.append(name)
        return {name: self._member(name, constraints, above, depth) for name in names}

    def _is_hidden(self, name: str, constraints: Constraints) -> bool:
        annotation = self._direction.value
        return any(shape.annotated(place, annotation) for place in constraints.properties.get(name, ()))

    def _is_wanted(self, name: str, constraints: Constraints, above: Identities, depth: int) -> bool:
        if name in constraints.required:
            return True
        places = constraints.properties[name]
        if name in constraints.forbidden or any(place.value is False for place in places):
            return False
        is_deep = depth >= _GENEROUS_DEPTH or not self._optional
        if is_deep or any(_leads_back(place, above) for place in places):
            return False
        return self._plain or self._random.random() < 0.7

    def _member(self, name: str, constraints: Constraints, above: Identities, depth: int) -> object:
        if name in constraints.fixed:
            return constraints.fixed[name]
        places = list(constraints.properties.get(name, ()))
        for pattern, held in constraints.pattern_properties.items():
            if _matches(pattern, name):
                places.extend(held)
        if not places:
            places = [place for place in constraints.additional if isinstance(place.value, dict)]
        return self.value(places, above, depth + 1) if places else word(self._random)

    def _new_name(self, constraints: Constraints, names: Sequence[str], above: Identities, depth: int) -> str:
        if constraints.property_names:
            return str(self.value(constraints.property_names, above, depth + 1))
        left_out = [name for name in constraints.properties if name not in names]
        if left_out and (constraints.is_closed or self._plain):
            return self._random.choice(left_out)
        patterns = list(constraints.pattern_properties)
        named = Constraints(patterns=[self._random.choice(patterns)] if patterns else [])
        named.bounds["maxLength"] = 32
        return string_within(named, self._random).replace(" ", "_")

    def _array(self, constraints: Constraints, above: Identities, depth: int) -> list[object]:
        least = int(constraints.bounds.get("minItems", 0))
        most = constraints.bounds.get("maxItems")
        if constraints.contains:
            least = max(least, int(constraints.bounds.get("minContains", 1)))
        wanted = max(least, len(constraints.prefix_items), 1)
        if depth >= _GENEROUS_DEPTH or any(_leads_back(place, above) for place in constraints.items):
            wanted = least
        elif not self._plain:
            wanted = max(wanted, self._random.randint(1, 3))
        if any(place.value is False for place in constraints.items):
            wanted = min(wanted, max(least, len(constraints.prefix_items)))
        closed = (
            at for at, held in constraints.prefix_items.items() if any(each.value is False for each in held)
        )
        wanted = min(wanted, *closed, wanted if most is None else int(most))
        items: list[object] = []
        for _ in range(wanted * 12):
            if len(items) >= wanted:
                break
            item = self._item(len(items), constraints, above, depth)
            if not (constraints.unique and item in items):
                items.append(item)
        return items

    def _item(self, index: int, constraints: Constraints, above: Identities, depth: int) -> object:
        places = constraints.prefix_items.get(index)
        if places is None:
            places = [place for place in constraints.items if isinstance(place.value, dict)]
            if index < constraints.bounds.get("minContains", 1):
                places = [*places, *constraints.contains]
        if not places:
            return word(self._random)
        drafting = self
        if constraints.unique and index > 0:
            # The same example would be the same item, where items must differ.
            drafting = Drafting(
                self._accepts,
                self._random,
                self._direction,
                optional=self._optional,
                plain=False,
                examples=False,
                trusting=False,
            )
        return drafting.value(places, above, depth + 1)


def _own_examples(places: Sequence[Place]) -> Iterator[object]:
    for place in places:
        if isinstance(place.value, dict):
            examples = place.value.get("examples")
            yield from examples if isinstance(examples, list) else ()
            yield from (place.value[keyword] for keyword in ("example", "default") if keyword in place.value)


def _implied_type(constraints: Constraints) -> str:
    """Return the type that keywords speak of where ``type`` says nothing."""
    members = (
        constraints.properties,
        constraints.required,
        constraints.additional,
        constraints.pattern_properties,
        constraints.property_names,
        constraints.fixed,
    )
    if any(members) or "minProperties" in constraints.bounds:
        return "object"
    if constraints.items or constraints.prefix_items or constraints.contains:
        return "array"
    if constraints.divisors or any("imum" in name for name in constraints.bounds):
        return "number"
    return "string"


def _leads_back(place: Place, above: Identities) -> bool:
    return any(below.identity in above for below in shape.in_place(place))


def _matches(pattern: str, name: str) -> bool:
    try:
        return pattern_matches(pattern, name)
    except PatternError:
        return False
