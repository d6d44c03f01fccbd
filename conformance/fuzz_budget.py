"""How much may be fuzzed: seconds, or cases an operation and phase."""

from dataclasses import dataclass

__all__ = ["FuzzBudget"]


@dataclass(frozen=True, slots=True)
class FuzzBudget:
    """``seconds`` bound the run as a whole, ``cases`` each operation in each phase; ``None`` is no bound."""

    seconds: int | None = None
    cases: int | None = 10

    def options(self) -> list[str]:
        """Return the options of Schemathesis that say so."""
        options = []
        if self.seconds is not None:
            options += ["--max-time", str(self.seconds)]
        if self.cases is not None:
            options += ["--max-examples", str(self.cases)]
        return options
