"""Which keyword refuses values that are known one by one."""

from typing import TYPE_CHECKING

from contractfirst.contract.place import Place
from contractfirst.diff.schemas.facts import kind_of
from contractfirst.diff.schemas.reason import Reason, shown
from contractfirst.diff.schemas.sameness import equal
from contractfirst.diff.schemas.slices import Slice, expand

if TYPE_CHECKING:
    from contractfirst.diff.schemas.prover import Prover

__all__ = ["culprit"]


def culprit(prover: "Prover", part: Slice, taker: Place, refused: list[object]) -> Reason:
    """Return the reason for which a taker refuses values that an ``enum`` or ``const`` lists."""
    giver = part.facts.place("enum", part.origin)
    given = ", ".join(shown(value, 40) for value in refused[:12])
    parts = expand(prover.view, (taker,), taker)
    kind, keyword, place = "enum", "enum", taker
    if len(parts) == 1:
        facts = parts[0].facts
        listed = facts.place("enum", taker) if facts.enumerated else None
        options = listed.value if listed is not None and listed.key == "enum" else None
        if listed is not None and not (isinstance(options, list) and _all_in(refused, options)):
            place = listed
        elif "type" in facts.where and any(kind_of(value) not in facts.types for value in refused):
            kind, keyword, place = "type", "type", facts.place("type", taker)
    return Reason(kind, keyword, giver, place, given, "not among its values", definite=True)


def _all_in(values: list[object], options: list[object]) -> bool:
    return all(any(equal(value, option) for option in options) for value in values)
