"""What stands in the place of a value that could not be read from the wire."""

from collections.abc import Iterable
from dataclasses import dataclass

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.problems import Violation

__all__ = ["LIMIT", "Fault", "Refused", "all_items"]

LIMIT = 1000
"""How many violations are told at most: a body of a megabyte could hold a hundred thousand."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is not a value; ``pointer`` leads to the item or member where it has any."""

    code: str
    detail: str
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that could not be read, and everything that is wrong with it."""

    faults: tuple[Fault, ...]

    @classmethod
    def because(cls, code: str, detail: str) -> "Refused":
        return cls((Fault(code, detail),))

    def below(self, *tokens: str | int) -> tuple[Fault, ...]:
        """Return the faults as those of the value that holds this one under ``tokens``."""
        prefix = json_pointer.of_path(tokens)
        return tuple(Fault(fault.code, fault.detail, prefix + fault.pointer) for fault in self.faults)

    def violations(self, pointer: str = "") -> list[Violation]:
        """Return the faults as violations of a body, of which this value stands at ``pointer``."""
        return [Violation(fault.code, fault.detail, pointer=pointer + fault.pointer) for fault in self.faults]


def all_items(values: Iterable[object]) -> list[object] | Refused:
    """Return the values as a list, or ``Refused`` with the faults of every refused one."""
    items = list(values)
    faults: list[Fault] = []
    for index, value in enumerate(items):
        if isinstance(value, Refused):
            faults.extend(value.below(index))
    return Refused(tuple(faults)) if faults else items
