"""Strings that match a pattern, within bounds of length.

A string is written from the pattern's tree, each part given the room that the others leave. What the tree
cannot promise (lookarounds, back references, word boundaries) is checked, and another string is tried.
"""

from collections.abc import Iterator
from collections.abc import Sequence as Ordered
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from random import Random
from unicodedata import category

from contractfirst.contract.patterns.execution import pattern_matches
from contractfirst.contract.patterns.reader import PatternError, read_pattern
from contractfirst.contract.patterns.tree import (
    Alternation,
    Assertion,
    BackReference,
    CharacterSet,
    Group,
    Lookaround,
    PatternNode,
    Repetition,
    Sequence,
    complement,
)

__all__ = ["matching_string", "matching_strings"]

_TRIES = 60
# How many rounds more than needed an open repetition takes, and how long a string may become.
_ROUNDS = 3
_LONGEST = 100_000
_INFINITE = float("inf")
_PRINTABLE = tuple(range(0x20, 0x7F))
_BEYOND_ASCII = (0xE9, 0xC4, 0x3B1, 0x416, 0x4E2D, 0x1F600)
_PADDING = Repetition(CharacterSet(((0x20, 0x20), (0x61, 0x7A))), 0, None)


class _NoRoomError(Exception):
    """No string of the wanted length can be written from a part."""


def matching_string(
    patterns: Ordered[str], random: Random, shortest: int = 0, longest: int | None = None
) -> str | None:
    """Return a string that matches every pattern and is within bounds, ``None`` where none was found.

    The same random state writes the same string. Malformed patterns match nothing.
    """
    return next(matching_strings(patterns, random, shortest, longest), None)


def matching_strings(
    patterns: Ordered[str], random: Random, shortest: int = 0, longest: int | None = None
) -> Iterator[str]:
    """Yield strings that match every pattern and are within bounds, the same one perhaps several times."""
    try:
        plans = [_planned(pattern) for pattern in patterns]
    except PatternError:
        return
    most = min(_LONGEST, _LONGEST if longest is None else longest)
    for attempt in range(_TRIES):
        index = attempt % len(plans)
        low, high = shortest, most
        if len(patterns) > 1 or attempt >= _TRIES // 2:
            # A lookahead may need a longer string than its pattern seems to.
            low = min(most, shortest + random.randrange(12))
        writer = _Writer(random, varied=attempt >= 4)
        try:
            text = writer.text(plans[index], low, high)
            if shortest <= len(text) <= most and all(pattern_matches(each, text) for each in patterns):
                yield text
        except (_NoRoomError, PatternError, RecursionError):
            continue


@dataclass(frozen=True, slots=True)
class _Plan:
    """A part with the least and the greatest length of what it writes."""

    node: PatternNode
    least: int
    most: float
    parts: "tuple[_Plan, ...]" = ()


@lru_cache(maxsize=1024)
def _planned(pattern: str) -> _Plan:
    tree = read_pattern(pattern)
    branches = tree.branches if isinstance(tree, Alternation) else (tree,)
    padded = tuple(map(_padded, branches))
    return _plan(Alternation(padded))


def _padded(branch: PatternNode) -> PatternNode:
    """Return a branch with anything before and behind it where it is not anchored."""
    parts = branch.parts if isinstance(branch, Sequence) else (branch,)
    before = () if parts and parts[0] == Assertion("^") else (_PADDING,)
    behind = () if parts and parts[-1] == Assertion("$") else (_PADDING,)
    return Sequence((*before, *parts, *behind))


def _plan(node: PatternNode) -> _Plan:
    match node:
        case CharacterSet():
            return _Plan(node, 1, 1)
        case Sequence():
            parts = tuple(map(_plan, node.parts))
            return _Plan(node, sum(part.least for part in parts), sum(part.most for part in parts), parts)
        case Alternation():
            parts = tuple(map(_plan, node.branches))
            return _Plan(node, min(part.least for part in parts), max(part.most for part in parts), parts)
        case Repetition():
            part = _plan(node.part)
            most = _INFINITE if node.most is None else node.most
            return _Plan(
                node, part.least * node.least, part.most * most if part.most and most else 0, (part,)
            )
        case Group():
            part = _plan(node.part)
            return _Plan(node, part.least, part.most, (part,))
        case BackReference():
            return _Plan(node, 0, _INFINITE)
        case Lookaround() | Assertion():
            return _Plan(node, 0, 0)


