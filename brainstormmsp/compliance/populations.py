"""Populations of rules: how many members are looked at, satisfy the condition, or are unknown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brainstormmsp.compliance.conditions import compile_condition
from brainstormmsp.compliance.facts import EvaluationFacts, PopulationMember

__all__ = ["MOST_IDS", "Counts", "Population", "compile_population"]

# Most ids that a result lists.
MOST_IDS = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a population.

    ``failing_ids`` are the oldest members that do not satisfy the condition, ``satisfied_ids`` the oldest
    that do; at most ten of each.
    """

    kind: str
    looked_at: int
    satisfied: int
    unknown: int
    failing_ids: Sequence[str]
    satisfied_ids: Sequence[str]

    @property
    def confidence(self) -> int:
        """The percentage of members whose result is known; 100 for an empty population."""
        return 100 * (self.looked_at - self.unknown) // self.looked_at if self.looked_at else 100


Population = Callable[[EvaluationFacts, str], Counts]


def compile_population(population: Mapping[str, Any]) -> Population:
    """Return the function that counts a rule's population in a client's facts for a control."""
    kind: str = population["of"]
    where = compile_condition(population.get("where"))
    satisfies = compile_condition(population["satisfies"])

    def count(facts: EvaluationFacts, control_id: str) -> Counts:
        looked_at = satisfied = unknown = 0
        failing: list[str] = []
        counting: list[str] = []
        for thing in facts.populations.get(kind, ()):
            if not _concerns(thing, control_id) or where(thing.facts) is not True:
                continue
            looked_at += 1
            found = satisfies(thing.facts)
            if found is True:
                satisfied += 1
            elif found is None:
                unknown += 1
            ids = counting if found is True else failing
            if len(ids) < MOST_IDS:
                ids.append(thing.id)
        return Counts(kind, looked_at, satisfied, unknown, failing, counting)

    return count


def _concerns(thing: PopulationMember, control_id: str) -> bool:
    return thing.control_id is None or thing.control_id == control_id
