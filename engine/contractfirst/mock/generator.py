"""Values that a schema admits, made from the schema alone; nothing leaves without being validated."""

import re
from collections.abc import Callable, Sequence
from random import Random

from contractfirst.contract import shape
from contractfirst.contract.errors import ContractError
from contractfirst.contract.place import Place
from contractfirst.contract.schema import Direction, Schemas
from contractfirst.mock.errors import UnsatisfiableError
from contractfirst.mock.facets import Facets, gather
from contractfirst.mock.scalars import number_within, text_within

__all__ = ["Generator"]

_ATTEMPTS = 60
# Below this depth only what is required is written; below that one nothing is found any more.
_GENEROUS_DEPTH = 5
_DEEPEST = 24
_ORDER = ("object", "array", "string", "integer", "number", "boolean", "null")

Identities = frozenset[tuple[str, str]]


class Generator:
    """Makes values of responses: without ``writeOnly`` properties, with those that are ``readOnly``."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas

    def admits(self, place: Place, value: object) -> bool:
        """Tell whether a response may carry ``value`` where the schema at ``place`` holds."""
        try:
            return self._schemas.compile(place, Direction.RESPONSE).is_valid(value)
        except (ContractError, ValueError, TypeError):
            return False

    def admission(self, place: Place) -> Callable[[object], bool]:
        """Return what tells whether a response may carry a value that came as JSON."""
        return self._schemas.compile(place, Direction.RESPONSE).is_valid

    def value(self, place: Place, random: Random, *, examples: bool = True) -> object:
        """Return a value that the schema admits; with ``examples`` those of the schema are preferred.

        Raises:
            UnsatisfiableError: none was found.
        """
        reason = "no value was found that the schema admits"
        for attempt in range(_ATTEMPTS):
            work = _Work(self, random, first=examples and attempt < 2, examples=examples and attempt != 1)
            try:
                value = work.value([place], frozenset(), 0)
            except UnsatisfiableError as error:
                reason = str(error)
                continue
            if self.admits(place, value):
                return value
        raise UnsatisfiableError(f"{place.pointer}: {reason}")


class _Work:
    """One attempt at a value."""

    def __init__(self, generator: Generator, random: Random, *, first: bool, examples: bool) -> None:
        self._generator = generator
        self._admits = generator.admits
        self._random = random
        self._first = first
        self._examples = examples

    def value(self, places: Sequence[Place], above: Identities, depth: int) -> object:
        if depth > _DEEPEST:
            raise UnsatisfiableError("it is nested without an end")
        facets = gather(places, self._random, above, first=self._first)
        if self._examples:
            for sample in facets.samples:
                if all(self._admits(place, sample) for place in places):
                    return sample
        if facets.values is not None:
            return self._of_values(facets, places)
        above |= facets.seen
        match self._type(facets):
            case "object":
                return self._object(facets, above, depth)
            case "array":
                return self._array(facets, above, depth)
            case "string":
                return text_within(facets, self._random)
            case "integer":
                return number_within(facets, self._random, whole=True)
            case "number":
                return number_within(facets, self._random, whole=False)
            case "boolean":
                return True if self._first else self._random.random() < 0.5
            case _:
                return None

    def _of_values(self, facets: Facets, places: Sequence[Place]) -> object:
        values = facets.values or []
        fitting = [value for value in values if all(self._admits(place, value) for place in places)] or values
        told = [value for value in fitting if value is not None] or fitting
        return told[0] if self._first else self._random.choice(fitting)

    def _type(self, facets: Facets) -> str:
        types = facets.types
        if types is None:
            return _implied_type(facets)
        told = [name for name in _ORDER if name in types and name != "null"]
        if "number" in told:
            told.remove("integer")
        if not told:
            return "null"
        if not self._first and "null" in types and self._random.random() < 0.2:
            return "null"
        return told[0] if self._first else self._random.choice(told)

    def _object(self, facets: Facets, above: Identities, depth: int) -> dict[str, object]:
        names = [name for name in facets.properties if self._wanted(name, facets, above, depth)]
        names += [name for name in facets.required if name not in names and not _hidden(facets, name)]
        most = facets.bounds.get("maxProperties")
        if most is not None and len(names) > most:
            names = [name for name in names if name in facets.required] + [
                name for name in names if name not in facets.required
            ]
            del names[int(most) :]
        least = int(facets.bounds.get("minProperties", 0))
        open_members = bool(
            facets.pattern_properties or (facets.additional and facets.additional[0].value is not False)
        )
        if open_members and not facets.properties:
            least = max(least, 1 if depth < _GENEROUS_DEPTH and most != 0 else 0)
        for _ in range(least * 8):
            if len(names) >= least:
                break
            name = self._new_name(facets, above, depth)
            if name not in names:
                names.append(name)
        return {name: self._member(name, facets, above, depth) for name in names}

    def _wanted(self, name: str, facets: Facets, above: Identities, depth: int) -> bool:
        if _hidden(facets, name):
            return False
        if name in facets.required:
            return True
        places = facets.properties[name]
        if any(place.value is False for place in places):
            return False
        if depth >= _GENEROUS_DEPTH or any(_leads_back(place, above) for place in places):
            return False
        return self._first or self._random.random() < 0.7

    def _member(self, name: str, facets: Facets, above: Identities, depth: int) -> object:
        if name in facets.fixed:
            return facets.fixed[name]
        places = list(facets.properties.get(name, ()))
        for pattern, held in facets.pattern_properties.items():
            if _searches(pattern, name):
                places.extend(held)
        if not places:
            places = [place for place in facets.additional if isinstance(place.value, dict)]
        if not places:
            return text_within(Facets(), self._random)
        return self.value(places, above, depth + 1)

    def _new_name(self, facets: Facets, above: Identities, depth: int) -> str:
        if facets.property_names:
            return str(self.value(facets.property_names, above, depth + 1))
        named = Facets(types=frozenset({"string"}), patterns=list(facets.pattern_properties)[:1])
        named.bounds["maxLength"] = 32
        return text_within(named, self._random).replace(" ", "_")

    def _array(self, facets: Facets, above: Identities, depth: int) -> list[object]:
        least = int(facets.bounds.get("minItems", 0))
        most = facets.bounds.get("maxItems")
        if facets.contains:
            least = max(least, int(facets.bounds.get("minContains", 1)))
        wanted = max(least, len(facets.prefix_items), 1)
        if depth >= _GENEROUS_DEPTH or any(_leads_back(place, above) for place in facets.items):
            wanted = least
        elif not self._first:
            wanted = max(wanted, self._random.randint(1, 3))
        if facets.items and facets.items[0].value is False:
            wanted = min(wanted, len(facets.prefix_items))
        if most is not None:
            wanted = min(wanted, int(most))
        items: list[object] = []
        for _ in range(wanted * 6):
            if len(items) >= wanted:
                break
            item = self._item(len(items), facets, above, depth)
            if not (facets.unique and item in items):
                items.append(item)
        return items

    def _item(self, index: int, facets: Facets, above: Identities, depth: int) -> object:
        places = facets.prefix_items.get(index)
        if places is None:
            places = [place for place in facets.items if isinstance(place.value, dict)]
            if index < facets.bounds.get("minContains", 1):
                places = [*places, *facets.contains]
        if not places:
            return text_within(Facets(), self._random)
        # The same example would be the same item, where items must differ.
        work = self._differently() if facets.unique and index > 0 else self
        return work.value(places, above, depth + 1)

    def _differently(self) -> "_Work":
        return _Work(self._generator, self._random, first=False, examples=False)


def _implied_type(facets: Facets) -> str:
    """Return the type that keywords speak of where ``type`` says nothing."""
    if facets.properties or facets.required or facets.additional or facets.pattern_properties:
        return "object"
    if facets.items or facets.prefix_items or facets.contains:
        return "array"
    if facets.divisors or any("imum" in name or "Maximum" in name for name in facets.bounds):
        return "number"
    return "string"


def _hidden(facets: Facets, name: str) -> bool:
    return any(shape.annotated(place, Direction.RESPONSE.value) for place in facets.properties.get(name, ()))


def _leads_back(place: Place, above: Identities) -> bool:
    return any(below.identity in above for below in shape.in_place(place))


def _searches(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return False
