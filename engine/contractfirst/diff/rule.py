"""Rules: which change each is about, and what it does to clients."""

from dataclasses import dataclass

from contractfirst.diff.change import Verdict, Who

__all__ = ["Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its page; ``verdict`` is the gravest that it gives, ``way_out`` how to do it gently."""

    id: str
    verdict: Verdict
    who: Who
    title: str
    why: str
    way_out: str
