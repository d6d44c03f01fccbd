"""``anyOf``, ``oneOf``, ``not``, ``if`` and ``unevaluatedProperties`` of the taker."""

from collections.abc import Iterator
from typing import Any

from contractfirst.contract.place import Place
from contractfirst.diff.schemas.objects import Evaluated, branches, own
from contractfirst.diff.schemas.proof import Proof
from contractfirst.diff.schemas.reason import Reason
from contractfirst.diff.schemas.slices import UNIONS, Slice
from contractfirst.diff.schemas.structures import property_set_reasons
from contractfirst.diff.schemas.view import Key, key_of

__all__ = ["reasons"]


def reasons(proof: Proof, part: Slice, taker: Place) -> Iterator[Reason]:
    """Yield what those keywords refuse of a slice."""
    value: Any = taker.value
    for keyword in UNIONS:
        if isinstance(value.get(keyword), list) and not proof.has_same(part, keyword, taker.child(keyword)):
            for name in sorted(part.facts.types):
                yield from _union(proof, part.only(name), taker, keyword)
    if "not" in value:
        yield from _exclusion(proof, part, taker.child("not"))
    if "if" in value:
        yield from _condition(proof, part, taker)
    if value.get("unevaluatedProperties", True) is not True and "object" in part.facts.types:
        objects = part.only("object")
        looked_at = surely_evaluated(proof, objects, taker, frozenset())
        if not looked_at.all:
            yield from property_set_reasons(proof, objects, taker.child("unevaluatedProperties"), looked_at)


def surely_evaluated(
    proof: Proof, part: Slice, place: Place, seen: frozenset[Key], *, top: bool = True
) -> Evaluated:
    """Return the properties that a schema, applied in place, surely looks at, for any value of a slice."""
    key = key_of(place)
    value = place.value
    if key in seen or not isinstance(value, dict):
        return Evaluated()
    seen |= {key}
    result = own(place)
    if not top and "unevaluatedProperties" in value:
        return Evaluated(all=True)
    applied = list(branches(place, "allOf"))
    target = proof.emptiness.view.target(place)
    if target is not None:
        applied.append(target)
    for keyword in UNIONS:
        applied += [branch for branch in branches(place, keyword) if not proof.obstacles(part, (branch,))]
    if "if" in value:
        condition = place.child("if")
        if proof.emptiness.disjoint(part, condition):
            applied += branches(place, "else")
        elif not proof.obstacles(part, (condition,)):
            applied += [condition, *branches(place, "then")]
    applied += [branch for branch in branches(place, "dependentSchemas") if branch.key in part.facts.required]
    for below in applied:
        result |= surely_evaluated(proof, part, below, seen, top=False)
    return result


def _union(proof: Proof, part: Slice, taker: Place, keyword: str) -> Iterator[Reason]:
    place = taker.child(keyword)
    if proof.emptiness.empty_slice(part):
        return
    options = list(branches(taker, keyword))
    possible = [branch for branch in options if not proof.apart(part, branch)]
    attempts = [(branch, proof.obstacles(part, (branch,))) for branch in possible]
    proven = [branch for branch, found in attempts if not found]
    if proven and (keyword == "anyOf" or len(possible) == 1):
        return
    if proven:
        # More than one of oneOf's branches may take the value, which refuses it.
        yield Reason("union", keyword, part.origin, place, "one", "more than one", definite=len(proven) > 1)
    elif not attempts:
        yield Reason("union", keyword, part.origin, place, "a value", "no branch", definite=True)
    elif len(attempts) == 1:
        yield from attempts[0][1]
    else:
        _, best = min(attempts, key=lambda attempt: len(attempt[1]))
        yield from (reason.doubted() for reason in best)


def _exclusion(proof: Proof, part: Slice, place: Place) -> Iterator[Reason]:
    if proof.apart(part, place) or proof.has_same(part, "not", place):
        return
    definite = not proof.obstacles(part, (place,))
    yield Reason("exclusion", "not", part.origin, place, "admitted", "excluded", definite)


def _condition(proof: Proof, part: Slice, taker: Place) -> Iterator[Reason]:
    if any(_implies(proof, member, taker) for member in part.members if member.has("if")):
        return
    condition = taker.child("if")
    then = next(branches(taker, "then"), None)
    otherwise = next(branches(taker, "else"), None)
    never = proof.apart(part, condition)
    always = not never and not proof.obstacles(part, (condition,))
    if then is not None and not never:
        yield from _consequence(proof, part, then, always)
    if otherwise is not None and not always:
        yield from _consequence(proof, part, otherwise, never)


def _implies(proof: Proof, member: Place, taker: Place) -> bool:
    """Return whether one condition implies another that is asked under the same circumstances."""
    asked, wanted = member.child("if"), taker.child("if")
    if proof.reasons((asked,), (wanted,), asked) or proof.reasons((wanted,), (asked,), wanted):
        return False
    return all(
        not taker.has(keyword)
        or not proof.reasons(tuple(branches(member, keyword)), (taker.child(keyword),), member)
        for keyword in ("then", "else")
    )


def _consequence(proof: Proof, part: Slice, branch: Place, certain: bool) -> Iterator[Reason]:
    for reason in proof.obstacles(part, (branch,)):
        yield reason if certain else reason.doubted()
