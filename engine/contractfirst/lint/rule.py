"""Rules: what each looks for, why, and where that is written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contractfirst.lint.node import Complaint
from contractfirst.lint.severity import Severity

if TYPE_CHECKING:
    from contractfirst.lint.subject import Subject

__all__ = ["Check", "Rule", "rule"]

Check = Callable[["Subject"], Iterator[Complaint]]


@dataclass(frozen=True, slots=True)
class Rule:
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
    check: Check
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
) -> Callable[[Check], Rule]:
    """Make a rule of the generator function that checks it."""

    def decorate(check: Check) -> Rule:
        return Rule(rule_id, severity, title, why, bad, good, source, fix, check, dict(options or {}))

    return decorate
