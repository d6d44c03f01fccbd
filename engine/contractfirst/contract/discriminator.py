"""Discriminators (OpenAPI 3.1.1 section 4.8.25): which branch of a union a value says it is."""

from dataclasses import dataclass

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract import shape
from contractfirst.contract.place import Place
from contractfirst.contract.problems import Violation

__all__ = ["Discriminator"]


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The property that names the branch, and the branch's index by the property's value."""

    property_name: str
    branches: dict[str, int]

    @classmethod
    def of(cls, union: Place) -> "Discriminator | None":
        """Return the discriminator beside the ``anyOf`` or ``oneOf`` at ``union``, if there is one."""
        pointer = union.pointer.rpartition("/")[0]
        schema = union.document.value(pointer)
        if not isinstance(schema, dict) or not isinstance(union.value, list):
            return None
        described = schema.get("discriminator")
        if not isinstance(described, dict) or not isinstance(described.get("propertyName"), str):
            return None
        targets: dict[tuple[str, str], int] = {}
        implicit: dict[int, str] = {}
        for index in range(len(union.value)):
            branch = union.child(index).target()
            if branch is not None:
                targets[branch.identity] = index
                implicit[index] = branch.key
        explicit = {
            name: targets[place.identity]
            for name, place in shape.mapped_schemas(Place(union.document, pointer, schema))
            if place.identity in targets
        }
        # A branch that the mapping names goes by that name alone.
        mapped_branches = frozenset(explicit.values())
        branches = {name: index for index, name in implicit.items() if index not in mapped_branches}
        return cls(described["propertyName"], branches | explicit)

    def choose(self, value: object) -> int | Violation | None:
        """Return the index of the branch that ``value`` names, or ``None`` where it is no object.

        For an object that names no branch it is the violation to report, with a pointer below the object.
        """
        if not isinstance(value, dict):
            return None
        pointer = json_pointer.join("", self.property_name)
        if self.property_name not in value:
            return Violation("required", "This property is required.", pointer=pointer)
        name = value[self.property_name]
        if isinstance(name, str) and name in self.branches:
            return self.branches[name]
        names = ", ".join(f'"{known}"' for known in sorted(self.branches))
        return Violation("discriminator", f"Must be one of {names}.", pointer=pointer)
