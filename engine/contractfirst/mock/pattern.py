"""Texts that match a regular expression of ECMA-262, the dialect of JSON Schema's ``pattern``.

Assertions that look around are passed over and back references match nothing: whoever uses a text holds it
against its schema, so that what they would have refused is tried again.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from random import Random

__all__ = ["text_matching"]

# How far an open repetition goes beyond its least, one try after the other.
_STRETCHES = (2, 0, 1, 4, 8, 3, 16, 0, 40, 1, 100, 2, 300, 1000)
_FIRST, _LAST = 0x20, 0x7E
_DIGITS = ((0x30, 0x39),)
_UPPER, _LOWER = ((0x41, 0x5A),), ((0x61, 0x7A),)
_WORD = (*_DIGITS, *_UPPER, (0x5F, 0x5F), *_LOWER)
_SPACE = ((0x20, 0x20), (0x09, 0x0A), (0x0D, 0x0D))
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}
_PROPERTIES = {"L": (*_UPPER, *_LOWER), "Lu": _UPPER, "Ll": _LOWER, "N": _DIGITS, "Nd": _DIGITS}
_QUANTIFIER = re.compile(r"(?:([*+?])|\{(\d+)(,(\d*))?\})\??")
_GROUP = re.compile(r"\?(?::|<?[=!]|<[A-Za-z_$][\w$]*>)")

Ranges = tuple[tuple[int, int], ...]
# A part of the pattern: writes what matches it, repetitions stretched so far beyond their least.
Part = Callable[[Random, int], str]


def text_matching(pattern: str, random: Random, shortest: int, longest: int | None) -> str | None:
    """Return a text that matches and whose length is within bounds, or ``None`` when none is found."""
    part = _parsed(pattern)
    for stretch in _STRETCHES:
        for _ in range(4):
            text = part(random, stretch)
            if shortest <= len(text) and (longest is None or len(text) <= longest):
                return text
    return None


@lru_cache(maxsize=1024)
def _parsed(pattern: str) -> Part:
    return _Reader(pattern).alternatives()


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> Part:
        branches = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence())
        if len(branches) == 1:
            return branches[0]
        return lambda random, stretch: random.choice(branches)(random, stretch)

    def sequence(self) -> Part:
        parts: list[Part] = []
        while self.peek() not in ("", "|", ")"):
            part = self.quantified(self.atom())
            if part is not None:
                parts.append(part)
        return lambda random, stretch: "".join(part(random, stretch) for part in parts)

    def quantified(self, part: Part | None) -> Part | None:
        found = _QUANTIFIER.match(self.pattern, self.at)
        if found is None:
            return part
        self.at = found.end()
        sign, least, comma, most = found.groups()
        low = {"*": 0, "+": 1, "?": 0}.get(sign, int(least or 0))
        high = 1 if sign == "?" else low if sign is None and not comma else int(most) if most else None
        if part is None:
            return None
        return _repeated(part, low, high)

    def atom(self) -> Part | None:
        """Read one atom; ``None`` for one that takes no characters."""
        sign = self.take()
        if sign in "^$":
            return None
        if sign == ".":
            return _one_of(((_FIRST, _LAST),))
        if sign == "[":
            return _one_of(self.character_class())
        if sign == "(":
            return self.group()
        if sign == "\\":
            if self.peek() in "bB":
                self.at += 1
                return None
            if self.peek() == "k" or self.peek() in "123456789":
                self.pattern_past_reference()
                return None
            return _one_of(self.escape())
        return _one_of(((ord(sign), ord(sign)),))

    def group(self) -> Part | None:
        found = _GROUP.match(self.pattern, self.at)
        kind = found[0] if found else ""
        self.at += len(kind)
        inner = self.alternatives()
        self.take()
        return None if kind in ("?=", "?!", "?<=", "?<!") else inner

    def pattern_past_reference(self) -> None:
        if self.take() == "k":
            self.at = self.pattern.find(">", self.at) + 1 or len(self.pattern)

    def escape(self) -> Ranges:
        """Return what an escape stands for; the backslash is read already."""
        sign = self.take()
        if sign in "dDwWsS":
            ranges = {"d": _DIGITS, "w": _WORD, "s": _SPACE}[sign.lower()]
            return ranges if sign.islower() else _others(ranges)
        if sign in "pP":
            end = self.pattern.find("}", self.at)
            name = self.pattern[self.at + 1 : end].rpartition("=")[2]
            self.at = end + 1
            ranges = _PROPERTIES.get(name, _PROPERTIES["L"])
            return ranges if sign == "p" else _others(ranges)
        if sign in "xu":
            found = re.compile(
                r"\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{4})" if sign == "u" else r"()([0-9A-Fa-f]{2})"
            )
            code = found.match(self.pattern, self.at)
            if code is not None:
                self.at = code.end()
                point = int(code[1] or code[2], 16)
                return ((point, point),)
        point = ord(self.take() or "@") % 32 if sign == "c" else ord(_CONTROLS.get(sign, sign) or "\\")
        return ((point, point),)

    def character_class(self) -> Ranges:
        negated = self.peek() == "^"
        self.at += negated
        ranges: list[tuple[int, int]] = []
        while self.peek() not in ("", "]"):
            low = self.class_member()
            if (
                len(low) == 1
                and low[0][0] == low[0][1]
                and self.peek() == "-"
                and self.after() not in ("", "]")
            ):
                self.at += 1
                high = self.class_member()
                ranges.append((low[0][0], high[0][1]))
            else:
                ranges.extend(low)
        self.take()
        return _others(tuple(ranges)) if negated else tuple(ranges)

    def class_member(self) -> Ranges:
        sign = self.take()
        if sign != "\\":
            return ((ord(sign), ord(sign)),)
        if self.peek() == "b":
            self.at += 1
            return ((8, 8),)
        return self.escape()

    def peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def after(self) -> str:
        return self.pattern[self.at + 1 : self.at + 2]

    def take(self) -> str:
        sign = self.peek()
        self.at += 1
        return sign


def _repeated(part: Part, low: int, high: int | None) -> Part:
    def write(random: Random, stretch: int) -> str:
        most = low + stretch if high is None else min(high, low + stretch)
        return "".join(part(random, stretch) for _ in range(random.randint(low, max(low, most))))

    return write


def _one_of(ranges: Ranges) -> Part:
    """Return the part that writes one character, a letter or a digit where there is one."""
    printable = [
        chr(point) for low, high in ranges for point in range(max(low, _FIRST), min(high, _LAST) + 1)
    ]
    plain = [sign for sign in printable if sign.isalnum()]
    signs = plain or printable or [chr(low) for low, _ in ranges]
    if not signs:
        return lambda random, stretch: ""
    return lambda random, stretch: random.choice(signs)


def _others(ranges: Ranges) -> Ranges:
    """Return the printable ASCII characters that are in none of the ranges."""
    return tuple(
        (point, point)
        for point in range(_FIRST, _LAST + 1)
        if not any(low <= point <= high for low, high in ranges)
    )
