r"""From ECMA-262 to the dialect that the validator executes (fancy-regex, through jsonschema-rs).

Most patterns mean the same in both and are passed on as they are. The others are written anew from their
tree: ``\b`` is about ASCII letters in ECMA-262, ``.`` excludes four line terminators, ``[^]`` is any
character, ``[[a]`` contains a bracket and nested classes do not exist.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from contractfirst.contract.patterns.reader import PatternError, read_pattern
from contractfirst.contract.patterns.tree import (
    WORD_CHARACTERS,
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

__all__ = ["executable_pattern", "pattern_matches"]

_SIGN = r"\\(?:[nrtfv/^$.*+?()\[\]{}|\\-]|x[0-9A-Fa-f]{2}|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})"
_MEMBER = rf"(?:[^\\\[\]&~^-]|{_SIGN})"
# Characters, classes and groups that both dialects read alike. Beside a lookaround the validator takes
# \\w for any letter, so that patterns with one are always rewritten.
_SAME_IN_BOTH = re.compile(
    rf"(?:[^\\.\[\](){{}}#&~]|\((?!\?)|\(\?:|\)|\{{\d+(?:,\d*)?\}}|{_SIGN}|\\[dDwWsS]"
    rf"|\[\^?(?:{_MEMBER}(?:-{_MEMBER})?|\\[dDwWsS](?!-[^\]])|-(?=\]))+\])*",
    re.ASCII,
)
_WORD = "[0-9A-Za-z_]"
_BOUNDARIES = {
    "\\b": f"(?:(?<={_WORD})(?!{_WORD})|(?<!{_WORD})(?={_WORD}))",
    "\\B": f"(?:(?<={_WORD})(?={_WORD})|(?<!{_WORD})(?!{_WORD}))",
}
_ANYTHING = ((0, 0x10FFFF),)


@lru_cache(maxsize=4096)
def executable_pattern(pattern: str) -> str:
    """Return the pattern in the validator's dialect.

    Raises:
        PatternError: it is no regular expression of ECMA-262.
    """
    tree = read_pattern(pattern)
    is_same = _SAME_IN_BOTH.fullmatch(pattern) and "(?:)" not in pattern and "()" not in pattern
    return pattern if is_same else _written(tree)


def pattern_matches(pattern: str, text: str) -> bool:
    """Return whether the pattern matches somewhere in the text, as the validator would decide.

    Raises:
        PatternError: it is no regular expression of ECMA-262, or the validator cannot execute it.
    """
    return _matcher(pattern)(text)


@lru_cache(maxsize=1024)
def _matcher(pattern: str) -> Callable[[object], bool]:
    import jsonschema_rs  # reading a document does not wait for it

    try:
        return jsonschema_rs.Draft202012Validator({"pattern": executable_pattern(pattern)}).is_valid
    except PatternError:
        raise
    except ValueError as error:
        raise PatternError("the validator cannot execute the pattern", 0) from error


def _written(node: PatternNode) -> str:
    match node:
        case CharacterSet():
            return _set(node)
        case Sequence():
            return "".join(
                f"(?:{_written(part)})" if isinstance(part, Alternation) else _written(part)
                for part in node.parts
            )
        case Alternation():
            return "|".join(map(_written, node.branches))
        case Repetition():
            if isinstance(node.part, Group) and node.part.part == Sequence(()):
                return _written(node.part)  # the validator repeats nothing that is empty
            return f"{_atom(node.part)}{_quantifier(node)}"
        case Group():
            return f"({'?:' if node.number is None else ''}{_written(node.part)})"
        case Lookaround():
            return f"(?{'' if node.ahead else '<'}{'!' if node.negative else '='}{_written(node.part)})"
        case Assertion():
            return _BOUNDARIES.get(node.sign, node.sign)
        case BackReference():
            return f"(?:\\{node.number})"


def _atom(node: PatternNode) -> str:
    written = _written(node)
    return written if isinstance(node, CharacterSet | Group | BackReference) else f"(?:{written})"


def _quantifier(node: Repetition) -> str:
    bounds = (node.least, node.most)
    sign = {(0, None): "*", (1, None): "+", (0, 1): "?"}.get(bounds)
    if sign is None:
        most = "" if node.most is None else node.most
        sign = f"{{{node.least}}}" if node.least == node.most else f"{{{node.least},{most}}}"
    return sign + ("?" if node.lazy else "")


def _set(node: CharacterSet) -> str:
    if node.ranges == WORD_CHARACTERS and not node.properties:
        return _WORD
    if not node.ranges and not node.properties:
        return r"[\s\S]" if node.negated else r"[^\s\S]"
    if node.ranges == _ANYTHING and not node.negated:
        return r"[\s\S]"
    if len(node.ranges) == 1 and not node.properties and node.ranges[0][0] == node.ranges[0][1]:
        return _point(node.ranges[0][0])
    members = "".join(
        _point(low) if low == high else f"{_point(low)}-{_point(high)}" for low, high in _scalar_values(node)
    )
    return f"[{'^' if node.negated else ''}{members}{''.join(node.properties)}]"


def _scalar_values(node: CharacterSet) -> list[tuple[int, int]]:
    """Return the ranges without lone surrogates, which the validator does not take."""
    ranges: list[tuple[int, int]] = []
    for low, high in node.ranges:
        if low < 0xD800:
            ranges.append((low, min(high, 0xD7FF)))
        if high > 0xDFFF:
            ranges.append((max(low, 0xE000), high))
    return ranges or [(0xFFFF, 0xFFFF)] * (not node.properties)


def _point(point: int) -> str:
    sign = chr(point)
    return sign if sign.isascii() and sign.isalnum() else f"\\x{{{point:X}}}"
