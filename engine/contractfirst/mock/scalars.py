"""Numbers and texts within what is asked of them."""

import math
from fractions import Fraction
from random import Random

from contractfirst.mock.errors import UnsatisfiableError
from contractfirst.mock.facets import Facets
from contractfirst.mock.formats import FORMATS, words
from contractfirst.mock.pattern import text_matching

__all__ = ["number_within", "text_within"]

_SPAN = 100
_FORMAT_TRIES = 20


def number_within(facets: Facets, random: Random, *, whole: bool) -> int | float:
    """Return a number within bounds that every divisor divides.

    Raises:
        UnsatisfiableError: there is none.
    """
    step = _common_multiple([Fraction(str(divisor)) for divisor in facets.divisors])
    if step is None:
        step = Fraction(1) if whole else Fraction(1, 100)
    elif whole:
        step = _common_multiple([step, Fraction(1)]) or step
    low, high = _index_bounds(facets, step)
    if low is None and high is None:
        low, high = 1, _SPAN
    elif low is None and high is not None:
        low = min(0, high - _SPAN) if high < 0 else 0
    elif high is None and low is not None:
        high = low + _SPAN
    assert low is not None
    assert high is not None
    if low > high:
        raise UnsatisfiableError("no number is within the bounds")
    value = step * random.randint(low, min(high, low + max(_SPAN, 1) * 10))
    return int(value) if whole or value.denominator == 1 else float(value)


def text_within(facets: Facets, random: Random) -> str:
    """Return a text of the format, pattern and length.

    Raises:
        UnsatisfiableError: none was found.
    """
    shortest = int(facets.bounds.get("minLength", 0))
    longest = int(facets.bounds["maxLength"]) if "maxLength" in facets.bounds else None
    write = FORMATS.get(facets.format)
    if write is not None and not facets.patterns:
        for _ in range(_FORMAT_TRIES):
            text = write(random)
            if shortest <= len(text) and (longest is None or len(text) <= longest):
                return text
    if facets.patterns:
        found = text_matching(random.choice(facets.patterns), random, shortest, longest)
        if found is None:
            raise UnsatisfiableError("no text of that length matches the pattern")
        return found
    return words(random, shortest, longest)


def _common_multiple(steps: list[Fraction]) -> Fraction | None:
    if not steps:
        return None
    numerator = math.lcm(*(step.numerator for step in steps))
    return Fraction(numerator, math.gcd(*(step.denominator for step in steps)))


def _index_bounds(facets: Facets, step: Fraction) -> tuple[int | None, int | None]:
    """Return the least and the greatest number of steps within the bounds."""
    lows: list[int] = []
    highs: list[int] = []
    for name, bound in facets.bounds.items():
        if name not in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"):
            continue
        steps = Fraction(str(bound)) / step
        if name == "minimum":
            lows.append(math.ceil(steps))
        elif name == "exclusiveMinimum":
            lows.append(math.floor(steps) + 1)
        elif name == "maximum":
            highs.append(math.floor(steps))
        else:
            highs.append(math.ceil(steps) - 1)
    return max(lows, default=None), min(highs, default=None)
