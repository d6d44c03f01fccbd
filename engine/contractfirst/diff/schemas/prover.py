"""Whether all that one schema admits, another admits too.

Proof by structure: the giver is taken apart into slices; for each slice, every keyword of the taker must
be shown to hold. Recursive schemas are compared by pairs: a pair that is being proven may be used in its
own proof, for every use is one level deeper in the value (coinduction). What cannot be proven is tried
on values: one that the giver admits and the taker refuses settles it.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contractfirst.contract.place import Place
from contractfirst.diff.schemas import applicators
from contractfirst.diff.schemas.bundle import Bundles
from contractfirst.diff.schemas.emptiness import Emptiness, StepBudget
from contractfirst.diff.schemas.facts import INFINITE
from contractfirst.diff.schemas.reason import Reason, shown
from contractfirst.diff.schemas.sameness import Sameness
from contractfirst.diff.schemas.samples import Sampler
from contractfirst.diff.schemas.scalars import (
    listed_values_reason,
    narrow_type,
    number_reasons,
    string_reasons,
    value_reasons,
)
from contractfirst.diff.schemas.slices import Slice, expand
from contractfirst.diff.schemas.structures import array_reasons, object_reasons
from contractfirst.diff.schemas.view import Key, View, key_of

__all__ = ["Prover"]

MAXIMUM_STEPS = 10_000
MAXIMUM_REASONS = 100
_MAXIMUM_DEPTH = 40
_MAXIMUM_IN_PLACE = 8

Places = tuple[Place, ...]
_PairKey = tuple[tuple[Key, ...], tuple[Key, ...], bool]


class Prover:
    """Proves for the schemas of one view, which may be of two documents; what is proven is kept."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.same = Sameness(view, view)
        self.bundles = Bundles(view)
        self._budget = StepBudget(MAXIMUM_STEPS)
        self.emptiness = Emptiness(view, self._budget)
        self._sampler = Sampler(self.emptiness)
        self._known: dict[_PairKey, tuple[Reason, ...]] = {}
        self._open: dict[_PairKey, int] = {}
        self._lowest: float = INFINITE
        self._in_place = 0

    def reasons(self, giver: Places, taker: Places, origin: Place) -> tuple[Reason, ...]:
        """Return what stands in the way of "whatever all of ``giver`` admit, all of ``taker`` admit".

        No reason is proof. ``origin`` is the place to name where the giver says nothing.
        """
        if all(any(each.value is True or self.same(given, each) for given in giver) for each in taker):
            return ()
        if all(each.value is True for each in taker):
            return ()
        # Of a giver that says nothing, the reasons tell where it could have.
        key = tuple(map(key_of, giver or (origin,))), tuple(map(key_of, taker)), bool(giver)
        if key in self._known:
            return self._known[key]
        if key in self._open:
            self._lowest = min(self._lowest, self._open[key])
            return ()
        if len(self._open) > _MAXIMUM_DEPTH:
            return (_unproven(origin, taker[0]),)
        outer, self._lowest = self._lowest, INFINITE
        in_place, self._in_place = self._in_place, 0
        depth = self._open[key] = len(self._open)
        try:
            found = self._prove(giver, taker, origin)
        finally:
            del self._open[key]
            self._in_place = in_place
            lowest, self._lowest = (
                self._lowest,
                min(outer, self._lowest if self._lowest < depth else INFINITE),
            )
        # A proof that leans on a pair which is still open stands only as long as that one does.
        if found or lowest >= depth:
            self._known[key] = found
        return found

    def admits(self, giver: Place, taker: Place) -> tuple[Reason, ...]:
        """Return why ``giver`` may admit what ``taker`` does not, each reason once."""
        self._budget.renew()
        return self.reasons((self.view.at(giver),), (self.view.at(taker),), self.view.at(giver))

    def obstacles(self, part: Slice, taker: Places) -> list[Reason]:
        """Return what stands in the way of the values of one slice."""
        found: list[Reason] = []
        self._in_place += 1
        for place in taker:
            found += self._against(part, place, frozenset())
        self._in_place -= 1
        return found

    def apart(self, part: Slice, place: Place) -> bool:
        """Return whether it is certain, by what the slice excludes too, that no value fits a schema."""
        if self.emptiness.disjoint(part, place):
            return True
        return any(not self.reasons((place,), (each,), place) for each in part.excluded())

    def has_same(self, part: Slice, keyword: str, taker: Place, *below: str) -> bool:
        """Return whether a member of the slice says under a keyword what the taker says there."""
        for member in part.members:
            held: Any = member.value
            at: Place | None = member.child(keyword) if keyword in held else None
            for name in below:
                at = at.child(name) if at is not None and at.has(name) else None
            if at is not None and self.same(at, taker):
                return True
        return False

    def _prove(self, giver: Places, taker: Places, origin: Place) -> tuple[Reason, ...]:
        found: dict[object, Reason] = {}
        for part in expand(self.view, giver, giver[0] if giver else origin):
            if self.emptiness.empty_slice(part):
                continue
            for reason in self.obstacles(part, taker):
                key = reason.kind, reason.keyword, key_of(reason.giver), key_of(reason.taker)
                if key not in found or (reason.definite and not found[key].definite):
                    found[key] = reason
        reasons = list(found.values())[:MAXIMUM_REASONS]
        if reasons and not any(reason.definite for reason in reasons):
            reasons = list(self._tried(giver, taker, reasons))
        return tuple(reasons)

    def _tried(self, giver: Places, taker: Places, reasons: list[Reason]) -> Iterator[Reason]:
        """Look for a value that settles what could not be proven."""
        here = [reason for reason in reasons if reason.here]
        if here:
            for value in self._candidates(giver, taker):
                if self.bundles.accepts(giver, value) and self.bundles.accepts(taker, value) is False:
                    text = shown(value)
                    for reason in reasons:
                        yield replace(reason, definite=True, example=text) if reason.here else reason
                    return
        yield from reasons

    def _candidates(self, giver: Places, taker: Places) -> Iterator[object]:
        """Yield values at the bounds of the giver, and values that the taker excludes."""
        yield from self._sampler.values(giver)
        for part in expand(self.view, taker, taker[0]):
            for member in part.members:
                if member.has("not"):
                    yield from self._sampler.values((member.child("not"),))

    def _against(self, part: Slice, taker: Place, seen: frozenset[Key]) -> list[Reason]:
        value = taker.value
        if value is False:
            return [Reason("never", "schema", part.origin, taker, "a value", "nothing", definite=True)]
        if not isinstance(value, dict) or any(self.same(member, taker) for member in part.members):
            return []
        key = key_of(taker)
        if not self._budget.take() or self._in_place > _MAXIMUM_IN_PLACE:
            return [_unproven(part.origin, taker)]
        if key in seen:
            return [Reason("unsupported", "$ref", part.origin, taker, "", "", definite=False)]
        seen |= {key}
        refused = self._refused(part, taker)
        if refused == []:
            return []
        if refused and part.facts.enumerated:
            return [listed_values_reason(self.view, part, taker, refused)]
        found: list[Reason] = []
        if "$ref" in value or "$dynamicRef" in value:
            target = self.view.target(taker)
            if target is None:
                found.append(Reason("unsupported", "$ref", part.origin, taker, "", "", definite=False))
            else:
                found += self._against(part, target, seen)
        for index in range(len(value["allOf"]) if isinstance(value.get("allOf"), list) else 0):
            found += self._against(part, taker.child("allOf", index), seen)
        found += narrow_type(part, taker)
        found += value_reasons(part, taker)
        for name in sorted(part.facts.types):
            found += self._typed(part.only(name), taker, name)
        found += applicators.reasons(self, part, taker)
        return found

    def _typed(self, part: Slice, taker: Place, name: str) -> Iterator[Reason]:
        match name:
            case "integer" | "fraction":
                yield from number_reasons(part, taker)
            case "string":
                yield from string_reasons(part, taker)
            case "array":
                yield from array_reasons(self, part, taker)
            case "object":
                yield from object_reasons(self, part, taker)

    def _refused(self, part: Slice, taker: Place) -> list[object] | None:
        """Return which of the slice's values the taker refuses; ``None`` when they are not finitely many."""
        if part.facts.values is None:
            return None
        refused = []
        for value in part.facts.values:
            accepted = self.bundles.accepts((taker,), value)
            if accepted is None:
                return None
            if not accepted and self.bundles.accepts(part.members, value) is not False:
                refused.append(value)
        return refused


def _unproven(giver: Place, taker: Place) -> Reason:
    return Reason("unproven", "schema", giver, taker, "", "", definite=False)
