"""The result of a check, and the failures that it found."""

from dataclasses import dataclass
from enum import StrEnum

from contractfirst_conformance.recorder import ExchangeEvidence

__all__ = ["CheckStatus", "Failure"]


class CheckStatus(StrEnum):
    """The result of a check; FAIL means that the server failed it, ERROR that the check could not run."""

    PASS = "pass"  # noqa: S105 - the name of a result
    FAIL = "fail"
    ERROR = "error"
    SKIP = "skip"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure of a check.

    ``operation`` and ``subject`` say where, in words that are the same in every run; ``count`` is how often
    it occurred.
    """

    check: str
    explanation: str
    operation: str = ""
    subject: str = ""
    evidence: tuple[ExchangeEvidence, ...] = ()
    count: int = 1

    @property
    def fingerprint(self) -> str:
        """Identifies the failure in every run."""
        return " ".join(filter(None, (self.check, self.operation, self.subject)))
