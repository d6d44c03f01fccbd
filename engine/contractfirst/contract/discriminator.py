"""Discriminators (OpenAPI 3.1.1 section 4.8.25): which branch of a union a value says it is."""

import re
from dataclasses import dataclass

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract import shape
from contractfirst.contract.errors import ContractError
from contractfirst.contract.place import Place
from contractfirst.contract.problems import Violation

__all__ = ["Discriminator"]

_COMPONENT_NAME = re.compile(r"[A-Za-z0-9._-]+")


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
            branch = shape.target(union.child(index))
            if branch is not None:
                targets[branch.identity] = index
                implicit[index] = branch.key
        explicit: dict[str, int] = {}
        mapping = described.get("mapping")
        for name, reference in mapping.items() if isinstance(mapping, dict) else ():
            mapped = _index(union, str(reference), targets)
            if mapped is not None:
                explicit[name] = mapped
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


def _index(union: Place, reference: str, targets: dict[tuple[str, str], int]) -> int | None:
    if _COMPONENT_NAME.fullmatch(reference):
        named = (str(union.document.path), json_pointer.join("/components/schemas", reference))
        if named in targets:
            return targets[named]
    try:
        document, pointer = union.document.locate(reference, union.pointer)
    except ContractError:
        return None
    return targets.get((str(document.path), pointer))
