"""Six rate classes of an API."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

__all__ = ["CLASSES", "LIST", "NamedRate", "result_of"]

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class NamedRate:
    name: str
    quantity: int
    window: int
    burst: int


LIST = NamedRate("list", 100, 60, 200)
CLASSES = (
    NamedRate("authentication", 10, 60, 20),
    LIST,
    NamedRate("detail", 200, 60, 400),
    NamedRate("write", 50, 60, 100),
    NamedRate("report", 10, 3600, 20),
    NamedRate("bulk", 5, 60, 10),
)


def result_of(answer: Coroutine[Any, Any, Answer]) -> Answer:
    """Run a coroutine that never waits, without an event loop; fails if it does wait."""
    try:
        answer.send(None)
    except StopIteration as stop:
        result: Answer = stop.value
        return result
    raise AssertionError("the in-process limiter waited")
