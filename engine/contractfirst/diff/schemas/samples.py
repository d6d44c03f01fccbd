"""Values that a schema probably admits, at its bounds, for trying what could not be proven."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from random import Random

from contractfirst.contract.examples import constrained_string
from contractfirst.contract.formats import FORMATS
from contractfirst.contract.patterns import matching_strings, pattern_shape
from contractfirst.contract.place import Place
from contractfirst.diff.schemas.emptiness import Emptiness
from contractfirst.diff.schemas.facts import INFINITE, SchemaFacts
from contractfirst.diff.schemas.items import Items
from contractfirst.diff.schemas.slices import Slice, expand

__all__ = ["Sampler"]

_DEPTH = 3
_BREADTH = 24
_LONGEST = 2000
_OF_PATTERNS = 12
# How far from a bound a string may be, where none of exactly that length is found.
_NEAR = 16
_TEXTS = ("", "a", "A", "0", "é", " ", "-", "a b", "aaaaaaaa", "Zz9_", "x" * 40, "10", "http://a.example/")


class Sampler:
    """Makes values that a schema probably admits; validate each before use."""

    def __init__(self, emptiness: Emptiness) -> None:
        self._emptiness = emptiness

    def values(self, places: tuple[Place, ...], depth: int = 0) -> Iterator[object]:
        """Yield some values for schemas that all hold."""
        origin = places[0] if places else None
        parts = [] if origin is None else expand(self._emptiness.view, places, origin)
        if origin is None:
            yield from ("a", 1, None, [], {})
        for part in parts[:16]:
            yield from islice(self._of(part, depth), _BREADTH * 4)

    def _of(self, part: Slice, depth: int) -> Iterator[object]:
        facts = part.facts
        if facts.values is not None:
            yield from facts.values[:_BREADTH]
            return
        for name in sorted(facts.types):
            match name:
                case "null":
                    yield None
                case "boolean":
                    yield from (True, False)
                case "integer" | "fraction":
                    yield from _numbers(facts, name)
                case "string":
                    yield from _strings(facts)
                case "array":
                    yield from self._arrays(part, depth)
                case "object":
                    yield from self._objects(part, depth)

    def _arrays(self, part: Slice, depth: int) -> Iterator[object]:
        facts = part.facts
        least = int(facts.min_items)
        items = Items(part)
        if least > _LONGEST:
            return
        if depth >= _DEPTH:
            yield []
            return
        choices = [
            list(islice(self.values(items.at(index), depth + 1), 6)) for index in range(items.prefix + 1)
        ]
        longest = min(facts.max_items, least + 2)
        for length in sorted({least, int(longest), *([items.prefix] if items.prefix >= least else [])}):
            per_index = [choices[min(index, items.prefix)] for index in range(length)]
            if all(per_index):
                yield [options[index % len(options)] for index, options in enumerate(per_index)]
                for variant in range(3):
                    yield [options[variant % len(options)] for options in per_index]

    def _objects(self, part: Slice, depth: int) -> Iterator[object]:
        properties = self._emptiness.properties(part)
        options: dict[str, list[object]] = {}
        for name in sorted(properties.names):
            places = properties.value_of(name)
            if depth >= _DEPTH and name not in part.facts.required:
                continue
            if not self._emptiness.empty(places):
                options[name] = list(islice(self.values(places, depth + 1), 8 if depth == 0 else 3))
        options = {name: values for name, values in options.items() if values}
        needed = {name: options[name][0] for name in sorted(part.facts.required) if name in options}
        yield needed
        yield {name: values[0] for name, values in options.items()}
        yield {**needed, "another": 1}
        for name, values in options.items():
            for value in values:
                yield {**needed, name: value}


def _numbers(facts: SchemaFacts, name: str) -> Iterator[object]:
    step: Fraction = max(facts.multiples, default=Fraction(1))
    starts = [bound for bound in (facts.low, facts.high) if abs(bound) != INFINITE]
    candidates: list[Fraction] = []
    for start in starts or [0]:
        exact = Fraction(start)
        near = (exact / step).__floor__() * step
        candidates += [exact, near, near + step, near - step, exact + Fraction(1, 2), exact - Fraction(1, 2)]
    candidates += [Fraction(0), Fraction(1), Fraction(-1), Fraction(1, 2), Fraction(1000), *facts.multiples]
    for value in dict.fromkeys(candidates):
        if (value.denominator == 1) == (name == "integer"):
            yield int(value) if value.denominator == 1 else float(value)


def _strings(facts: SchemaFacts) -> Iterator[str]:
    shortest = int(facts.min_length)
    longest = None if facts.max_length == INFINITE else int(facts.max_length)
    seen: set[str] = set()
    for text in _texts(facts, shortest, longest):
        if text not in seen and facts.min_length <= len(text) <= facts.max_length:
            seen.add(text)
            yield text


def _texts(facts: SchemaFacts, shortest: int, longest: int | None) -> Iterator[str]:
    patterns, formats = sorted(facts.patterns), sorted(facts.formats.intersection(FORMATS))
    possible = (pattern_shape(pattern).longest for pattern in patterns)
    greatest = max(shortest, int(min(_LONGEST, facts.max_length, *possible)))
    if patterns or formats:
        random = Random(" ".join(patterns + formats))
        for low, high in (
            (shortest, longest),
            (shortest, shortest + _NEAR),
            (max(shortest, greatest - _NEAR), greatest),
            (greatest, greatest),
        ):
            text = constrained_string(formats, patterns, random, low, high)
            yield from [] if text is None else [text]
    if patterns:
        yield from islice(matching_strings(patterns, random, shortest, longest), _OF_PATTERNS)
    for name in formats:
        yield from FORMATS[name].samples
    yield from _TEXTS
    for length in {shortest, greatest}:
        yield from (character * length for character in ("a", "0", "é"))
