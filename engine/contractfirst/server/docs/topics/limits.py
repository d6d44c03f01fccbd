"""The page on rate limits: the rate classes and their operations."""

from dataclasses import dataclass

from contractfirst.contract import Contract, RateClass
from contractfirst.limits import Decision, headers
from contractfirst.server.docs.topics.listed import ListedOperation, listed

__all__ = ["limits"]

_KEYS = {
    "client": "client",
    "presented-client": "client (a wrong secret: client id and source IP address)",
    "source-address": "source IP address",
}
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


@dataclass(frozen=True, slots=True)
class ListedClass:
    """One rate class; ``window`` in words."""

    name: str
    quantity: int
    window: str
    burst: int
    keys: str
    operations: list[ListedOperation]


def limits(contract: Contract) -> dict[str, object]:
    """Return the values of the page on limits."""
    first = next(iter(contract.rate_classes.values()), None)
    return {
        "example": _example(first, contract.burst_parameter) if first is not None else "",
        "classes": [
            ListedClass(
                rate.name,
                rate.quantity,
                _words(rate.window),
                rate.burst,
                " and ".join(_KEYS[key] for key in rate.keys),
                listed(each for each in contract.operations.values() if each.rate_class == rate),
            )
            for rate in contract.rate_classes.values()
        ],
    }


def _example(rate: RateClass, parameter: str) -> str:
    """Return the header fields of a response when the bucket was full before the request."""
    cost = -(-rate.window // rate.quantity)
    decision = Decision(True, rate.name, rate.quantity, rate.window, rate.burst, rate.burst - 1, cost, 0)
    return "\n".join(f"{name}: {value}" for name, value in headers(decision, parameter))


def _words(seconds: int) -> str:
    size, unit = next((size, unit) for size, unit in _UNITS if seconds % size == 0)
    number = seconds // size
    return unit if number == 1 else f"{number} {unit}s"
