"""The product's six rate classes, as its API reference gives them."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

__all__ = ["CLASSES", "LIST", "RateClass", "verdict"]

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class RateClass:
    name: str
    quantity: int
    window: int
    burst: int


LIST = RateClass("list", 100, 60, 200)
CLASSES = (
    RateClass("authentication", 10, 60, 20),
    LIST,
    RateClass("detail", 200, 60, 400),
    RateClass("write", 50, 60, 100),
    RateClass("report", 10, 3600, 20),
    RateClass("bulk", 5, 60, 10),
)


def verdict(answer: Coroutine[Any, Any, Answer]) -> Answer:
    """Run a coroutine that never waits, without the price of an event loop; it fails if it does wait."""
    try:
        answer.send(None)
    except StopIteration as stop:
        result: Answer = stop.value
        return result
    raise AssertionError("the in-process limiter waited")
