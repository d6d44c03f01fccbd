"""The findings of lint: one for each defect, with its location and the fix."""

from dataclasses import dataclass

from contractfirst.lint.severity import Severity

__all__ = ["LintFinding", "Suppressed"]


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One defect of a document; ``line`` and ``column`` count from 1, ``pointer`` is a JSON Pointer."""

    path: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str
    fix: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that the document itself suppresses with ``x-lint-ignore``, and the reason it gives."""

    finding: LintFinding
    reason: str
