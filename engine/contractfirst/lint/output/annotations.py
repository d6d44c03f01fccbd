"""A report as workflow commands, which GitHub shows beside the lines of a pull request."""

from collections.abc import Sequence

from contractfirst.lint.lint import LintReport
from contractfirst.lint.severity import Severity

__all__ = ["annotations"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def annotations(reports: Sequence[LintReport]) -> str:
    """Return one ``::error file=…,line=…,col=…,title=…::message`` a finding."""
    return "\n".join(
        f"::{_COMMANDS[finding.severity]} file={_property(finding.path)},line={finding.line},"
        f"col={finding.column},title={_property(finding.rule)}::{_data(f'{finding.message}. {finding.fix}')}"
        for report in reports
        for finding in report.findings
    )


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
