"""Numbers and strings within what is asked of them."""

import math
from base64 import b16encode, b32encode, b64encode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from random import Random

from contractfirst.contract.errors import UnsatisfiableError
from contractfirst.contract.examples.constraints import Constraints
from contractfirst.contract.formats import (
    FORMATS,
    INTEGER_FORMATS,
    format_is_valid,
    formatted_string,
    word,
    words,
)
from contractfirst.contract.patterns import PatternError, matching_strings, pattern_matches

__all__ = ["constrained_string", "number_within", "string_within"]

_SPAN = 1000
_FINEST = Fraction(1, 10**320)
_TRIES = 12
_BOUNDS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
_ENCODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "base64": b64encode,
    "base64url": urlsafe_b64encode,
    "base32": b32encode,
    "base16": b16encode,
}


def number_within(constraints: Constraints, random: Random, *, whole: bool) -> int | float:
    """Return a number within bounds that every divisor divides.

    Raises:
        UnsatisfiableError: there is none.
    """
    bounds = [(name, constraints.bounds[name]) for name in _BOUNDS if name in constraints.bounds]
    for name in constraints.formats:
        least, most = INTEGER_FORMATS.get(name, (None, None))
        if least is not None and most is not None:
            bounds += [("minimum", least), ("maximum", most)]
    exact = [(name, _exact(bound)) for name, bound in bounds if math.isfinite(bound)]
    step = _common_multiple([_exact(divisor) for divisor in constraints.divisors])
    if whole:
        step = _common_multiple([step or Fraction(1), Fraction(1)])
    free = step is None
    step = step or Fraction(1, 100)
    low, high = _index_bounds(exact, step)
    while free and low is not None and high is not None and low > high and step > _FINEST:
        step /= 10
        low, high = _index_bounds(exact, step)
    if low is None and high is None:
        low, high = 1, _SPAN // 10
    elif low is None and high is not None:
        low = high - _SPAN if high <= 0 else 0
    elif high is None and low is not None:
        high = low + _SPAN
    if low is None or high is None or low > high:
        raise UnsatisfiableError("no number is within the bounds")
    value = step * random.randint(low, min(high, low + _SPAN))
    return int(value) if value.denominator == 1 else float(value)


def string_within(constraints: Constraints, random: Random, *, varied: bool = False) -> str:
    """Return a string of every format and pattern with a length within bounds.

    With ``varied``, formats are written in any way that they have.

    Raises:
        UnsatisfiableError: none was found.
    """
    shortest = math.ceil(constraints.bounds.get("minLength", 0))
    longest = math.floor(constraints.bounds["maxLength"]) if "maxLength" in constraints.bounds else None
    formats = [name for name in constraints.formats if name in FORMATS]
    if formats or constraints.patterns:
        text = constrained_string(formats, constraints.patterns, random, shortest, longest, varied=varied)
        if text is None:
            raise UnsatisfiableError("no string of that length was found that has the format or pattern")
        return text
    if constraints.encoding in _ENCODINGS and shortest == 0 and longest is None:
        return _ENCODINGS[constraints.encoding](word(random).encode()).decode()
    if longest is not None and shortest > longest:
        raise UnsatisfiableError("the shortest length is above the longest")
    return words(random, shortest, longest)


def constrained_string(
    formats: Sequence[str],
    patterns: Sequence[str],
    random: Random,
    shortest: int = 0,
    longest: int | None = None,
    *,
    varied: bool = False,
) -> str | None:
    """Return a string in every one of the known formats that matches every pattern, or ``None``."""
    try:
        for attempt in range(_TRIES if patterns or len(formats) > 1 else 1):
            for name in formats:
                text = formatted_string(name, random, shortest, longest, varied=varied or attempt > 1)
                if text is not None and _has_all(text, formats, patterns):
                    return text
        if patterns:
            made = matching_strings(patterns, random, shortest, longest)
            return next((text for text in made if _has_all(text, formats, ())), None)
    except PatternError:  # a malformed pattern matches nothing
        return None
    return None


def _has_all(text: str, formats: Sequence[str], patterns: Sequence[str]) -> bool:
    return all(format_is_valid(name, text) for name in formats) and all(
        pattern_matches(pattern, text) for pattern in patterns
    )


def _exact(number: float) -> Fraction:
    return Fraction(str(number))


def _common_multiple(steps: list[Fraction]) -> Fraction | None:
    if not steps:
        return None
    numerator = math.lcm(*(step.numerator for step in steps))
    return Fraction(numerator, math.gcd(*(step.denominator for step in steps)))


def _index_bounds(bounds: list[tuple[str, Fraction]], step: Fraction) -> tuple[int | None, int | None]:
    """Return the least and the greatest number of steps within the bounds."""
    lows: list[int] = []
    highs: list[int] = []
    for name, bound in bounds:
        steps = bound / step
        match name:
            case "minimum":
                lows.append(math.ceil(steps))
            case "exclusiveMinimum":
                lows.append(math.floor(steps) + 1)
            case "maximum":
                highs.append(math.floor(steps))
            case _:
                highs.append(math.ceil(steps) - 1)
    return max(lows, default=None), min(highs, default=None)
