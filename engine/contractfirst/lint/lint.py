"""A document checked by every rule in one pass."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from contractfirst.contract.document import Document
from contractfirst.lint.finding import LintFinding, Suppressed
from contractfirst.lint.ignores import Ignores
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule_finding import RuleFinding
from contractfirst.lint.rules import RULES
from contractfirst.lint.settings import LintSettings
from contractfirst.lint.severity import Severity

__all__ = ["LintReport", "lint_document"]


@dataclass(frozen=True, slots=True)
class LintReport:
    """Everything found in a document, by place; ``suppressed`` is what it excepts itself."""

    path: str
    findings: tuple[LintFinding, ...]
    suppressed: tuple[Suppressed, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)


def lint_document(path: Path, settings: LintSettings | None = None, shown: str | None = None) -> LintReport:
    """Check an OpenAPI 3.1 document, a broken one included.

    ``shown`` is the path as findings name it. A file that is not YAML or JSON gets one finding at the
    place where reading ended, and no other. Raises ``UnreadableError`` for a file that cannot be opened.
    """
    settings = settings or LintSettings()
    document = Document.read(path, shown)
    collector = _FindingCollector(settings)
    if not isinstance(document.content, dict):
        collector.add_text_findings(document)
        return collector.report(document.name)
    model = LintModel(document, settings.settled_options())
    ignores = collector.ignores = Ignores.of(model.nodes())
    for each in model.documents:
        collector.add_text_findings(each)
    for rule in RULES.values():
        if settings.severity(rule.id) is not Severity.OFF:
            collector.add(rule.id, rule.check(model))
    checked = frozenset(rule for rule in RULES if settings.severity(rule) is not Severity.OFF)
    collector.ignores = Ignores()
    about: dict[str, Callable[[], Iterable[RuleFinding]]] = {
        "ignore-without-reason": ignores.without_reason,
        "useless-ignore": lambda: ignores.useless(checked, RULES),
    }
    for rule_id, findings in about.items():
        collector.add(rule_id, findings())
    return collector.report(document.name)


class _FindingCollector:
    """Gathers findings, each once: an object that several YAML aliases name is checked at each place."""

    def __init__(self, settings: LintSettings) -> None:
        self.ignores = Ignores()
        self._settings = settings
        self._findings: dict[tuple[object, ...], LintFinding] = {}
        self._suppressed: dict[Suppressed, None] = {}

    def add(self, rule_id: str, findings: Iterable[RuleFinding]) -> None:
        severity = self._settings.severity(rule_id)
        if severity is Severity.OFF:
            return
        for each in findings:
            position = each.document.position(each.pointer)
            finding = LintFinding(
                each.document.name,
                position.line,
                position.column,
                severity,
                rule_id,
                each.message,
                each.fix or RULES[rule_id].fix,
                each.pointer,
            )
            reason = self.ignores.reason(rule_id, each.document, each.pointer)
            if reason is None:
                self._enter(finding)
            else:
                self._suppressed[Suppressed(finding, reason)] = None

    def add_text_findings(self, document: Document) -> None:
        for each in document.findings:
            severity = self._settings.severity(each.code)
            if severity is not Severity.OFF:
                fix = RULES[each.code].fix
                self._enter(
                    LintFinding(each.path, each.line, each.column, severity, each.code, each.message, fix, "")
                )

    def report(self, path: str) -> LintReport:
        findings = sorted(
            self._findings.values(), key=lambda each: (each.path, each.line, each.column, each.rule)
        )
        suppressed = sorted(self._suppressed, key=lambda each: (each.finding.path, each.finding.line))
        return LintReport(path, tuple(findings), tuple(suppressed))

    def _enter(self, finding: LintFinding) -> None:
        key = finding.path, finding.line, finding.column, finding.rule, finding.message
        self._findings.setdefault(key, finding)
