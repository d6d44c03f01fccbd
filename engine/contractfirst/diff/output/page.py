"""The page of a rule, and the list of all."""

from textwrap import fill

from contractfirst.diff.rule import ChangeRule
from contractfirst.diff.rules import RULES

__all__ = ["page", "rule_list"]

_WIDTH = 100


def page(rule: ChangeRule) -> str:
    """Return a rule in plain English: what, whom it breaks, why, and how to change it gently."""
    return "\n\n".join(
        (
            f"{rule.id} (at most {rule.severity}; {rule.impact})",
            f"{rule.title}.",
            fill(rule.why, _WIDTH),
            fill(f"Way out: {rule.way_out}", _WIDTH),
        )
    )


def rule_list() -> str:
    """Return one line a rule: id, gravest severity, title."""
    width = max(map(len, RULES))
    return "\n".join(f"{rule.id:<{width}}  {rule.severity:<8}  {rule.title}" for rule in RULES.values())
