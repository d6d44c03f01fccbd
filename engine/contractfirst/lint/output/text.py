"""A report as text: one line a finding that editors can jump to, the way out and the pointer below it."""

from collections.abc import Sequence

from contractfirst.lint.lint import LintReport
from contractfirst.lint.severity import Severity

__all__ = ["summary", "text"]


def text(reports: Sequence[LintReport]) -> str:
    """Return ``file:line:col: severity rule-id message`` for each finding, and a last line that counts."""
    lines: list[str] = []
    for report in reports:
        for finding in report.findings:
            place = f"{finding.path}:{finding.line}:{finding.column}"
            lines += [
                f"{place}: {finding.severity} {finding.rule} {finding.message}",
                f"    fix: {finding.fix}",
                f"    at:  #{finding.pointer}",
            ]
    return "\n".join([*lines, summary(reports)])


def summary(reports: Sequence[LintReport]) -> str:
    """Return ``2 errors, 1 warning, 3 excepted`` or ``no findings``."""
    counts = [
        (sum(report.count(severity) for report in reports), name)
        for severity, name in (
            (Severity.ERROR, "error"),
            (Severity.WARNING, "warning"),
            (Severity.INFO, "info"),
        )
    ]
    parts = [
        f"{count} {name}{'s' if count > 1 and name != 'info' else ''}" for count, name in counts if count
    ]
    excepted = sum(len(report.suppressed) for report in reports)
    return ", ".join([*(parts or ["no findings"]), *([f"{excepted} excepted"] if excepted else [])])
