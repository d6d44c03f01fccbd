"""What every comparison of parts of an operation needs."""

from dataclasses import dataclass

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.direction import Direction
from contractfirst.contract.errors import ContractError
from contractfirst.contract.place import Place
from contractfirst.diff.change import ChangeSeverity, Impact
from contractfirst.diff.change_collector import ChangeCollector
from contractfirst.diff.schema_pair import SchemaPairs

__all__ = ["ANYTHING", "ComparisonContext", "absent", "members", "resolved"]

ANYTHING = True
"""The schema of what is described by none."""


@dataclass(frozen=True, slots=True)
class ComparisonContext:
    """``label`` is the operation as ``METHOD /path``."""

    collector: ChangeCollector
    schemas: SchemaPairs
    label: str

    def add(
        self,
        rule: str,
        base: Place,
        head: Place,
        message: str,
        *,
        severity: ChangeSeverity | None = None,
        impact: Impact | None = None,
    ) -> None:
        """Note a change to the operation."""
        self.collector.add(rule, base, head, message, self.label, severity=severity, impact=impact)

    def compare_schema(self, base: Place, head: Place, direction: Direction, subject: str) -> None:
        """Compare the members ``schema`` of two objects; one that is missing admits anything."""
        self.schemas.compare(_schema(base), _schema(head), direction, subject, self.label)


def _schema(holder: Place) -> Place:
    if holder.has("schema"):
        return holder.child("schema")
    return Place(holder.document, json_pointer.join(holder.pointer, "schema"), ANYTHING)


def absent(holder: Place, *tokens: str) -> Place:
    """Return the place at which something would stand."""
    return Place(holder.document, json_pointer.join(holder.pointer, *tokens), None)


def resolved(place: Place) -> Place:
    """Return what a reference leads to, or the place itself where it leads nowhere."""
    try:
        return place.resolved()
    except ContractError:
        return place


def members(holder: Place, name: str) -> dict[str, Place]:
    """Return the members of a map, references followed; none where there is no such map."""
    if not holder.has(name) or not isinstance(holder.get(name), dict):
        return {}
    return {
        key: resolved(place)
        for key, place in holder.members(name)
        if not (name == "responses" and key.startswith("x-"))
    }
