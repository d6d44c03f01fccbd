"""The facts of one client at one time, on which rules are evaluated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["NEVER_EXPIRES_DAYS", "NEVER_SUCCEEDED_HOURS", "EvaluationFacts", "FactValue", "PopulationMember"]

# The values of age_hours and days_until_expiry if there is no such time: a hundred years each.
NEVER_SUCCEEDED_HOURS = 876_000
NEVER_EXPIRES_DAYS = 36_500

FactValue = str | int | bool | None


@dataclass(frozen=True, slots=True)
class PopulationMember:
    """One member of a population, or one piece of evidence.

    ``facts`` have the names that tests use; ``None`` or a missing fact means unknown. ``control_id`` is the
    control that a piece of evidence was filed for, if any. ``remediates`` are the controls whose remediations
    name it; it belongs to none of their populations.
    """

    id: str
    facts: Mapping[str, FactValue]
    control_id: str | None = None
    remediates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    """The facts of one client.

    ``numbers`` and ``words`` (``status``, ``tag``) are the client's own; ``populations`` holds its resources
    by kind (``assets``, ``backup_jobs``, ``contacts``, ``alerts``, ``tickets``, ``evidence``), oldest first.
    ``own_numbers`` has, by control, the numbers that differ without the remediation that the control opened.
    """

    numbers: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    populations: Mapping[str, Sequence[PopulationMember]] = field(default_factory=dict)
    own_numbers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def number(self, fact: str, control_id: str) -> int:
        """Return a number of the client as a control sees it."""
        return self.own_numbers.get(control_id, self.numbers).get(fact, self.numbers[fact])
