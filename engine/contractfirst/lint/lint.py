"""A document judged by every rule in one pass."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from contractfirst.lint.file import File
from contractfirst.lint.finding import LintFinding, Suppressed
from contractfirst.lint.ignores import Ignores
from contractfirst.lint.node import Complaint
from contractfirst.lint.rules import RULES
from contractfirst.lint.settings import LintSettings
from contractfirst.lint.severity import Severity
from contractfirst.lint.subject import Subject

__all__ = ["Report", "lint_document"]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found in a document, by place; ``suppressed`` is what it excepts itself."""

    path: str
    findings: tuple[LintFinding, ...]
    suppressed: tuple[Suppressed, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)


def lint_document(path: Path, settings: LintSettings | None = None, shown: str | None = None) -> Report:
    """Judge an OpenAPI 3.1 document, a broken one included.

    ``shown`` is the path as findings name it. A file that is not YAML or JSON gets one finding at the
    place where reading ended, and no other. Raises ``UnreadableError`` for a file that cannot be opened.
    """
    settings = settings or LintSettings()
    file = File(path, shown or str(path))
    docket = _Docket(settings)
    if not isinstance(file.data, dict):
        docket.enter_faults(file)
        if not file.faults:
            complaint = Complaint(file, "", "the document must be an object")
            docket.enter("syntax", [complaint])
        return docket.report(file.shown)
    subject = Subject(file, settings.settled_options())
    docket.ignores = Ignores.of(subject.nodes())
    for each in subject.files.values():
        docket.enter_faults(each)
    for rule in RULES.values():
        if settings.severity(rule.id) is not Severity.OFF:
            docket.enter(rule.id, rule.check(subject))
    judged = frozenset(rule for rule in RULES if settings.severity(rule) is not Severity.OFF)
    ignores = docket.ignores
    docket.ignores = Ignores()
    about: dict[str, Callable[[], Iterable[Complaint]]] = {
        "ignore-without-reason": ignores.without_reason,
        "useless-ignore": lambda: ignores.useless(judged, RULES),
    }
    for rule_id, complaints in about.items():
        docket.enter(rule_id, complaints())
    return docket.report(file.shown)


class _Docket:
    """Gathers findings, each once."""

    def __init__(self, settings: LintSettings) -> None:
        self.ignores = Ignores()
        self._settings = settings
        self._findings: dict[LintFinding, None] = {}
        self._suppressed: dict[Suppressed, None] = {}

    def enter(self, rule_id: str, complaints: Iterable[Complaint]) -> None:
        severity = self._settings.severity(rule_id)
        if severity is Severity.OFF:
            return
        for complaint in complaints:
            position = complaint.file.position(complaint.pointer)
            finding = LintFinding(
                complaint.file.shown,
                position.line,
                position.column,
                severity,
                rule_id,
                complaint.message,
                complaint.fix or RULES[rule_id].fix,
                complaint.pointer,
            )
            reason = self.ignores.reason(rule_id, complaint.file, complaint.pointer)
            if reason is None:
                self._findings[finding] = None
            else:
                self._suppressed[Suppressed(finding, reason)] = None

    def enter_faults(self, file: File) -> None:
        for fault in file.faults:
            severity = self._settings.severity(fault.rule)
            if severity is not Severity.OFF:
                position = fault.position
                finding = LintFinding(
                    file.shown,
                    position.line,
                    position.column,
                    severity,
                    fault.rule,
                    fault.message,
                    RULES[fault.rule].fix,
                    "",
                )
                self._findings[finding] = None

    def report(self, path: str) -> Report:
        findings = sorted(self._findings, key=lambda each: (each.path, each.line, each.column, each.rule))
        suppressed = sorted(self._suppressed, key=lambda each: (each.finding.path, each.finding.line))
        return Report(path, tuple(findings), tuple(suppressed))
