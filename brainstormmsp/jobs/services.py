"""What background work needs besides the store."""

from dataclasses import dataclass
from random import Random

from contractfirst.clock import Clock
from contractfirst.identifiers import IdSource

__all__ = ["WorkServices"]


@dataclass(frozen=True, slots=True)
class WorkServices:
    """Sources of time, identifiers and jitter, and the URL of the pages of problem codes.

    ``problem_types`` ends with a slash; a code follows it.
    """

    clock: Clock
    ids: IdSource
    random: Random
    problem_types: str
