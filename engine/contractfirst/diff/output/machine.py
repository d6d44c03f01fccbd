"""Changes as JSON, for other programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from contractfirst.diff.change import ChangeSeverity, DocumentChange

__all__ = ["machine"]


def machine(changes: Sequence[DocumentChange]) -> str:
    """Return an object with all changes and the counts by severity, there called ``verdict``."""
    counts = {
        str(severity): sum(change.severity is severity for change in changes) for severity in ChangeSeverity
    }
    document = {"changes": [_change(change) for change in changes], "counts": counts}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _change(change: DocumentChange) -> dict[str, object]:
    return {
        "rule": change.rule,
        "verdict": change.severity,
        "who": change.impact,
        "message": change.message,
        "base": asdict(change.base),
        "head": asdict(change.head),
        "operations": change.operations,
        "example": change.example,
    }
