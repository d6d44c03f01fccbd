"""Rules: which change each is about, and what it does to clients."""

from dataclasses import dataclass

from contractfirst.diff.change import ChangeSeverity, Impact

__all__ = ["ChangeRule"]


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """A rule with its page; ``severity`` is the gravest that it gives, ``way_out`` how to do it gently."""

    id: str
    severity: ChangeSeverity
    impact: Impact
    title: str
    why: str
    way_out: str
