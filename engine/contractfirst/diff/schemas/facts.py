"""What several schema objects that hold together say about a value, merged."""

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from contractfirst.contract.formats import INTEGER_FORMATS
from contractfirst.contract.place import Place
from contractfirst.contract.shape import type_of
from contractfirst.diff.schemas.sameness import equal

__all__ = ["ALL_TYPES", "INFINITE", "SchemaFacts", "kind_of", "number", "type_names"]

INFINITE = math.inf
# A number that is no integer is a type of its own here, so that types are disjoint.
ALL_TYPES = frozenset({"null", "boolean", "integer", "fraction", "string", "array", "object"})
_TYPES = {name: frozenset({name}) for name in ALL_TYPES} | {"number": frozenset({"integer", "fraction"})}
_ENUMERATED_INTEGERS = 64

Number = int | Fraction | float


@dataclass(slots=True)
class SchemaFacts:
    """Types, bounds and values; ``where`` is the place of the keyword that says the tightest.

    ``values`` are all that can be, where they are finitely many; ``low_open`` says that ``low`` itself is
    excluded.
    """

    types: frozenset[str] = ALL_TYPES
    values: list[object] | None = None
    low: Number = -INFINITE
    low_open: bool = False
    high: Number = INFINITE
    high_open: bool = False
    multiples: tuple[Fraction, ...] = ()
    min_length: Number = 0
    max_length: Number = INFINITE
    patterns: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    min_items: Number = 0
    max_items: Number = INFINITE
    unique: bool = False
    min_properties: Number = 0
    max_properties: Number = INFINITE
    required: frozenset[str] = frozenset()
    where: dict[str, tuple[Place, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, members: tuple[Place, ...], types: frozenset[str] = ALL_TYPES) -> "SchemaFacts":
        """Merge what schema objects say about values of some types."""
        facts = cls(types)
        for member in members:
            facts._take(member)
        facts._settle()
        return facts

    @property
    def enumerated(self) -> bool:
        """Whether an ``enum`` or ``const`` lists the values."""
        return "enum" in self.where

    def place(self, keyword: str, otherwise: Place) -> Place:
        """Return where a keyword is said, or where it could be."""
        if keyword not in self.where:
            return otherwise
        member, name = self.where[keyword]
        return member.child(name)

    @property
    def empty(self) -> bool:
        """Whether it is certain, from bounds alone, that there is no such value."""
        return self.values == [] or all(map(self.none, self.types))

    def none(self, name: str) -> bool:
        """Return whether it is certain from bounds alone that there is no such value of a type."""
        match name:
            case "integer" | "fraction":
                return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))
            case "string":
                return self.min_length > self.max_length
            case "array":
                return self.min_items > self.max_items
            case "object":
                return max(self.min_properties, len(self.required)) > self.max_properties
            case _:
                return False

    def _take(self, member: Place) -> None:
        value: Any = member.value
        for keyword, held in value.items():
            match keyword:
                case "type":
                    admitted = type_names(held)
                    if not self.types <= admitted:
                        self.types &= admitted
                        self.where["type"] = (member, "type")
                case "enum" | "const":
                    options = held if keyword == "enum" and isinstance(held, list) else [held]
                    if self.values is not None:
                        options = [
                            each for each in self.values if any(equal(each, other) for other in options)
                        ]
                    self.values = list(options)
                    self.where["enum"] = (member, keyword)
                case "minimum" | "exclusiveMinimum":
                    self._low(number(held), keyword == "exclusiveMinimum", (member, keyword))
                case "maximum" | "exclusiveMaximum":
                    self._high(number(held), keyword == "exclusiveMaximum", (member, keyword))
                case "multipleOf":
                    factor = number(held)
                    if isinstance(factor, int | Fraction) and factor > 0:
                        self.multiples = (*self.multiples, Fraction(factor))
                        self.where.setdefault(keyword, (member, keyword))
                case "pattern" if isinstance(held, str):
                    self.patterns |= {held}
                    self.where.setdefault(keyword, (member, keyword))
                case "format" if isinstance(held, str):
                    self._format(held, (member, keyword))
                case "uniqueItems" if held is True:
                    self.unique = True
                    self.where.setdefault(keyword, (member, keyword))
                case "required" if isinstance(held, list):
                    self.required |= {name for name in held if isinstance(name, str)}
                    self.where.setdefault(keyword, (member, keyword))
                case "minLength" | "minItems" | "minProperties":
                    self._raise(keyword, _LEAST[keyword], number(held), member)
                case "maxLength" | "maxItems" | "maxProperties":
                    self._lower(keyword, _MOST[keyword], number(held), member)

    def _format(self, name: str, place: tuple[Place, str]) -> None:
        bounds = INTEGER_FORMATS.get(name)
        if bounds is not None:
            self._low(bounds[0], False, place)
            self._high(bounds[1], False, place)
            return
        self.formats |= {name}
        self.where.setdefault("format", place)

    def _low(self, bound: Number | None, is_open: bool, place: tuple[Place, str]) -> None:
        if bound is not None and (bound > self.low or (bound == self.low and is_open)):
            self.low, self.low_open = bound, is_open
            self.where["minimum"] = place

    def _high(self, bound: Number | None, is_open: bool, place: tuple[Place, str]) -> None:
        if bound is not None and (bound < self.high or (bound == self.high and is_open)):
            self.high, self.high_open = bound, is_open
            self.where["maximum"] = place

    def _raise(self, keyword: str, name: str, bound: Number | None, member: Place) -> None:
        if bound is not None and bound > getattr(self, name):
            setattr(self, name, bound)
            self.where[keyword] = (member, keyword)

    def _lower(self, keyword: str, name: str, bound: Number | None, member: Place) -> None:
        if bound is not None and bound < getattr(self, name):
            setattr(self, name, bound)
            self.where[keyword] = (member, keyword)

    def _settle(self) -> None:
        if "fraction" in self.types and any(factor.denominator == 1 for factor in self.multiples):
            self.types -= {"fraction"}
        if self.values is not None:
            self.values = [value for value in self.values if self._may_be(value)]
            self.types &= {kind_of(value) for value in self.values}
        elif self.types and self.types <= {"null", "boolean"}:
            self.values = [value for value in (None, True, False) if kind_of(value) in self.types]
        elif self.types == {"integer"}:
            self._settle_integer()

    def _settle_integer(self) -> None:
        if self.low != -INFINITE:
            self.low = math.floor(self.low) + 1 if self.low_open else math.ceil(self.low)
            self.low_open = False
        if self.high != INFINITE:
            self.high = math.ceil(self.high) - 1 if self.high_open else math.floor(self.high)
            self.high_open = False
        if self.high - self.low < _ENUMERATED_INTEGERS:
            values = range(int(self.low), int(self.high) + 1)
            self.values = [value for value in values if all(value % factor == 0 for factor in self.multiples)]

    def _may_be(self, value: object) -> bool:
        if kind_of(value) not in self.types:
            return False
        match value:
            case bool() | None:
                return True
            case int() | float():
                exact = number(value)
                if exact is None:
                    return True
                above = exact > self.low if self.low_open else exact >= self.low
                return above and (exact < self.high if self.high_open else exact <= self.high)
            case str():
                return self.min_length <= len(value) <= self.max_length
            case list():
                return self.min_items <= len(value) <= self.max_items
            case dict():
                return (
                    self.required <= value.keys() and self.min_properties <= len(value) <= self.max_properties
                )
            case _:
                return True


_LEAST = {"minLength": "min_length", "minItems": "min_items", "minProperties": "min_properties"}
_MOST = {"maxLength": "max_length", "maxItems": "max_items", "maxProperties": "max_properties"}


def type_names(declared: object) -> frozenset[str]:
    """Return the disjoint types that a ``type`` keyword admits; all for one that is malformed."""
    names = [declared] if isinstance(declared, str) else declared
    if not isinstance(names, list) or not all(isinstance(name, str) and name in _TYPES for name in names):
        return ALL_TYPES
    return frozenset().union(*(_TYPES[name] for name in names))


def kind_of(value: object) -> str:
    """Return the disjoint type of a JSON value."""
    name = type_of(value)
    return "fraction" if name == "number" else name


def number(value: object) -> int | Fraction | None:
    """Return a JSON number exactly as its decimal digits say it, or ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int):
        return value
    if not math.isfinite(value):
        return None
    exact = Fraction(repr(value))
    return int(exact) if exact.denominator == 1 else exact
