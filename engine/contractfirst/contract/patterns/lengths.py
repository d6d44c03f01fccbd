"""How long a match of a pattern can be, and whether a backtracking engine may take exponential time."""

from dataclasses import dataclass

from contractfirst.contract.patterns.reader import PatternError, read_pattern
from contractfirst.contract.patterns.tree import (
    ANY_CHARACTER,
    Alternation,
    Assertion,
    BackReference,
    CharacterSet,
    Group,
    Lookaround,
    PatternNode,
    Repetition,
    Sequence,
)

__all__ = ["INFINITE", "PatternShape", "pattern_shape"]

INFINITE = float("inf")
# A repetition of a repetition up to so often takes no time that matters.
_FEW = 8


@dataclass(frozen=True, slots=True)
class PatternShape:
    """What a pattern can match.

    ``longest`` is the length of the longest match, infinite if there is none; ``anchored`` whether the
    match must be the whole string; ``explosive`` whether ``(a+)+`` or the like is in it.
    """

    longest: float
    anchored: bool
    explosive: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """``only`` is the single set of characters that a part consists of, if it does."""

    longest: float
    repeats: bool = False
    optional: bool = False
    explosive: bool = False
    only: CharacterSet | None = None


def pattern_shape(pattern: str) -> PatternShape:
    """Return the shape of a pattern; of one that is malformed, one that is unbounded and harmless."""
    try:
        tree = read_pattern(pattern)
    except PatternError:
        return PatternShape(INFINITE, anchored=False, explosive=False)
    part = _part(tree)
    branches = tree.branches if isinstance(tree, Alternation) else (tree,)
    anchored = all(_is_anchored(branch) for branch in branches)
    return PatternShape(part.longest if anchored else INFINITE, anchored, part.explosive)


def _is_anchored(branch: PatternNode) -> bool:
    parts = branch.parts if isinstance(branch, Sequence) else (branch,)
    return len(parts) > 1 and parts[0] == Assertion("^") and parts[-1] == Assertion("$")


def _part(node: PatternNode) -> _Part:
    match node:
        case CharacterSet():
            return _Part(1, only=node)
        case Sequence():
            return _sequence([_part(part) for part in node.parts if not isinstance(part, Assertion)])
        case Alternation():
            return _alternation([_part(branch) for branch in node.branches])
        case Repetition():
            return _repetition(_part(node.part), node)
        case Group():
            return _part(node.part)
        case Lookaround():
            return _Part(0, optional=True, explosive=_part(node.part).explosive)
        case Assertion():
            return _Part(0, optional=True)
        case BackReference():
            return _Part(INFINITE, optional=True)


def _sequence(parts: list[_Part]) -> _Part:
    # (a+b)+ is unambiguous, for the b ends a round; (a+)+ and (a+b*)+ are not.
    firm = [part for part in parts if not part.optional]
    repeating = [part for part in parts if part.repeats]
    return _Part(
        sum(part.longest for part in parts),
        repeats=bool(repeating) and len(firm) <= sum(not part.optional for part in repeating),
        optional=not firm,
        explosive=any(part.explosive for part in parts),
        only=parts[0].only if len(parts) == 1 else None,
    )


def _alternation(branches: list[_Part]) -> _Part:
    # Two alternatives that match the same character make a repeated group ambiguous too.
    sets = [branch.only for branch in branches if branch.only is not None]
    ambiguous = len(set(sets)) < len(sets) or (len(sets) > 1 and ANY_CHARACTER in sets)
    return _Part(
        max(branch.longest for branch in branches),
        repeats=ambiguous or any(branch.repeats for branch in branches),
        optional=any(branch.optional for branch in branches),
        explosive=any(branch.explosive for branch in branches),
    )


def _repetition(part: _Part, node: Repetition) -> _Part:
    most = INFINITE if node.most is None else node.most
    repeats, explosive = part.repeats, part.explosive
    if node.most is None:
        explosive = explosive or (part.repeats and part.longest > 0)
        repeats = part.longest > 0
    elif part.repeats and node.most > _FEW:
        explosive = True
    return _Part(
        part.longest * most if part.longest and most else 0,
        repeats=repeats,
        optional=part.optional or node.least == 0,
        explosive=explosive,
        only=part.only if (node.least, node.most) == (1, 1) else None,
    )
