"""What judging a rule promises, held against a naive interpreter and against the contract's own words."""

import re
from typing import Any

import pytest
from hypothesis import given, settings

from brainstormmsp.compliance.facts import EvaluationFacts, PopulationMember
from brainstormmsp.compliance.rule_result import RuleResult
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
    rule_result = compile_rule(rule)(facts, CONTROL)
    assert (rule_result.result, rule_result.confidence) == naive_rules.evaluate(rule, facts, CONTROL)
    failing = [object_id for _, object_id in rule_result.failing]
    assert len(set(failing)) == len(failing)
    assert set(failing) == naive_rules.failing(rule, facts, CONTROL)


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
        ((), ("not_applicable", 0)),
        ((None, None), ("not_applicable", 0)),
        ((1, 2), ("pass", 100)),
        ((1, 2, None), ("pass", 100)),
        ((1, None), ("fail", 50)),
        ((30, 40), ("fail", 100)),
    ],
)
def test_existence_over_nothing_is_not_applicable(
    ages: tuple[int | None, ...], expected: tuple[str, int]
) -> None:
    assert evaluated(EXISTS, backups(*ages)) == expected


@pytest.mark.parametrize("operator", [SHARE, EXISTS], ids=["share", "exists"])
@pytest.mark.parametrize("ages", [(), (None,), (None, None)])
def test_an_empty_population_is_not_applicable_for_every_operator(
    operator: dict[str, Any], ages: tuple[None, ...]
) -> None:
    for rule in (operator, {"kind": "not", "rule": operator}):
        assert evaluated(rule, backups(*ages)) == ("not_applicable", 0)


def failing_ids(rule: dict[str, Any], facts: EvaluationFacts) -> list[list[str]]:
    details = (finding.detail() for finding in compile_rule(rule)(facts, CONTROL).findings)
    return [detail["failing_ids"] for detail in details if detail["failing_ids"] is not None]


def test_a_negated_control_names_the_offenders_and_not_the_innocent() -> None:
    servers = [
        PopulationMember(name, {"os": system})
        for name, system in (
            ("good", "Debian 12"),
            ("unsupported", "Windows Server 2008 R2"),
            ("unknown", None),
            ("fine", "Debian 13"),
        )
    ]
    facts = EvaluationFacts(populations={"assets": servers})
    old = {"tests": [{"fact": "os", "operator": "starts_with", "value": ["Windows Server 2008"]}]}
    rule = {"kind": "not", "rule": {"kind": "exists", "population": {"of": "assets", "satisfies": old}}}
    rule_result = compile_rule(rule)(facts, CONTROL)
    assert (rule_result.result, rule_result.summary) == (
        "fail",
        "1 of 4 assets violates the control; none may. 1 could not be tested.",
    )
    assert rule_result.failing == [("assets", "unsupported")]
    assert failing_ids(rule, facts) == [["unsupported"], []]
    del servers[1]
    assert failing_ids(rule, facts) == [[], []]


def test_all_offenders_are_returned_and_ten_are_in_the_detail() -> None:
    late = {"tests": [{"fact": "age_hours", "operator": "gt", "value": 24}]}
    never = {
        "kind": "not",
        "rule": {"kind": "exists", "population": {"of": "backup_jobs", "satisfies": late}},
    }
    facts = backups(1, *[30] * 25)
    rule_result = compile_rule(never)(facts, CONTROL)
    assert [object_id for _, object_id in rule_result.failing] == [str(number) for number in range(1, 26)]
    assert failing_ids(never, facts)[0] == [str(number) for number in range(1, 11)]


def test_of_rules_of_which_one_is_required_nobody_fails_once_one_passes() -> None:
    anyone = {"kind": "membership", "fact": "tag", "operator": "not_in", "value": ["healthcare"]}
    rule = {"kind": "any", "rules": [anyone, SHARE]}
    tagged = EvaluationFacts(words={"tag": ["healthcare"]}, populations=backups(30).populations)
    other = EvaluationFacts(words={"tag": []}, populations=backups(30).populations)
    assert compile_rule(rule)(tagged, CONTROL).failing == [("backup_jobs", "0")]
    assert compile_rule(rule)(other, CONTROL).failing == []


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


def test_negated_rules_read_as_sentences() -> None:
    def told(rule: dict[str, Any], facts: EvaluationFacts) -> str:
        return compile_rule({"kind": "not", "rule": rule})(facts, CONTROL).summary

    eight = backups(*[1] * 7, 30)
    assert told(SHARE, eight) == "7 of 8 backup jobs (87 %) violate the control; less than 50 % may."
    assert told(EXISTS, eight) == "7 of 8 backup jobs violate the control; at most 1 may."
    assert told(SHARE, backups()) == "The population has no backup jobs."
    client = EvaluationFacts({"asset_count": 3}, {"tag": ["legal"], "status": ["active"]})
    few = {"kind": "comparison", "fact": "asset_count", "operator": "lte", "value": 5}
    tagged = {"kind": "membership", "fact": "tag", "operator": "in", "value": ["healthcare", "legal"]}
    assert told(few, client) == "The client's asset count is 3; more than 5 is required."
    assert told(tagged, client) == "The client's tags are legal; none of healthcare, legal is required."


def test_only_evidence_that_is_bound_to_the_control_counts() -> None:
    rule = {"kind": "evidence", "topics": ["mfa"], "kinds": ["attestation"], "max_age_days": 1}

    def piece(name: str, owner: str | None = None, **changes: Any) -> PopulationMember:
        facts = {"kind": "attestation", "topic": "other", "age_days": 0, "days_until_expiry": 9, **changes}
        return PopulationMember(name, facts, owner)

    def result(*pieces: PopulationMember) -> RuleResult:
        return compile_rule(rule)(EvaluationFacts(populations={"evidence": pieces}), CONTROL)

    unbound = piece("lunch menu"), piece("another's", "another", topic="mfa")
    assert result().summary == "No evidence is on file for the control; at least 1 is required."
    assert (result(*unbound).result, result(*unbound).confidence) == ("fail", 100)
    mine, topical = piece("mine", CONTROL), piece("topical", topic="mfa")
    assert result(*unbound, mine, topical).evidence_ids == ["mine", "topical"]
    assert result(topical).result == "pass"
    for stale in ({"days_until_expiry": -1}, {"age_days": 2}, {"kind": "document"}):
        found = result(piece("stale", CONTROL, **stale))
        assert (found.result, found.failing) == ("fail", [("evidence", "stale")])
        assert (
            found.summary == "0 of 1 piece of evidence on file for the control count; at least 1 is required."
        )


def test_a_control_does_not_see_the_remediation_that_it_opened() -> None:
    rule = {"kind": "comparison", "fact": "overdue_remediation_count", "operator": "eq", "value": 0}
    facts = EvaluationFacts(
        {"overdue_remediation_count": 1}, own_numbers={CONTROL: {"overdue_remediation_count": 0}}
    )
    assert evaluated(rule, facts) == ("pass", 100)
    assert compile_rule(rule)(facts, "another").result == "fail"


def test_only_the_populations_that_rules_look_at_are_asked_for() -> None:
    composed = {"kind": "any", "rules": [SHARE, {"kind": "not", "rule": EXISTS}]}
    compared = {"kind": "comparison", "fact": "risk_score", "operator": "lt", "value": 50}
    assert populations_of([compared]) == frozenset()
    assert populations_of([composed, compared]) == {"backup_jobs"}
    assert populations_of([{"kind": "any", "rules": [{"kind": "evidence", "topics": []}]}]) == {"evidence"}
