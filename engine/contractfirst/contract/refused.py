"""What stands in the place of a value that could not be read from the wire."""

from collections.abc import Iterable
from dataclasses import dataclass

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.problems import Violation

__all__ = ["LIMIT", "DecodeError", "Refused", "all_items"]

LIMIT = 1000
"""How many violations are reported at most: a body of a megabyte could hold a hundred thousand."""


@dataclass(frozen=True, slots=True)
class DecodeError:
    """Why a text cannot be decoded to a value; ``pointer`` leads to the item or member where it has any."""

    code: str
    detail: str
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that could not be read, and everything that is wrong with it."""

    errors: tuple[DecodeError, ...]

    @classmethod
    def because(cls, code: str, detail: str) -> "Refused":
        return cls((DecodeError(code, detail),))

    def below(self, *tokens: str | int) -> tuple[DecodeError, ...]:
        """Return the errors as those of the value that holds this one under ``tokens``."""
        prefix = json_pointer.of_path(tokens)
        return tuple(DecodeError(error.code, error.detail, prefix + error.pointer) for error in self.errors)

    def violations(self, pointer: str = "") -> list[Violation]:
        """Return the errors as violations of a body, of which this value stands at ``pointer``."""
        return [Violation(error.code, error.detail, pointer=pointer + error.pointer) for error in self.errors]


def all_items(values: Iterable[object]) -> list[object] | Refused:
    """Return the values as a list, or ``Refused`` with the errors of every refused one."""
    items = list(values)
    errors: list[DecodeError] = []
    for index, value in enumerate(items):
        if isinstance(value, Refused):
            errors.extend(value.below(index))
    return Refused(tuple(errors)) if errors else items
