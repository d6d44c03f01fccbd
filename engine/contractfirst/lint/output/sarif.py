"""A report as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from contractfirst.lint.finding import LintFinding
from contractfirst.lint.lint import LintReport
from contractfirst.lint.rule import LintRule
from contractfirst.lint.rules import RULES
from contractfirst.lint.severity import Severity

__all__ = ["sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.OFF: "none"}


def sarif(reports: Sequence[LintReport]) -> str:
    """Return one run with the rules that spoke, every finding, and inline exceptions as suppressions."""
    findings = [(finding, "") for report in reports for finding in report.findings]
    findings += [(each.finding, each.reason) for report in reports for each in report.suppressed]
    rules = list(dict.fromkeys(finding.rule for finding, _ in findings))
    run = {
        "tool": {
            "driver": {
                "name": "contractfirst lint",
                "informationUri": "https://spec.openapis.org/oas/v3.1.1.html",
                "rules": [_rule(RULES[rule]) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, reason, rules) for finding, reason in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(rule: LintRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.fix} Source: {rule.source}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: LintFinding, reason: str, rules: list[str]) -> dict[str, Any]:
    address = {"uri": quote(finding.path.replace("\\", "/"), safe="/:~")}
    region = {"startLine": finding.line, "startColumn": finding.column}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}. {finding.fix}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": address, "region": region},
                "logicalLocations": [{"fullyQualifiedName": f"#{finding.pointer}", "kind": "element"}],
            }
        ],
        # Stays the same when lines move, so that a known finding is not taken for a new one.
        "partialFingerprints": {"pointerAndMessage/v1": _fingerprint(finding)},
    }
    if reason:
        result["suppressions"] = [{"kind": "inSource", "justification": reason}]
    return result


def _fingerprint(finding: LintFinding) -> str:
    text = "\0".join((finding.rule, finding.path, finding.pointer, finding.message))
    return sha256(text.encode()).hexdigest()[:32]
