"""Changes as text: one line a change that editors can jump to, the rest of what is known below it."""

from collections.abc import Sequence

from contractfirst.diff.change import ChangeSeverity, DocumentChange

__all__ = ["some", "summary", "text"]

_SHOWN_OPERATIONS = 4
# What is written for people is in the changelog; here it would hide what binds programs.
_CHANGELOG_ONLY = "text-changed"


def text(changes: Sequence[DocumentChange]) -> str:
    """Return ``file:line:col: severity rule message`` for each change, and a last line that counts."""
    lines: list[str] = []
    for change in changes:
        if change.rule == _CHANGELOG_ONLY:
            continue
        lines.append(f"{change.head}: {change.severity} {change.rule} {change.message}")
        lines.append(f"    base: {change.base}")
        if change.operations:
            lines.append(f"    in:   {some(change.operations)}")
        if change.severity is not ChangeSeverity.SAFE:
            lines.append(f"    who:  {change.impact}")
        if change.example:
            lines.append(f"    such as: {change.example}")
    return "\n".join([*lines, summary(changes)])


def summary(changes: Sequence[DocumentChange]) -> str:
    """Return ``1 breaking, 2 risky, 3 safe`` or ``no changes``."""
    counts = [
        (sum(change.severity is severity for change in changes), severity) for severity in ChangeSeverity
    ]
    return ", ".join(f"{count} {severity}" for count, severity in counts if count) or "no changes"


def some(operations: Sequence[str]) -> str:
    """Return the first operations, and how many more there are."""
    more = len(operations) - _SHOWN_OPERATIONS
    listed = ", ".join(operations[:_SHOWN_OPERATIONS])
    return f"{listed} and {more} more" if more > 0 else listed
