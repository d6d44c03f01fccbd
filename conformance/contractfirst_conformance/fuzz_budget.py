"""How much may be fuzzed: seconds, or cases an operation and phase."""

from dataclasses import dataclass

__all__ = ["COVERED", "FuzzBudget"]

COVERED = 100


@dataclass(frozen=True, slots=True)
class FuzzBudget:
    """``seconds`` bound the run as a whole, ``cases`` each operation in each phase; ``None`` is no bound.

    Only a run that no time bounds is the same for the same seed. The phase that covers each keyword of a
    schema makes as many cases as there are: beyond the first ``covered`` of an operation, one in many is
    sent. ``phases`` and ``operations`` are those of Schemathesis by name and id, all when there are none.
    """

    seconds: int | None = None
    cases: int | None = 3
    phases: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    covered: int | None = COVERED

    def options(self) -> list[str]:
        """Return the options of Schemathesis that say so."""
        options = []
        if self.seconds is not None:
            options += ["--max-time", str(self.seconds)]
        if self.cases is not None:
            options += ["--max-examples", str(self.cases)]
        if self.phases:
            options += ["--phases", ",".join(self.phases)]
        for operation in self.operations:
            options += ["--include-operation-id", operation]
        return options
