r"""Reads regular expressions of ECMA-262, the dialect of ``pattern`` (JSON Schema core section 6.4).

The Unicode grammar (section 22.2.1, flag u) is read together with what web browsers admit beyond it
(annex B.1.2) as far as both mean the same, such as ``\-`` outside a class. What another dialect has and
ECMA-262 lacks is an error, also where annex B would read it as the letter itself: ``\A``, ``\z``.
"""

import re
from functools import lru_cache

from contractfirst.contract.patterns.tree import (
    ANY_CHARACTER,
    DIGITS,
    SPACES,
    WORD_CHARACTERS,
    Alternation,
    Assertion,
    BackReference,
    CharacterSet,
    Group,
    Lookaround,
    PatternNode,
    Ranges,
    Repetition,
    Sequence,
    complement,
)

__all__ = ["PatternError", "read_pattern"]

_DEEPEST = 150
_CONTROLS = {"t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D}
_CLASSES = {"d": DIGITS, "w": WORD_CHARACTERS, "s": SPACES}
_LOOKAROUNDS = {"=": (True, False), "!": (True, True), "<=": (False, False), "<!": (False, True)}
_QUANTIFIER = re.compile(r"([*+?])|\{(\d+)(,(\d*))?\}", re.ASCII)
_GROUP_NAME = re.compile(r"(?:[^\W\d]|\$)(?:\w|\$)*")
_PROPERTY = re.compile(r"\{[A-Za-z_]+(?:=[A-Za-z0-9_]+)?\}")
_CODE_POINT = re.compile(r"\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{4})")
_LOW_SURROGATE = re.compile(r"\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})")
_HEX_PAIR = re.compile(r"[0-9A-Fa-f]{2}")
_INSTEAD = {
    "A": "write ^",
    "Z": "write $",
    "z": "write $",
    "h": r"write [ \t]",
    "R": r"write (?:\r\n|\n|\r)",
    "Q": "escape each character",
    "a": r"write \x07",
    "e": r"write \x1B",
}


class PatternError(ValueError):
    """A text is no regular expression of ECMA-262; ``position`` is the index of the character at fault."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (character {position + 1})")
        self.position = position


@lru_cache(maxsize=2048)
def read_pattern(pattern: str) -> PatternNode:
    """Return the tree of a pattern.

    Raises:
        PatternError: it is no regular expression of ECMA-262.
    """
    reader = _Reader(pattern)
    whole = reader.alternatives(0)
    if reader.at < len(pattern):
        raise reader.error('")" closes no group')
    reader.check_references()
    return whole


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.groups = 0
        self.closed: set[int] = set()
        self.names: dict[str, int] = {}
        self.has_names = "(?<" in pattern
        self.references: list[tuple[int, int | str]] = []

    def error(self, message: str, at: int | None = None) -> PatternError:
        return PatternError(message, self.at if at is None else at)

    def check_references(self) -> None:
        for at, target in self.references:
            if isinstance(target, int) and target > self.groups:
                raise self.error(f"\\{target} refers to a group that does not exist", at)

    def alternatives(self, depth: int) -> PatternNode:
        if depth > _DEEPEST:
            raise self.error("groups are nested too deeply")
        branches = [self.sequence(depth)]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence(depth))
        return branches[0] if len(branches) == 1 else Alternation(tuple(branches))

    def sequence(self, depth: int) -> PatternNode:
        parts: list[PatternNode] = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self.quantified(depth))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def quantified(self, depth: int) -> PatternNode:
        start = self.at
        part = self.atom(depth)
        found = _QUANTIFIER.match(self.pattern, self.at)
        if found is None:
            return part
        if isinstance(part, Assertion | Lookaround):
            raise self.error("an assertion cannot be repeated", start)
        sign, low, comma, high = found.groups()
        least = {"*": 0, "+": 1, "?": 0}[sign] if sign else int(low)
        most = (1 if sign == "?" else None) if sign else int(high) if high else None if comma else least
        if most is not None and least > most:
            raise self.error(f"the bounds of {found[0]} are out of order")
        self.at = found.end()
        lazy = self.take_if("?")
        if self.peek() == "+":
            raise self.error(f"ECMA-262 has no possessive quantifiers such as {found[0]}+")
        if _QUANTIFIER.match(self.pattern, self.at):
            raise self.error(f"there is nothing for {self.peek()} to repeat")
        return Repetition(part, least, most, lazy)

    def atom(self, depth: int) -> PatternNode:
        start = self.at
        if _QUANTIFIER.match(self.pattern, start):
            raise self.error(f"there is nothing for {self.peek()} to repeat")
        sign = self.take()
        if sign in "^$":
            return Assertion(sign)
        if sign == ".":
            return ANY_CHARACTER
        if sign == "[":
            return self.character_class(start)
        if sign == "(":
            return self.group(start, depth)
        if sign == "\\":
            return self.escape(start)
        return _character(ord(sign))

    def group(self, start: int, depth: int) -> PatternNode:
        number: int | None = None
        lookaround: tuple[bool, bool] | None = None
        if not self.take_if("?"):
            self.groups = number = self.groups + 1
        elif not self.take_if(":"):
            kind = next((kind for kind in _LOOKAROUNDS if self.pattern.startswith(kind, self.at)), None)
            if kind is not None:
                self.at += len(kind)
                lookaround = _LOOKAROUNDS[kind]
            elif self.take_if("<"):
                self.groups = number = self.groups + 1
                name = self.group_name(start)
                if name in self.names:
                    raise self.error(f"two groups are named {name}", start)
                self.names[name] = number
            else:
                raise self.error(self.foreign_group(), start)
        part = self.alternatives(depth + 1)
        if not self.take_if(")"):
            raise self.error("the group is not closed", start)
        if number is not None:
            self.closed.add(number)
        return Lookaround(part, *lookaround) if lookaround else Group(part, number)

    def foreign_group(self) -> str:
        if self.pattern.startswith("P<", self.at):
            return "ECMA-262 writes a named group as (?<name>...)"
        if self.peek() == ">":
            return "ECMA-262 has no atomic groups"
        if self.peek() == "#":
            return "ECMA-262 has no comments"
        return f"ECMA-262 has no groups that begin with (?{self.peek()}, such as inline flags"

    def group_name(self, start: int) -> str:
        found = _GROUP_NAME.match(self.pattern, self.at)
        if found is None or not self.pattern.startswith(">", found.end()):
            raise self.error("the group's name is malformed", start)
        self.at = found.end() + 1
        return found[0]

    def escape(self, start: int) -> PatternNode:
        """Read an escape outside a class; its backslash is taken already."""
        sign = self.peek()
        if sign and sign in "bB":
            self.at += 1
            return Assertion("\\" + sign)
        if sign == "k" and self.has_names:
            self.at += 1
            if not self.take_if("<"):
                raise self.error(r"\k must be followed by the name of a group, as in \k<name>", start)
            name = self.group_name(start)
            return self.reference(start, name)
        if sign and sign in "123456789":
            digits = re.compile(r"\d+", re.ASCII).match(self.pattern, self.at)
            assert digits is not None
            self.at = digits.end()
            number = int(digits[0]) if len(digits[0]) < 6 else 100_000
            self.references.append((start, number))
            return self.reference_to(number)
        return self.character_escape(start)

    def reference_to(self, number: int) -> PatternNode:
        """Return a reference to a group; one that is not closed yet has captured nothing (22.2.2.7.1)."""
        return BackReference(number) if number in self.closed else Sequence(())

    def reference(self, start: int, name: str) -> PatternNode:
        number = self.names.get(name)
        if number is None:
            number = self.number_ahead(name)
        if number is None:
            raise self.error(f"\\k<{name}> refers to a group that does not exist", start)
        return self.reference_to(number)

    def number_ahead(self, name: str) -> int | None:
        """Return the number of a group that is named behind the reference to it."""
        number = 0
        for found in re.finditer(
            r"\\.|\[(?:\\.|[^\]\\])*\]|\((\?(?:<(?![=!])([^>]*)>)?)?", self.pattern, re.S
        ):
            if found[0].startswith("(") and found[1] != "?":
                number += 1
                if found[2] == name:
                    return number
        return None

    def character_escape(self, start: int) -> CharacterSet:
        sign = self.take()
        if not sign:
            raise self.error("the pattern ends with a backslash", start)
        if sign in "dDwWsS":
            ranges = _CLASSES[sign.lower()]
            return CharacterSet(ranges if sign.islower() else complement(ranges))
        if sign in "pP":
            found = _PROPERTY.match(self.pattern, self.at)
            if found is None:
                raise self.error(rf"\{sign} must be followed by a Unicode property, as in \p{{Lu}}", start)
            self.at = found.end()
            return CharacterSet((), (f"\\{sign}{found[0]}",))
        return _character(self.code_point(sign, start))

    def code_point(self, sign: str, start: int) -> int:
        if sign in _CONTROLS:
            return _CONTROLS[sign]
        if sign == "0":
            if self.peek().isdecimal():
                raise self.error("octal escapes are not part of ECMA-262; write \\x", start)
            return 0
        if sign == "c":
            letter = self.take()
            if not (letter.isascii() and letter.isalpha()):
                raise self.error("\\c must be followed by a letter", start)
            return ord(letter) % 32
        if sign == "x":
            found = _HEX_PAIR.match(self.pattern, self.at)
            if found is None:
                raise self.error("\\x must be followed by two hexadecimal digits", start)
            self.at = found.end()
            return int(found[0], 16)
        if sign == "u":
            return self.unicode_escape(start)
        if sign.isascii() and (sign.isalnum() or sign == "_"):
            # Annex B reads "\_" as "_", which is harmless; a letter has another meaning elsewhere.
            if sign == "_":
                return ord(sign)
            hint = f"; {_INSTEAD[sign]}" if sign in _INSTEAD else ""
            raise self.error(f"ECMA-262 has no escape \\{sign}{hint}", start)
        return ord(sign)

    def unicode_escape(self, start: int) -> int:
        found = _CODE_POINT.match(self.pattern, self.at)
        if found is None:
            raise self.error("\\u must be followed by four hexadecimal digits, or by {...}", start)
        self.at = found.end()
        point = int(found[1] or found[2], 16)
        if point > 0x10FFFF:
            raise self.error("the code point is beyond U+10FFFF", start)
        low = _LOW_SURROGATE.match(self.pattern, self.at) if 0xD800 <= point < 0xDC00 else None
        if low is not None:
            self.at = low.end()
            point = 0x10000 + ((point - 0xD800) << 10) + int(low[1], 16) - 0xDC00
        return point

    def character_class(self, start: int) -> CharacterSet:
        negated = self.take_if("^")
        ranges: list[tuple[int, int]] = []
        properties: list[str] = []
        while self.peek() != "]":
            at = self.at
            low = self.class_member(start)
            if self.peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("", "]"):
                self.at += 1
                high = self.class_member(start)
                if (first := _single(low)) is not None and (last := _single(high)) is not None:
                    if first > last:
                        raise self.error(f"the range {self.pattern[at : self.at]} is out of order", at)
                    ranges.append((first, last))
                    continue
                # Annex B: a class such as \w is no end of a range, the hyphen stands for itself.
                ranges += [(0x2D, 0x2D), *high.ranges]
                properties += high.properties
            ranges += low.ranges
            properties += low.properties
        self.at += 1
        members: Ranges = tuple(ranges)
        if negated and not properties:
            return CharacterSet(complement(members))
        return CharacterSet(members, tuple(properties), negated)

    def class_member(self, start: int) -> CharacterSet:
        at = self.at
        sign = self.take()
        if not sign:
            raise self.error("the character class is not closed", start)
        if sign != "\\":
            return _character(ord(sign))
        if self.take_if("b"):
            return _character(0x08)
        if self.take_if("-"):
            return _character(0x2D)
        return self.character_escape(at)

    def peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def take(self) -> str:
        sign = self.peek()
        self.at += len(sign)
        return sign

    def take_if(self, sign: str) -> bool:
        if self.peek() != sign:
            return False
        self.at += 1
        return True


def _character(point: int) -> CharacterSet:
    return CharacterSet(((point, point),))


def _single(members: CharacterSet) -> int | None:
    """Return the code point of a set that has one and was written as one character."""
    if len(members.ranges) == 1 and not members.properties and members.ranges[0][0] == members.ranges[0][1]:
        return members.ranges[0][0]
    return None
