"""What the schemas module defines."""

from dataclasses import dataclass

from contractfirst.stubs.expressions import Type

__all__ = ["Alias", "Definition", "Field", "TypedDictDefinition"]


@dataclass(frozen=True, slots=True)
class Field:
    """A property of an object."""

    name: str
    type: Type
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class TypedDictDefinition:
    """An object with named properties: a TypedDict."""

    name: str
    description: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Alias:
    """Any other type that has a name."""

    name: str
    description: str
    type: Type


Definition = TypedDictDefinition | Alias
