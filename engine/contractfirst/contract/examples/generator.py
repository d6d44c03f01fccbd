"""Values that a schema admits, made from the schema alone; each is validated before it is returned."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from random import Random

from contractfirst.contract import shape
from contractfirst.contract.direction import Direction
from contractfirst.contract.errors import ContractError, UnsatisfiableError
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
from contractfirst.contract.schema import Schemas

__all__ = ["ValueGenerator"]

_ATTEMPTS = 60
# Below this depth only what is required is written; below that one nothing is found any more.
_GENEROUS_DEPTH = 5
_DEEPEST = 24
_ORDER = ("object", "array", "string", "integer", "number", "boolean", "null")
_MANY = 200
# For schemas that say only what is excluded.
_LAST_RESORTS: tuple[object, ...] = (None, True, False, 0, 1, 1.5, "", "a", [], [1], {}, {"a": 1})


class ValueGenerator:
    """Makes values that travel in one direction.

    A request has no ``readOnly`` properties, a response no ``writeOnly`` ones. With ``optional`` false,
    what need not be there is left out, examples aside. All randomness comes from the ``Random`` that each
    call is given: the same state makes the same value.
    """

    def __init__(
        self, schemas: Schemas, direction: Direction = Direction.RESPONSE, *, optional: bool = True
    ) -> None:
        self.direction = direction
        self.optional = optional
        self._schemas = schemas

    def accepts(self, place: Place, value: object) -> bool:
        """Return whether the schema at ``place`` accepts a value; false where the schema is broken."""
        try:
            return self._schemas.compile(place, self.direction).is_valid(value)
        except (ContractError, ValueError, TypeError):
            return False

    def checker(self, place: Place) -> Callable[[object], bool]:
        """Return what says whether the schema at ``place`` accepts a value that came as JSON.

        Raises:
            ContractError: the schema is broken.
        """
        return self._schemas.compile(place, self.direction).is_valid

    def value(self, place: Place, random: Random, *, examples: bool = True) -> object:
        """Return a value that the schema admits; with ``examples`` those of the schema are preferred.

        Raises:
            UnsatisfiableError: none was found.
        """
        try:
            is_valid = self.checker(place)
        except ContractError as error:
            raise UnsatisfiableError(str(error)) from error
        reason = "no value was found that the schema admits"
        for attempt in range(_ATTEMPTS):
            drafting = _Drafting(
                self,
                random,
                plain=examples and attempt < 3,
                examples=examples and attempt != 2,
                # What is said to be an example mostly is one, so that the whole is checked first.
                trusting=attempt == 0,
            )
            try:
                value = drafting.value([place], frozenset(), 0)
            except UnsatisfiableError as error:
                reason = str(error)
                continue
            if _is_json(value) and is_valid(value):
                return deepcopy(value)
        for value in _LAST_RESORTS:
            if is_valid(value):
                return deepcopy(value)
        raise UnsatisfiableError(f"{place.pointer}: {reason}")

    def values(self, place: Place, random: Random) -> Iterator[object]:
        """Yield different values that the schema admits: its examples first, then others without an end.

        It ends where no further value is found.

        Raises:
            UnsatisfiableError: not even one was found.
        """
        seen: list[object] = []
        for sample in gather_constraints([place], random, frozenset(), plain=True).samples:
            if sample not in seen and self.accepts(place, sample):
                seen.append(sample)
                yield deepcopy(sample)
        misses = 0
        while misses < _MANY:
            value = self.value(place, random, examples=not seen)
            misses = misses + 1 if value in seen else 0
            if not misses:
                seen.append(value)
                yield deepcopy(value)


class _Drafting:
    """One attempt at a value."""

    def __init__(
        self, generator: ValueGenerator, random: Random, *, plain: bool, examples: bool, trusting: bool
    ) -> None:
        self._generator = generator
        self._random = random
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
        return all(self._generator.accepts(place, value) for place in places)

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
        annotation = self._generator.direction.value
        return any(shape.annotated(place, annotation) for place in constraints.properties.get(name, ()))

    def _is_wanted(self, name: str, constraints: Constraints, above: Identities, depth: int) -> bool:
        if name in constraints.required:
            return True
        places = constraints.properties[name]
        if name in constraints.forbidden or any(place.value is False for place in places):
            return False
        is_deep = depth >= _GENEROUS_DEPTH or not self._generator.optional
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
            drafting = _Drafting(self._generator, self._random, plain=False, examples=False, trusting=False)
        return drafting.value(places, above, depth + 1)


def _is_json(value: object) -> bool:
    """Return whether a value is one of JSON; an example may be none, such as YAML's binary."""
    if isinstance(value, dict):
        return all(isinstance(name, str) and _is_json(member) for name, member in value.items())
    if isinstance(value, list):
        return all(map(_is_json, value))
    return value is None or isinstance(value, bool | int | float | str)


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
