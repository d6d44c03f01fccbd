"""What a pattern consists of (ECMA-262 section 22.2.1): the nodes that the reader returns."""

from dataclasses import dataclass

__all__ = [
    "ANY_CHARACTER",
    "DIGITS",
    "LINE_TERMINATORS",
    "SPACES",
    "WORD_CHARACTERS",
    "Alternation",
    "Assertion",
    "BackReference",
    "CharacterSet",
    "Group",
    "Lookaround",
    "PatternNode",
    "Ranges",
    "Repetition",
    "Sequence",
    "complement",
]

Ranges = tuple[tuple[int, int], ...]
"""Code points, as pairs of the first and the last."""

_LAST = 0x10FFFF


def complement(ranges: Ranges) -> Ranges:
    """Return the code points that are in none of the ranges, in order."""
    others: list[tuple[int, int]] = []
    following = 0
    for low, high in sorted(ranges):
        if low > following:
            others.append((following, low - 1))
        following = max(following, high + 1)
    if following <= _LAST:
        others.append((following, _LAST))
    return tuple(others)


DIGITS: Ranges = ((0x30, 0x39),)
WORD_CHARACTERS: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
LINE_TERMINATORS: Ranges = ((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029))
SPACES: Ranges = (
    *((0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029)),
    *((0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
)
r"""``\s``: WhiteSpace and LineTerminator (sections 12.2 and 12.3)."""


@dataclass(frozen=True, slots=True)
class CharacterSet:
    r"""One character out of a set; ``properties`` are Unicode properties as written, such as ``\p{Lu}``."""

    ranges: Ranges
    properties: tuple[str, ...] = ()
    negated: bool = False


ANY_CHARACTER = CharacterSet(complement(LINE_TERMINATORS))
"""``.``"""


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts that match one after the other."""

    parts: "tuple[PatternNode, ...]"


@dataclass(frozen=True, slots=True)
class Alternation:
    """Branches of which one matches."""

    branches: "tuple[PatternNode, ...]"


@dataclass(frozen=True, slots=True)
class Repetition:
    """A part that is repeated; ``most`` is ``None`` where there is no upper bound."""

    part: "PatternNode"
    least: int
    most: int | None
    lazy: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group in parentheses; ``number`` is ``None`` for one that does not capture."""

    part: "PatternNode"
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Lookaround:
    """A part that must match, or with ``negative`` must not, beside a position."""

    part: "PatternNode"
    ahead: bool
    negative: bool


@dataclass(frozen=True, slots=True)
class Assertion:
    r"""``^``, ``$``, ``\b`` or ``\B``."""

    sign: str


@dataclass(frozen=True, slots=True)
class BackReference:
    """What the capturing group of that number matched."""

    number: int


PatternNode = (
    CharacterSet | Sequence | Alternation | Repetition | Group | Lookaround | Assertion | BackReference
)
