"""Regular expressions of ECMA-262, read just far enough to know how long a match can be.

It also tells quantifiers inside quantifiers that make a backtracking engine take exponential time.
"""

from dataclasses import dataclass

__all__ = ["RegexShape", "shape_of"]

INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class RegexShape:
    """What a pattern can match.

    ``longest`` is the length of the longest match, infinite if there is none; ``anchored`` whether the
    match must be the whole string; ``explosive`` whether ``(a+)+`` or the like is in it.
    """

    longest: float
    anchored: bool
    explosive: bool


@dataclass(slots=True)
class _Part:
    longest: float
    repeats: bool = False
    optional: bool = False
    atom: str = ""


def shape_of(pattern: str) -> RegexShape:
    """Return the shape of a pattern; of one that is malformed, whatever can be told."""
    reader = _Reader(pattern)
    try:
        whole = reader.alternatives()
    except RecursionError:  # a thousand groups in each other
        return RegexShape(INFINITE, anchored=False, explosive=True)
    anchored = reader.anchored_alternatives
    return RegexShape(whole.longest if anchored else INFINITE, anchored, reader.explosive)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0
        self.explosive = False
        self.anchored_alternatives = True
        self._depth = 0

    def alternatives(self) -> _Part:
        self._depth += 1
        whole = _Part(0)
        branches: list[_Part] = []
        while True:
            branch, anchored = self.sequence()
            if self._depth == 1 and not anchored:
                self.anchored_alternatives = False
            branches.append(branch)
            if self.peek() != "|":
                break
            self.position += 1
        self._depth -= 1
        whole.longest = max(branch.longest for branch in branches)
        whole.repeats = any(branch.repeats for branch in branches)
        whole.optional = any(branch.optional for branch in branches)
        # Two alternatives that match the same character make a repeated group ambiguous too.
        atoms = [branch.atom for branch in branches if branch.atom]
        if len(set(atoms)) < len(atoms) or (len(atoms) > 1 and "." in atoms):
            whole.repeats = True
        return whole

    def sequence(self) -> tuple[_Part, bool]:
        begins = self.peek() == "^"
        ends = False
        total = _Part(0, optional=True)
        parts: list[_Part] = []
        while (character := self.peek()) not in ("", "|", ")") or (character == ")" and self._depth == 1):
            ends = False
            if character == "$":
                ends = True
                self.position += 1
            elif character == "^":
                self.position += 1
            else:
                parts.append(self.quantified())
        for part in parts:
            total.longest += part.longest
            total.optional = total.optional and part.optional
        # (a+b)+ is unambiguous, for the b tells where one round ends; (a+)+ and (a+b*)+ are not.
        firm = [part for part in parts if not part.optional]
        unbounded = [part for part in parts if part.repeats]
        total.repeats = bool(unbounded) and len(firm) <= sum(not part.optional for part in unbounded)
        if len(parts) == 1:
            total.atom = parts[0].atom
        return total, begins and ends

    def quantified(self) -> _Part:
        atom = self.atom()
        least, most = self.quantifier()
        if most == INFINITE:
            if atom.repeats and atom.longest > 0:
                self.explosive = True
            atom.repeats = atom.longest > 0
        elif most > 1 and atom.repeats and most > 8:
            self.explosive = True
        if (least, most) != (1, 1):
            atom.atom = ""
        atom.longest = atom.longest * most if atom.longest and most else 0
        atom.optional = atom.optional or least == 0
        return atom

    def atom(self) -> _Part:
        character = self.next()
        if character == "(":
            return self.group()
        if character == "[":
            return self.character_class()
        if character == "\\":
            return self.escape()
        return _Part(1, atom=character)

    def group(self) -> _Part:
        zero_width = False
        if self.peek() == "?":
            self.position += 1
            if self.peek() == "<" and self.pattern[self.position + 1 : self.position + 2] not in ("=", "!"):
                self.position = max(self.pattern.find(">", self.position), self.position) + 1
            else:
                while self.peek() in ("<", "=", "!", ":") and self.peek():
                    zero_width = zero_width or self.peek() in ("=", "!")
                    last = self.next()
                    if last in ("=", "!", ":"):
                        break
        part = self.alternatives()
        if self.peek() == ")":
            self.position += 1
        return _Part(0, optional=True) if zero_width else part

    def character_class(self) -> _Part:
        start = self.position
        if self.peek() == "^":
            self.position += 1
        if self.peek() == "]":
            self.position += 1
        while self.peek() not in ("]", ""):
            if self.next() == "\\":
                self.position += 1
        text = self.pattern[start : self.position]
        self.position += 1
        return _Part(1, atom=f"[{text}]")

    def escape(self) -> _Part:
        character = self.next()
        if character in ("b", "B"):
            return _Part(0, optional=True)
        if character.isdecimal() and character != "0":
            return _Part(INFINITE, optional=True)
        if character in ("x", "u", "c", "p", "P"):
            if self.peek() == "{":
                self.position = max(self.pattern.find("}", self.position), self.position) + 1
            else:
                self.position += {"x": 2, "u": 4, "c": 1}.get(character, 0)
        return _Part(1, atom=f"\\{character}")

    def quantifier(self) -> tuple[int, float]:
        character = self.peek()
        bounds: tuple[int, float] = (1, 1)
        if character in ("*", "+", "?") and character:
            bounds = {"*": (0, INFINITE), "+": (1, INFINITE), "?": (0, 1)}[character]
            self.position += 1
        elif character == "{":
            end = self.pattern.find("}", self.position)
            least, comma, most = self.pattern[self.position + 1 : max(end, 0)].partition(",")
            if end < 0 or not least.isdecimal() or (most and not most.isdecimal()):
                return bounds
            upper = int(most) if most else INFINITE if comma else int(least)
            bounds = (int(least), upper)
            self.position = end + 1
        else:
            return bounds
        if self.peek() in ("?", "+") and self.peek():
            self.position += 1
        return bounds

    def peek(self) -> str:
        return self.pattern[self.position : self.position + 1]

    def next(self) -> str:
        character = self.peek()
        self.position += 1
        return character
