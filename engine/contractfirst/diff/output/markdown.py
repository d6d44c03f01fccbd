"""A changelog for people, grouped by operation."""

import re
from collections.abc import Sequence

from contractfirst.diff.change import ChangeSeverity, DocumentChange
from contractfirst.diff.output.text import summary

__all__ = ["markdown"]

_TITLES = {ChangeSeverity.BREAKING: "Breaking", ChangeSeverity.RISKY: "Risky", ChangeSeverity.SAFE: "Safe"}
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown(changes: Sequence[DocumentChange]) -> str:
    """Return a Markdown document: a section for each operation, or set of operations that share changes."""
    groups: dict[tuple[str, ...], list[DocumentChange]] = {}
    for change in changes:
        groups.setdefault(change.operations, []).append(change)
    lines = ["# Changes to the API", "", summary(changes) + "."]
    for operations, held in sorted(groups.items(), key=_weight):
        lines += ["", f"## {_heading(operations)}", ""]
        if len(operations) > 1:
            lines += [*(f"- {_code(operation)}" for operation in operations), ""]
        for severity in ChangeSeverity:
            lines += [_item(change) for change in held if change.severity is severity]
    return "\n".join(lines)


def _weight(group: tuple[tuple[str, ...], list[DocumentChange]]) -> tuple[int, bool, tuple[str, ...]]:
    operations, changes = group
    order = list(ChangeSeverity)
    return min(order.index(change.severity) for change in changes), len(operations) == 1, operations


def _heading(operations: tuple[str, ...]) -> str:
    if not operations:
        return "The whole API"
    return _code(operations[0]) if len(operations) == 1 else f"Shared by {len(operations)} operations"


def _item(change: DocumentChange) -> str:
    title = f"**{_TITLES[change.severity]}**"
    who = f", {change.impact}" if change.severity is not ChangeSeverity.SAFE else ""
    example = f" Such as {_code(change.example)}." if change.example else ""
    places = f"{_code(str(change.base))} → {_code(str(change.head))}"
    return f"- {title}{who}: {_escaped(change.message)}.{example} ({_code(change.rule)}, {places})"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    """Return a code span, with a fence longer than any run of backticks in it (CommonMark section 6.1)."""
    text = " ".join(text.split())
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{text}{pad}{fence}"
