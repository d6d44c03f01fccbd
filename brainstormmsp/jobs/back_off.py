"""How long to wait before another attempt."""

from datetime import timedelta
from random import Random

__all__ = ["back_off"]

_FIRST = 2.0
_LONGEST = 600.0


def back_off(attempt: int, random: Random) -> timedelta:
    """Return the time between failed attempt number ``attempt`` (from 1) and the next.

    It doubles from two seconds to ten minutes, and as much as half of it is left off at random, so that
    what failed together does not come back together.
    """
    full = min(_LONGEST, _FIRST * 2.0 ** (attempt - 1))
    return timedelta(seconds=full * (1 - random.random() / 2))
