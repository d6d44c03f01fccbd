"""Gathers changes, each once, with all the operations that it touches."""

from dataclasses import dataclass, field

from contractfirst.contract.place import Place
from contractfirst.diff.change import Change, Spot, Verdict, Who
from contractfirst.diff.rules import RULES
from contractfirst.diff.source import Source

__all__ = ["Docket"]

_ORDER = {Verdict.BREAKING: 0, Verdict.RISKY: 1, Verdict.SAFE: 2}
_Key = tuple[str, tuple[str, str], tuple[str, str], str]


@dataclass(slots=True)
class _Entry:
    rule: str
    verdict: Verdict
    who: Who
    message: str
    base: Place
    head: Place
    example: str
    operations: dict[str, None] = field(default_factory=dict)


class Docket:
    """``base`` and ``head`` name the files in which the changes stand."""

    def __init__(self, base: Source, head: Source) -> None:
        self._base = base
        self._head = head
        self._entries: dict[_Key, _Entry] = {}

    def enter(
        self,
        rule_id: str,
        base: Place,
        head: Place,
        message: str,
        operation: str = "",
        *,
        verdict: Verdict | None = None,
        who: Who | None = None,
        example: str = "",
        detail: str = "",
    ) -> None:
        """Note a change; ``detail`` tells apart what happens at one place."""
        rule = RULES[rule_id]
        key = rule_id, base.identity, head.identity, detail
        entry = self._entries.get(key)
        if entry is None:
            entry = _Entry(rule_id, verdict or rule.verdict, who or rule.who, message, base, head, example)
            self._entries[key] = entry
        if operation:
            entry.operations[operation] = None

    def changes(self) -> tuple[Change, ...]:
        """Return the changes, the gravest first, in the order of the head document."""
        found = [self._change(entry) for entry in self._entries.values()]
        return tuple(sorted(found, key=_order))

    def _change(self, entry: _Entry) -> Change:
        return Change(
            entry.rule,
            entry.verdict,
            entry.who,
            entry.message,
            _spot(self._base, entry.base),
            _spot(self._head, entry.head),
            tuple(entry.operations),
            entry.example,
        )


def _order(change: Change) -> tuple[int, str, int, int, int, str, str]:
    head = change.head
    return (
        _ORDER[change.verdict],
        head.path,
        head.line,
        head.column,
        change.base.line,
        change.rule,
        change.message,
    )


def _spot(source: Source, place: Place) -> Spot:
    position = place.document.position(place.pointer)
    return Spot(source.name(place.document.path), position.line, position.column, place.pointer)
