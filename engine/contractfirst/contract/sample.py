"""Values too large to be explained in full, cut down to what is worth explaining.

A validator builds every error before it reports the first, at ten to a hundred microseconds each: a body of
a megabyte in which everything is wrong would hold the server up for seconds.
"""

__all__ = ["BUDGET", "TooLargeError", "sample"]

BUDGET = 10_000
"""How many items and members are explained."""


class TooLargeError(Exception):
    """An object has more members than are explained."""


def sample(value: object) -> object:
    """Return the value with its arrays cut short once ``BUDGET`` values are taken, in reading order.

    Objects stay whole, so that no property seems to be missing. Raises ``TooLargeError`` for objects
    that are too large for that.
    """
    return _taken(value, [BUDGET])


def _taken(value: object, left: list[int]) -> object:
    if isinstance(value, dict):
        left[0] -= len(value)
        if left[0] < -BUDGET:
            raise TooLargeError
        return {name: _taken(member, left) for name, member in value.items()}
    if isinstance(value, list):
        items = []
        for item in value:
            if left[0] <= 0:
                break
            left[0] -= 1
            items.append(_taken(item, left))
        return items
    return value
