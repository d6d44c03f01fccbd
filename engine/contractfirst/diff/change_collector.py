"""Gathers changes, each once, with all the operations that it touches."""

from dataclasses import dataclass, field

from contractfirst.contract.place import Place
from contractfirst.diff.change import ChangeSeverity, DocumentChange, Impact, Location
from contractfirst.diff.rules import RULES
from contractfirst.diff.source import Source

__all__ = ["ChangeCollector"]

_ORDER = {ChangeSeverity.BREAKING: 0, ChangeSeverity.RISKY: 1, ChangeSeverity.SAFE: 2}
_Key = tuple[str, tuple[str, str], tuple[str, str], str]


@dataclass(slots=True)
class _Entry:
    rule: str
    severity: ChangeSeverity
    impact: Impact
    message: str
    base: Place
    head: Place
    example: str
    operations: dict[str, None] = field(default_factory=dict)


class ChangeCollector:
    """``base`` and ``head`` name the files in which the changes stand."""

    def __init__(self, base: Source, head: Source) -> None:
        self._base = base
        self._head = head
        self._entries: dict[_Key, _Entry] = {}

    def add(
        self,
        rule_id: str,
        base: Place,
        head: Place,
        message: str,
        operation: str = "",
        *,
        severity: ChangeSeverity | None = None,
        impact: Impact | None = None,
        example: str = "",
        detail: str = "",
    ) -> None:
        """Note a change; ``detail`` tells apart what happens at one place."""
        rule = RULES[rule_id]
        key = rule_id, base.identity, head.identity, detail
        entry = self._entries.get(key)
        if entry is None:
            entry = _Entry(
                rule_id, severity or rule.severity, impact or rule.impact, message, base, head, example
            )
            self._entries[key] = entry
        if operation:
            entry.operations[operation] = None

    def changes(self) -> tuple[DocumentChange, ...]:
        """Return the changes, the gravest first, in the order of the head document."""
        found = [self._change(entry) for entry in self._entries.values()]
        return tuple(sorted(found, key=_order))

    def _change(self, entry: _Entry) -> DocumentChange:
        return DocumentChange(
            entry.rule,
            entry.severity,
            entry.impact,
            entry.message,
            _spot(self._base, entry.base),
            _spot(self._head, entry.head),
            tuple(entry.operations),
            entry.example,
        )


def _order(change: DocumentChange) -> tuple[int, str, int, int, int, str, str]:
    head = change.head
    return (
        _ORDER[change.severity],
        head.path,
        head.line,
        head.column,
        change.base.line,
        change.rule,
        change.message,
    )


def _spot(source: Source, place: Place) -> Location:
    position = place.document.position(place.pointer)
    return Location(source.name(place.document.path), position.line, position.column, place.pointer)