class _Writer:
    """Writes one string; ``varied`` draws from all kinds of characters instead of letters and digits."""

    def __init__(self, random: Random, *, varied: bool) -> None:
        self._random = random
        self._varied = varied
        self._captured: dict[int, str] = {}

    def text(self, plan: _Plan, low: int, high: int) -> str:
        if plan.least > high or plan.most < low:
            raise _NoRoomError
        match plan.node:
            case CharacterSet() as characters:
                return self._characters(characters, 1)
            case Sequence():
                return self._sequence(plan.parts, low, high)
            case Alternation():
                fitting = [part for part in plan.parts if part.least <= high and part.most >= low]
                if not fitting:
                    raise _NoRoomError
                return self.text(self._random.choice(fitting), low, high)
            case Repetition() as repetition:
                return self._repetition(plan, repetition, low, high)
            case Group() as group:
                text = self.text(plan.parts[0], low, high)
                if group.number is not None:
                    self._captured[group.number] = text
                return text
            case BackReference() as reference:
                return self._captured.get(reference.number, "")
            case _:
                return ""

    def _sequence(self, parts: Ordered[_Plan], low: int, high: int) -> str:
        # What the parts behind each one need at least and can take at most.
        least = [*accumulate((part.least for part in reversed(parts)), initial=0)][::-1]
        most = [*accumulate((part.most for part in reversed(parts)), initial=0.0)][::-1]
        texts: list[str] = []
        for index, part in enumerate(parts, start=1):
            room_low = max(0, low - most[index]) if most[index] < _INFINITE else 0
            if part.most == _INFINITE and low > least[index - 1]:
                # The first part that can take more takes some of what is missing, the last one all.
                spare = low - least[index - 1]
                room_low = max(room_low, part.least + self._random.randint(0, spare))
            texts.append(self.text(part, int(min(room_low, part.most)), high - least[index]))
            low -= len(texts[-1])
            high -= len(texts[-1])
        return "".join(texts)

    def _repetition(self, plan: _Plan, repetition: Repetition, low: int, high: int) -> str:
        part = plan.parts[0]
        fewest = repetition.least
        if low > 0 and 0 < part.most < _INFINITE:
            fewest = max(fewest, -(-low // int(part.most)))
        elif low > 0:
            fewest = max(fewest, 1)
        greatest = _LONGEST if repetition.most is None else repetition.most
        if part.least > 0:
            greatest = min(greatest, high // part.least)
        if fewest > greatest:
            raise _NoRoomError
        usual = 0 if repetition is _PADDING and not self._varied else repetition.least + _ROUNDS
        rounds = self._random.randint(fewest, min(greatest, max(fewest, usual)))
        if rounds > _LONGEST:
            raise _NoRoomError
        if isinstance(part.node, CharacterSet):
            return self._characters(part.node, rounds)
        return self._sequence([part] * rounds, low, high)

    def _characters(self, characters: CharacterSet, count: int) -> str:
        kinds = _choices(characters)
        if not kinds and count:
            raise _NoRoomError
        if not self._varied or len(kinds) == 1:
            return "".join(self._random.choices(kinds[0], k=count)) if count else ""
        return "".join(self._random.choice(self._random.choice(kinds)) for _ in range(count))


@lru_cache(maxsize=4096)
def _choices(characters: CharacterSet) -> tuple[str, ...]:
    """Return characters of the set, those of one kind together: the plainest kind first."""
    if characters.negated and not characters.properties:
        return _choices(CharacterSet(complement(characters.ranges)))
    fits = [chr(point) for point in _PRINTABLE if _contains(characters, point)]
    letters_and_digits = "".join(sign for sign in fits if sign.isalnum())
    kinds = [
        letters_and_digits,
        "".join(sign for sign in fits if sign.isupper()),
        "".join(sign for sign in fits if sign.isdecimal()),
        "".join(sign for sign in fits if not sign.isalnum()),
        "".join(chr(point) for point in _BEYOND_ASCII if _contains(characters, point)),
    ]
    found = tuple(kind for kind in kinds if kind)
    if found:
        return found
    rare = [
        chr(point)
        for low, high in characters.ranges
        for point in (low, high)
        if not 0xD800 <= point <= 0xDFFF and _contains(characters, point)
    ]
    rare += (
        [chr(point) for point in range(0xA0, 0x3000) if _contains(characters, point)][:50] if not rare else []
    )
    return ("".join(rare),) if rare else ()


def _contains(characters: CharacterSet, point: int) -> bool:
    inside = any(low <= point <= high for low, high in characters.ranges) or any(
        _has_property(name, point) for name in characters.properties
    )
    return inside is not characters.negated


def _has_property(written: str, point: int) -> bool:
    """Return whether a code point has a property: a general category, or what the validator decides."""
    name = written[3:-1].rpartition("=")[2]
    if len(name) <= 2 and name[0].isupper():
        return category(chr(point)).startswith(name) is (written[1] == "p")
    return pattern_matches(f"^{written}$", chr(point))
