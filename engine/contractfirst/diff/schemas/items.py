"""What schema objects that hold together say about the items of an array."""

from collections.abc import Callable

from contractfirst.contract.place import Place
from contractfirst.diff.schemas.facts import INFINITE
from contractfirst.diff.schemas.slices import Slice

__all__ = ["Items"]


class Items:
    """``prefix`` is the index from which on every item stands under the same schemas."""

    def __init__(self, part: Slice) -> None:
        self._members = part.members
        self.prefix = max((_prefix(member) for member in part.members), default=0)

    def at(self, index: int) -> tuple[Place, ...]:
        """Return the schemas of the item at an index."""
        found: list[Place] = []
        for member in self._members:
            if index < _prefix(member):
                found.append(member.child("prefixItems", index))
            elif member.has("items") and not isinstance(member.get("items"), list):
                found.append(member.child("items"))
        return tuple(found)

    def end(self, empty: Callable[[tuple[Place, ...]], bool]) -> float:
        """Return the length that no array exceeds, because no item can stand beyond."""
        return next((index for index in range(self.prefix + 1) if empty(self.at(index))), INFINITE)


def _prefix(member: Place) -> int:
    held = member.get("prefixItems")
    return len(held) if isinstance(held, list) else 0
