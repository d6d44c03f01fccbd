"""Changes as JSON, for other programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from contractfirst.diff.change import Change, Verdict

__all__ = ["machine"]


def machine(changes: Sequence[Change]) -> str:
    """Return an object with all changes and the counts by verdict."""
    counts = {str(verdict): sum(change.verdict is verdict for change in changes) for verdict in Verdict}
    document = {"changes": [asdict(change) for change in changes], "counts": counts}
    return json.dumps(document, indent=2, ensure_ascii=False)
