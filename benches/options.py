"""How long a run measures, and where it works."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from brainstormmsp.contract_file import contract_file

__all__ = ["CONTRACT", "Options"]

CONTRACT = contract_file()
"""The document that is served, linted and mocked."""

# A run that is shorter than this many seconds of load an operation is a quick one.
_WHOLE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Options:
    """``rounds`` of ``seconds`` each; ``progress`` is given one line a step."""

    rounds: int
    seconds: int
    folder: Path
    progress: Callable[[str], None]

    @property
    def whole(self) -> bool:
        """Whether the rows that take minutes are measured in full."""
        return self.rounds * self.seconds >= _WHOLE_SECONDS
