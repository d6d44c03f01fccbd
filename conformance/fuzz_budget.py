"""How much may be fuzzed: seconds, or cases an operation and phase."""

from dataclasses import dataclass

__all__ = ["FuzzBudget"]


@dataclass(frozen=True, slots=True)
class FuzzBudget:
    """``seconds`` bound the run as a whole, ``cases`` each operation in each phase; ``None`` is no bound.

    Only a run that no time bounds is the same for the same seed.

    ``phases`` are those of Schemathesis and ``operations`` are their ids, all of them when there are none.
    """

    seconds: int | None = 60
    cases: int | None = 3
    phases: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()

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
