"""The text of ``schemas.py``: a TypedDict for every object of the document, an alias for every other name."""

import keyword
from collections.abc import Iterable, Iterator, Sequence

from contractfirst.stubs.definitions import Alias, Definition, Field, TypedDictDefinition
from contractfirst.stubs.expressions import WIDTH, Generic, Name, Spelling, flat, laid_out, references, words
from contractfirst.stubs.header import module_text
from contractfirst.stubs.text import docstring, string

__all__ = ["schemas_module"]

_SUMMARY = """What the contract's schemas look like.

A property that may be absent is ``NotRequired``; one that may be null is a union with ``None``.
"""
_TYPING = ("Any", "Literal", "Never", "NotRequired", "TypeAlias", "TypedDict")
_PLAIN = Spelling()


def schemas_module(definitions: Sequence[Definition]) -> str:
    """Return the module: TypedDicts in the order of the document, then aliases after what they mention."""
    records = [each for each in definitions if isinstance(each, TypedDictDefinition)]
    aliases = [each for each in definitions if isinstance(each, Alias)]
    blocks = [list(_record(record)) for record in records]
    # Aliases stand close together: ruff format leaves single blank lines between them alone.
    lines = [line for alias, quoted in _ordered(aliases) for line in _alias(alias, quoted)]
    if lines:
        blocks.append(lines[:-1])
    mentioned = frozenset().union(*map(_mentioned, definitions))
    used = [name for name in _TYPING if name in mentioned]
    imports = [f"from typing import {', '.join(used)}"] if used else []
    return module_text(_SUMMARY, imports, blocks, future=True)


def _mentioned(definition: Definition) -> frozenset[str]:
    if isinstance(definition, Alias):
        return words(definition.type) | {"TypeAlias"}
    optional = {"NotRequired"} if not all(field.required for field in definition.fields) else set()
    return frozenset({"TypedDict"}).union(optional, *(words(field.type) for field in definition.fields))


def _record(record: TypedDictDefinition) -> Iterator[str]:
    if all(_is_attribute(field.name) for field in record.fields):
        yield f"class {record.name}(TypedDict):"
        described = docstring(record.description, 4, WIDTH)
        yield from described
        if described and record.fields:
            yield ""
        for field in record.fields:
            yield from _attribute(field)
        if not described and not record.fields:
            yield "    pass"
        return
    yield f"{record.name} = TypedDict("
    yield f"    {string(record.name)},"
    yield "    {"
    for field in record.fields:
        yield from _entry(field)
    yield "    },"
    yield ")"
    yield from docstring(record.description, 0, WIDTH)


def _attribute(field: Field) -> Iterator[str]:
    type_ = field.type if field.required else Generic("NotRequired", (field.type,))
    yield from laid_out(f"{field.name}: ", type_, _PLAIN, indent=4)
    yield from docstring(field.description, 4, WIDTH)


def _entry(field: Field) -> Iterator[str]:
    type_ = field.type
    # Here annotations are evaluated, before all names are defined.
    if references(type_):
        type_ = Name(string(flat(type_, _PLAIN)))
    if not field.required:
        type_ = Generic("NotRequired", (type_,))
    yield from laid_out(f"{string(field.name)}: ", type_, _PLAIN, ",", indent=8)


def _is_attribute(name: str) -> bool:
    return (
        name.isidentifier() and name.isascii() and not keyword.iskeyword(name) and not name.startswith("__")
    )


def _alias(alias: Alias, quoted: bool) -> Iterator[str]:
    before = f"{alias.name}: TypeAlias = "
    yield from laid_out(before, Name(string(flat(alias.type, _PLAIN))) if quoted else alias.type, _PLAIN)
    yield from docstring(alias.description, 0, WIDTH)
    yield ""


def _ordered(aliases: Iterable[Alias]) -> Iterator[tuple[Alias, bool]]:
    """Yield each alias after those that it mentions; what is in a circle, or mentions one, must be quoted."""
    waiting = {alias.name: alias for alias in aliases}
    quoted: set[str] = set()
    while waiting:
        ready = [name for name, alias in waiting.items() if not references(alias.type) & waiting.keys()]
        if not ready:
            ready = [next(iter(waiting))]
            quoted.update(ready)
        for name in ready:
            alias = waiting.pop(name)
            if references(alias.type) & quoted:
                quoted.add(name)
            yield alias, name in quoted
