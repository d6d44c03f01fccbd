"""Type expressions of generated code: what they mean, how they are spelt, and where their lines break."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from contractfirst.stubs.text import string

__all__ = [
    "ANY",
    "BUILTINS",
    "NEVER",
    "NONE",
    "WIDTH",
    "Generic",
    "Lit",
    "Name",
    "Ref",
    "Spelling",
    "Type",
    "Union",
    "flat",
    "laid_out",
    "references",
    "union",
    "words",
]

WIDTH = 110
"""The longest line of generated code, in characters."""

BUILTINS = frozenset({"str", "int", "float", "bool", "list", "dict", "bytes", "object"})
"""The builtins that generated annotations use."""


@dataclass(frozen=True, slots=True)
class Name:
    """A builtin or a name of the typing module."""

    text: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A name that the generated schemas define."""

    name: str


@dataclass(frozen=True, slots=True)
class Generic:
    """A subscripted type such as ``list[str]``."""

    head: str
    arguments: "tuple[Type, ...]"


@dataclass(frozen=True, slots=True)
class Lit:
    """``Literal[...]``; never empty. ``kinds`` tells ``True`` from ``1``."""

    values: tuple[str | int, ...]
    kinds: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", tuple(type(value).__name__ for value in self.values))


@dataclass(frozen=True, slots=True)
class Union:
    """At least two alternatives."""

    members: "tuple[Type, ...]"


Type = Name | Ref | Generic | Lit | Union

ANY, NEVER, NONE = Name("Any"), Name("Never"), Name("None")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one module spells names: the prefix of schemas, and builtins that something else shadows.

    ``builtins`` is what the module calls the module of that name.
    """

    schemas: str = ""
    shadowed: frozenset[str] = frozenset()
    builtins: str = "builtins"
    renamed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def word(self, text: str) -> str:
        """Return the spelling of a builtin or of a name of the typing module."""
        if text in self.shadowed:
            return f"{self.builtins}.{text}"
        return self.renamed.get(text, text)


def union(members: Iterable[Type]) -> Type:
    """Return the union: flat, each member once, ``None`` last; ``Any`` swallows all."""
    found: list[Type] = []
    for member in members:
        found.extend(member.members if isinstance(member, Union) else (member,))
    unique = [member for member in dict.fromkeys(found) if member not in (NEVER, NONE)]
    if ANY in unique:
        return ANY
    if NONE in found:
        unique.append(NONE)
    if not unique:
        return NEVER
    return unique[0] if len(unique) == 1 else Union(tuple(unique))


def references(type_: Type) -> frozenset[str]:
    """Return the names of the schemas that a type mentions."""
    match type_:
        case Ref(name):
            return frozenset({name})
        case Generic(_, below) | Union(below):
            return frozenset().union(*map(references, below))
        case _:
            return frozenset()


def words(type_: Type) -> frozenset[str]:
    """Return the builtins and names of the typing module that a type mentions."""
    match type_:
        case Name(text):
            return frozenset({text})
        case Generic(head, below):
            return frozenset({head}).union(*map(words, below))
        case Union(below):
            return frozenset().union(*map(words, below))
        case Lit():
            return frozenset({"Literal"})
        case _:
            return frozenset()


def flat(type_: Type, spelling: Spelling) -> str:
    """Return the type on one line."""
    match type_:
        case Name(text):
            return spelling.word(text)
        case Ref(name):
            return spelling.schemas + name
        case Generic(head, arguments):
            return f"{spelling.word(head)}[{', '.join(flat(each, spelling) for each in arguments)}]"
        case Lit(values):
            return f"{spelling.word('Literal')}[{', '.join(map(_value, values))}]"
        case Union(members):
            return " | ".join(flat(each, spelling) for each in members)


def laid_out(before: str, type_: Type, spelling: Spelling, after: str = "", indent: int = 0) -> list[str]:
    """Return a statement ``before`` + type + ``after`` in lines that fit, broken as ruff format breaks them.

    ``before`` stands at ``indent`` spaces, which the lines include.
    """
    pad = " " * indent
    line = flat(type_, spelling)
    if indent + len(before) + len(line) + len(after) <= WIDTH or isinstance(type_, Name | Ref):
        return [f"{pad}{before}{line}{after}"]
    if isinstance(type_, Union):
        inner = [f"{pad}    {line}"]
        if len(inner[0]) > WIDTH:
            inner = _block(type_, spelling, "", indent + 4)
        return [f"{pad}{before}(", *inner, f"{pad}){after}"]
    return _broken(before, type_, spelling, after, indent)


def _broken(before: str, type_: Generic | Lit, spelling: Spelling, after: str, indent: int) -> list[str]:
    """Return a subscript with each argument on a line of its own."""
    pad = " " * indent
    head = spelling.word("Literal" if isinstance(type_, Lit) else type_.head)
    lines = [f"{pad}{before}{head}["]
    if isinstance(type_, Lit):
        comma = "," if len(type_.values) > 1 else ""
        lines += [f"{pad}    {_value(value)}{comma}" for value in type_.values]
    else:
        comma = "," if len(type_.arguments) > 1 else ""
        for argument in type_.arguments:
            lines += _block(argument, spelling, comma, indent + 4)
    return [*lines, f"{pad}]{after}"]


def _block(type_: Type, spelling: Spelling, after: str, indent: int) -> list[str]:
    """Return a type inside brackets, starting on a line of its own."""
    pad = " " * indent
    line = flat(type_, spelling)
    if indent + len(line) + len(after) <= WIDTH or isinstance(type_, Name | Ref):
        return [f"{pad}{line}{after}"]
    if not isinstance(type_, Union):
        return _broken("", type_, spelling, after, indent)
    lines: list[str] = []
    for index, member in enumerate(type_.members):
        bar = "| " if index else ""
        end = after if index == len(type_.members) - 1 else ""
        fits = indent + len(bar) + len(flat(member, spelling)) + len(end) <= WIDTH
        if fits or isinstance(member, Name | Ref | Union):
            lines.append(f"{pad}{bar}{flat(member, spelling)}{end}")
        else:
            lines += _broken(bar, member, spelling, end, indent)
    return lines


def _value(value: str | int) -> str:
    return string(value) if isinstance(value, str) else repr(value)
