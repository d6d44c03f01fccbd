"""Populations of rules: which members are looked at, and whether each satisfies the condition."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brainstormmsp.compliance.conditions import Truth, compile_condition
from brainstormmsp.compliance.facts import EvaluationFacts

__all__ = ["Counts", "Population", "compile_population"]


@dataclass(frozen=True, slots=True)
class Counts:
    """The members of a population of ``kind``, oldest first, each with whether it satisfies the condition."""

    kind: str
    members: Sequence[tuple[str, Truth]]

    @property
    def looked_at(self) -> int:
        """The size of the population."""
        return len(self.members)

    @property
    def unknown(self) -> int:
        """How many members could not be tested."""
        return len(self.ids(None))

    @property
    def confidence(self) -> int:
        """The percentage of members whose result is known; 0 for an empty population."""
        return 100 * (self.looked_at - self.unknown) // self.looked_at if self.members else 0

    def ids(self, *truths: Truth) -> list[str]:
        """Return the ids of the members for which the condition has one of these truths."""
        return [member_id for member_id, truth in self.members if truth in truths]

    @property
    def satisfied(self) -> int:
        """How many members satisfy the condition."""
        return len(self.ids(True))

    def negated(self) -> "Counts":
        """Return the counts for the negation of the condition."""
        return Counts(
            self.kind,
            [(member_id, None if truth is None else not truth) for member_id, truth in self.members],
        )


Population = Callable[[EvaluationFacts, str], Counts]


def compile_population(population: Mapping[str, Any]) -> Population:
    """Return the function that counts a rule's population in a client's facts for a control."""
    kind: str = population["of"]
    where = compile_condition(population.get("where"))
    satisfies = compile_condition(population["satisfies"])

    def count(facts: EvaluationFacts, control_id: str) -> Counts:
        return Counts(
            kind,
            [
                (member.id, satisfies(member.facts))
                for member in facts.populations.get(kind, ())
                if control_id not in member.remediates and where(member.facts) is True
            ],
        )

    return count
