"""Values that a schema admits, made from the schema alone; each is validated before it is returned."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random

from contractfirst.contract.direction import Direction
from contractfirst.contract.errors import ContractError, UnsatisfiableError
from contractfirst.contract.examples.constraints import gather_constraints
from contractfirst.contract.examples.drafting import Drafting
from contractfirst.contract.place import Place
from contractfirst.contract.schema import Schemas

__all__ = ["ValueGenerator"]

_ATTEMPTS = 60
_MANY = 200
# For schemas that say only what is excluded.
_LAST_RESORTS: tuple[object, ...] = (None, True, False, 0, 1, 1.5, "", "a", [], [1], {}, {"a": 1})


class ValueGenerator:
    """Makes values that travel in one direction.

    A request has no ``readOnly`` properties, a response no ``writeOnly`` ones. With ``optional`` false,
    what need not be there is left out, examples aside. All randomness comes from the ``Random`` that each
    call is given: the same state makes the same value.
    """

    def __init__(
        self, schemas: Schemas, direction: Direction = Direction.RESPONSE, *, optional: bool = True
    ) -> None:
        self.direction = direction
        self.optional = optional
        self._schemas = schemas

    def accepts(self, place: Place, value: object) -> bool:
        """Return whether the schema at ``place`` accepts a value; false where the schema is broken."""
        try:
            return self._schemas.compile(place, self.direction).is_valid(value)
        except (ContractError, ValueError, TypeError):
            return False

    def checker(self, place: Place) -> Callable[[object], bool]:
        """Return what says whether the schema at ``place`` accepts a value that came as JSON.

        Raises:
            ContractError: the schema is broken.
        """
        return self._schemas.compile(place, self.direction).is_valid

    def value(self, place: Place, random: Random, *, examples: bool = True) -> object:
        """Return a value that the schema admits; with ``examples`` those of the schema are preferred.

        Raises:
            UnsatisfiableError: none was found.
        """
        try:
            is_valid = self.checker(place)
        except ContractError as error:
            raise UnsatisfiableError(str(error)) from error
        reason = "no value was found that the schema admits"
        for attempt in range(_ATTEMPTS):
            drafting = Drafting(
                self.accepts,
                random,
                self.direction,
                optional=self.optional,
                plain=examples and attempt < 3,
                examples=examples and attempt != 2,
                # What is said to be an example mostly is one, so that the whole is checked first.
                trusting=attempt == 0,
            )
            try:
                value = drafting.value([place], frozenset(), 0)
            except UnsatisfiableError as error:
                reason = str(error)
                continue
            if _is_json(value) and is_valid(value):
                return deepcopy(value)
        for value in _LAST_RESORTS:
            if is_valid(value):
                return deepcopy(value)
        raise UnsatisfiableError(f"{place.pointer}: {reason}")

    def values(self, place: Place, random: Random) -> Iterator[object]:
        """Yield different values that the schema admits: its examples first, then others without an end.

        It ends where no further value is found.

        Raises:
            UnsatisfiableError: not even one was found.
        """
        seen: list[object] = []
        for sample in gather_constraints([place], random, frozenset(), plain=True).samples:
            if sample not in seen and self.accepts(place, sample):
                seen.append(sample)
                yield deepcopy(sample)
        misses = 0
        while misses < _MANY:
            value = self.value(place, random, examples=not seen)
            misses = misses + 1 if value in seen else 0
            if not misses:
                seen.append(value)
                yield deepcopy(value)


def _is_json(value: object) -> bool:
    """Return whether a value is one of JSON; an example may be none, such as YAML's binary."""
    if isinstance(value, dict):
        return all(isinstance(name, str) and _is_json(member) for name, member in value.items())
    if isinstance(value, list):
        return all(map(_is_json, value))
    return value is None or isinstance(value, bool | int | float | str)
