"""The data class of a built-in control, and functions that build its rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "BuiltinControl",
    "References",
    "all_of",
    "any_of",
    "attested",
    "exists",
    "never",
    "none_of",
    "required",
    "share",
    "test",
]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class References:
    """Framework references, by framework; several are separated by spaces.

    ``cis`` are safeguards (8.1), ``csf`` subcategories (NIST CSF 2.0), ``iso`` controls of Annex A (ISO/IEC
    27001:2022), ``soc`` criteria (Trust Services Criteria).
    """

    cis: str = ""
    csf: str = ""
    iso: str = ""
    soc: str = ""

    def listed(self) -> list[dict[str, str]]:
        """Return them as the contract's FrameworkReferences."""
        named = (("CIS", self.cis), ("NIST-CSF", self.csf), ("ISO-27001", self.iso), ("SOC-2", self.soc))
        return [
            {"framework": framework, "reference": reference}
            for framework, references in named
            for reference in references.split()
        ]


@dataclass(frozen=True, slots=True)
class BuiltinControl:
    """A control that the platform provides; its fields are those of the contract's Control schema."""

    identifier: str
    title: str
    description: str
    rationale: str
    remediation: str
    category: str
    severity: str
    references: References
    rule: Mapping[str, Any]
    type: str = "technical"
    interval: str = "daily"
    state: str = field(default="enabled", init=False)


def test(fact: str, operator: str, value: float | bool | str | Sequence[str]) -> Json:
    """Return a test of a fact; one or more strings make a word test."""
    if isinstance(value, str):
        value = [value]
    return {
        "fact": fact,
        "operator": operator,
        "value": value if isinstance(value, int | float) else [*value],
    }


def all_of(*tests: Json) -> Json:
    """Return the condition that every test holds."""
    return {"match": "all", "tests": list(tests)}


def any_of(*tests: Json) -> Json:
    """Return the condition that at least one test holds."""
    return {"match": "any", "tests": list(tests)}


def none_of(*tests: Json) -> Json:
    """Return the condition that no test holds."""
    return {"match": "none", "tests": list(tests)}


def _population(kind: str, satisfies: Json, where: Json | None) -> Json:
    return {"of": kind, **({} if where is None else {"where": where}), "satisfies": satisfies}


def share(
    kind: str, satisfies: Json, pass_at: int = 100, partial_at: int | None = None, where: Json | None = None
) -> Json:
    """Return the rule that at least ``pass_at`` percent of a population satisfy a condition."""
    rule: Json = {"kind": "share", "population": _population(kind, satisfies, where), "pass_at": pass_at}
    return rule if partial_at is None else {**rule, "partial_at": partial_at}


def exists(kind: str, satisfies: Json, where: Json | None = None, least: int = 1) -> Json:
    """Return the rule that at least ``least`` members of a population satisfy a condition."""
    return {"kind": "exists", "population": _population(kind, satisfies, where), "min": least}


def never(kind: str, satisfies: Json, where: Json | None = None) -> Json:
    """Return the rule that no member of a population satisfies a condition."""
    return {"kind": "not", "rule": exists(kind, satisfies, where)}


def required(rule: Json, count: str) -> Json:
    """Return a rule on a population that must not be empty: the client's ``count`` is at least one."""
    filled = {"kind": "comparison", "fact": count, "operator": "gte", "value": 1}
    return {"kind": "all", "rules": [filled, rule]}


def attested(topic: str, days: int = 365, kinds: Sequence[str] | None = None) -> Json:
    """Return the rule that there is evidence on a topic, at most ``days`` old and not expired."""
    rule: Json = {"kind": "evidence", "topics": [topic], "max_age_days": days, "min": 1}
    return rule if kinds is None else {**rule, "kinds": list(kinds)}
