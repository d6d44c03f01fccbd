"""The page of a rule, and the list of all."""

from contractfirst.lint.rule import LintRule
from contractfirst.lint.rules import RULES

__all__ = ["page", "rule_list"]


def page(rule: LintRule) -> str:
    """Return a rule in plain English: what, why, a bad and a good example, the fix, where it is written."""
    options = "".join(f"\n    {name}: {default}" for name, default in rule.options.items())
    parts = [
        f"{rule.id} ({rule.severity})",
        f"{rule.title}.",
        _wrapped(rule.why),
        f"Bad:\n{_indented(rule.bad)}",
        f"Good:\n{_indented(rule.good)}",
        f"Fix: {rule.fix}",
        *([f"Options, with their defaults:{options}"] if options else []),
        f"Source: {rule.source}",
        f"Switch it in .contractfirst-lint.yaml:\n    rules:\n      {rule.id}: off",
        f"Except one place, with the reason:\n    x-lint-ignore: {{{rule.id}: why it does not hold here}}",
    ]
    return "\n\n".join(parts)


def rule_list() -> str:
    """Return one line a rule: id, severity, title."""
    width = max(map(len, RULES))
    return "\n".join(f"{rule.id:<{width}}  {rule.severity:<7}  {rule.title}" for rule in RULES.values())


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))


def _wrapped(text: str, width: int = 100) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
