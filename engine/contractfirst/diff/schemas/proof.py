"""What the comparison of single keywords asks of the proof that it is part of."""

from typing import Protocol

from contractfirst.contract.place import Place
from contractfirst.diff.schemas.bundle import Bundles
from contractfirst.diff.schemas.emptiness import Emptiness
from contractfirst.diff.schemas.reason import Reason
from contractfirst.diff.schemas.sameness import Sameness
from contractfirst.diff.schemas.slices import Slice

__all__ = ["Proof"]


class Proof(Protocol):
    """A proof for the schemas of one view, under way."""

    @property
    def emptiness(self) -> Emptiness: ...

    @property
    def same(self) -> Sameness: ...

    @property
    def bundles(self) -> Bundles: ...

    def reasons(
        self, giver: tuple[Place, ...], taker: tuple[Place, ...], origin: Place
    ) -> tuple[Reason, ...]:
        """Return what stands in the way of "whatever all of ``giver`` admit, all of ``taker`` admit"."""

    def obstacles(self, part: Slice, taker: tuple[Place, ...]) -> list[Reason]:
        """Return what stands in the way of the values of one slice."""

    def apart(self, part: Slice, place: Place) -> bool:
        """Return whether it is certain, by what the slice excludes too, that no value fits a schema."""

    def has_same(self, part: Slice, keyword: str, taker: Place, *below: str) -> bool:
        """Return whether a member of the slice says under a keyword what the taker says there."""
