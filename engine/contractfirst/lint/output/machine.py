"""A report as JSON, for other programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from contractfirst.lint.lint import LintReport
from contractfirst.lint.severity import Severity

__all__ = ["machine"]


def machine(reports: Sequence[LintReport]) -> str:
    """Return an object with all findings, those excepted inline with their reasons, and the counts."""
    findings = [asdict(finding) for report in reports for finding in report.findings]
    excepted = [
        {**asdict(each.finding), "reason": each.reason} for report in reports for each in report.suppressed
    ]
    counts = {
        str(severity): sum(report.count(severity) for report in reports)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
    }
    document = {"findings": findings, "excepted": excepted, "counts": counts}
    return json.dumps(document, indent=2, ensure_ascii=False)
