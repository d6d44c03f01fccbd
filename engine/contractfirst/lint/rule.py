"""Rules: what each looks for, why, and where that is written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from contractfirst.lint.model import LintModel
from contractfirst.lint.rule_finding import RuleFinding
from contractfirst.lint.severity import Severity

__all__ = ["LintRule", "RuleCheck", "rule"]

RuleCheck = Callable[[LintModel], Iterator[RuleFinding]]


@dataclass(frozen=True, slots=True)
class LintRule:
    """A rule with its page: ``why`` in plain English, ``bad`` and ``good`` as YAML, ``source`` a section.

    ``options`` are the names that the settings may give it, with their defaults.
    """

    id: str
    severity: Severity
    title: str
    why: str
    bad: str
    good: str
    source: str
    fix: str
    check: RuleCheck
    options: Mapping[str, object] = field(default_factory=dict)


def rule(
    rule_id: str,
    severity: Severity,
    title: str,
    *,
    why: str,
    bad: str,
    good: str,
    source: str,
    fix: str,
    options: Mapping[str, object] | None = None,
) -> Callable[[RuleCheck], LintRule]:
    """Make a rule of the generator function that checks it."""

    def decorate(check: RuleCheck) -> LintRule:
        return LintRule(rule_id, severity, title, why, bad, good, source, fix, check, dict(options or {}))

    return decorate
