"""What judging a rule promises, held against a naive interpreter and against the contract's own words."""

import re
from typing import Any

import pytest
from hypothesis import given, settings

from brainstormmsp.compliance.facts import EvaluationFacts, PopulationMember
from brainstormmsp.compliance.rules import compile_rule, populations_of
from tests.product.compliance import naive_rules
from tests.product.compliance.contract_schemas import schema
from tests.product.compliance.strategies import CONTROL, all_facts, rules


def evaluated(rule: dict[str, Any], facts: EvaluationFacts) -> tuple[str, int]:
    rule_result = compile_rule(rule)(facts, CONTROL)
    return rule_result.result, rule_result.confidence


def backups(*ages: int | None) -> EvaluationFacts:
    things = [PopulationMember(str(index), {"age_hours": age}) for index, age in enumerate(ages)]
    return EvaluationFacts(populations={"backup_jobs": things})


FRESH = {"of": "backup_jobs", "satisfies": {"tests": [{"fact": "age_hours", "operator": "lte", "value": 24}]}}
SHARE = {"kind": "share", "population": FRESH, "pass_at": 95, "partial_at": 50}
EXISTS = {"kind": "exists", "population": FRESH, "min": 2}


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(rules, all_facts)
def test_rules_are_judged_as_a_naive_reading_of_the_contract_judges_them(
    rule: dict[str, Any], facts: EvaluationFacts
) -> None:
    assert schema("Rule").is_valid(rule)
    assert evaluated(rule, facts) == naive_rules.evaluate(rule, facts, CONTROL)


@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(rules, all_facts)
def test_every_verdict_can_be_told_as_the_contract_has_it(
    rule: dict[str, Any], facts: EvaluationFacts
) -> None:
    rule_result = compile_rule(rule)(facts, CONTROL)
    assert rule_result.findings[0].pointer == ""
    assert 1 <= len(rule_result.summary) <= 1000
    for finding in rule_result.findings:
        part: Any = rule
        for step in finding.pointer.split("/")[1:]:
            part = part[int(step)] if isinstance(part, list) else part[step]
        assert "kind" in part
        for name, _ in finding.observations():
            assert re.fullmatch("[a-z][a-z0-9_./]*", name)
    pointers = [finding.pointer for finding in rule_result.findings]
    assert len(set(pointers)) == len(pointers) <= 21


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ((), ("not_applicable", 0)),
        ((None, None), ("not_applicable", 0)),
        ((1, 24), ("pass", 100)),
        ((1, 25), ("partial", 100)),
        ((1, None), ("partial", 50)),
        ((1, None, 30), ("fail", 66)),
        ((30,), ("fail", 100)),
    ],
)
def test_a_share_is_judged_by_what_is_known(ages: tuple[int | None, ...], expected: tuple[str, int]) -> None:
    assert evaluated(SHARE, backups(*ages)) == expected


def test_a_share_without_partial_is_never_partial() -> None:
    rule = {"kind": "share", "population": FRESH, "pass_at": 95}
    assert evaluated(rule, backups(1, 2, 30)) == ("fail", 100)


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ((), ("fail", 100)),
        ((1, 2), ("pass", 100)),
        ((1, 2, None), ("pass", 100)),
        ((1, None), ("fail", 50)),
        ((30, 40), ("fail", 100)),
    ],
)
def test_existence_over_nothing_fails_for_certain(
    ages: tuple[int | None, ...], expected: tuple[str, int]
) -> None:
    assert evaluated(EXISTS, backups(*ages)) == expected


def test_percentages_are_exact() -> None:
    rule = {"kind": "share", "population": FRESH, "pass_at": 67, "partial_at": 66}
    assert evaluated(rule, backups(1, 1, 30)) == ("partial", 100)


def test_findings_count_and_name_the_oldest_that_fail() -> None:
    rule_result = compile_rule(SHARE)(backups(1, *[30] * 12, None), CONTROL)
    assert rule_result.findings[0].detail() == {
        "pointer": "",
        "result": "fail",
        "confidence": 92,
        "looked_at_count": 14,
        "satisfied_count": 1,
        "unknown_count": 1,
        "failing_ids": [str(number) for number in range(1, 11)],
    }


def test_summaries_read_as_sentences() -> None:
    def sentence(rule: dict[str, Any], facts: EvaluationFacts) -> str:
        return compile_rule(rule)(facts, CONTROL).summary

    eight = backups(*[1] * 7, 30)
    assert sentence(SHARE, eight) == "7 of 8 backup jobs (87 %) satisfy the control; 95 % are required."
    assert sentence(SHARE, backups()) == "The population has no backup jobs."
    assert sentence(EXISTS, backups(1, None)) == (
        "1 of 2 backup jobs satisfies the control; at least 2 are required. 1 could not be tested."
    )
    client = EvaluationFacts(
        {"overdue_remediation_count": 3}, {"tag": [], "status": ["active"]}, eight.populations
    )
    late = {"kind": "comparison", "fact": "overdue_remediation_count", "operator": "eq", "value": 0}
    tagged = {"kind": "membership", "fact": "tag", "operator": "in", "value": ["healthcare", "legal"]}
    assert sentence(late, client) == "The client's overdue remediation count is 3; exactly 0 is required."
    assert sentence(tagged, client) == "The client has no tags; one of healthcare, legal is required."
    assert sentence({"kind": "all", "rules": [late, EXISTS]}, client) == (
        "1 of 2 rules that apply is met; all are required. "
        "The client's overdue remediation count is 3; exactly 0 is required."
    )


def test_evidence_for_another_control_is_not_looked_at() -> None:
    rule = {
        "kind": "exists",
        "population": {
            "of": "evidence",
            "satisfies": {"tests": [{"fact": "age_days", "operator": "lte", "value": 1}]},
        },
    }
    mine, anybodys, theirs = (
        PopulationMember(name, {"age_days": 0}, owner)
        for name, owner in (("mine", CONTROL), ("anybody's", None), ("theirs", "another"))
    )
    facts = EvaluationFacts(populations={"evidence": [theirs, mine, anybodys]})
    assert compile_rule(rule)(facts, CONTROL).evidence_ids == ["mine", "anybody's"]
    assert evaluated(rule, EvaluationFacts(populations={"evidence": [theirs]})) == ("fail", 100)


def test_only_the_populations_that_rules_look_at_are_asked_for() -> None:
    composed = {"kind": "any", "rules": [SHARE, {"kind": "not", "rule": EXISTS}]}
    compared = {"kind": "comparison", "fact": "risk_score", "operator": "lt", "value": 50}
    assert populations_of([compared]) == frozenset()
    assert populations_of([composed, compared]) == {"backup_jobs"}
