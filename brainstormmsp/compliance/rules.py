"""Rules, compiled once and evaluated on the facts of any client.

The contract's schema ``Rule`` defines their meaning. Evaluation is pure: the same facts give the same result.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from brainstormmsp.compliance.conditions import compare_number, matches_word
from brainstormmsp.compliance.facts import EvaluationFacts
from brainstormmsp.compliance.populations import compile_population
from brainstormmsp.compliance.rule_result import (
    FAIL,
    NOT_APPLICABLE,
    PARTIAL,
    PASS,
    RulePartResult,
    RuleResult,
)
from brainstormmsp.compliance.sentences import (
    all_sentence,
    any_sentence,
    comparison_sentence,
    exists_sentence,
    membership_sentence,
    not_sentence,
    share_sentence,
)

__all__ = ["CompiledRule", "compile_rule", "populations_of"]

Rule = Mapping[str, Any]
CompiledRule = Callable[[EvaluationFacts, str], RuleResult]

# Evaluates a part of a rule: returns the part's own result, then those of its parts.
_Part = Callable[[EvaluationFacts, str], list[RulePartResult]]

_RANK = {FAIL: 0, PARTIAL: 1, PASS: 2}
_OPPOSITE = {PASS: FAIL, FAIL: PASS}


def compile_rule(rule: Rule) -> CompiledRule:
    """Return the function that evaluates a valid rule on a client's facts, given the control's id."""
    evaluate = _compile(rule, "")
    return lambda facts, control_id: RuleResult(evaluate(facts, control_id))


def populations_of(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the kinds of populations that some rules use."""
    return frozenset(kind for rule in rules for kind in _kinds(rule))


def _kinds(rule: Rule) -> Iterable[str]:
    if "population" in rule:
        yield rule["population"]["of"]
    for inner in rule.get("rules", [rule["rule"]] if "rule" in rule else []):
        yield from _kinds(inner)


def _compile(rule: Rule, pointer: str) -> _Part:
    return _COMPILERS[rule["kind"]](rule, pointer)


def _comparison(rule: Rule, pointer: str) -> _Part:
    fact, comparison, value = rule["fact"], rule["operator"], rule["value"]

    def evaluate(facts: EvaluationFacts, control_id: str) -> list[RulePartResult]:
        number = facts.numbers[fact]
        result = PASS if compare_number(number, comparison, value) else FAIL
        sentence = comparison_sentence(fact, number, comparison, value)
        return [RulePartResult(pointer, result, 100, sentence, observed=(fact, number))]

    return evaluate


def _membership(rule: Rule, pointer: str) -> _Part:
    fact, comparison, words = rule["fact"], rule["operator"], rule["value"]

    def evaluate(facts: EvaluationFacts, control_id: str) -> list[RulePartResult]:
        found = facts.words[fact]
        # With not_in every word must match, with the other operators one is enough.
        several = all if comparison == "not_in" else any
        holds = several(matches_word(word, comparison, words) for word in found)
        sentence = membership_sentence(fact, found, comparison, words)
        return [RulePartResult(pointer, PASS if holds else FAIL, 100, sentence, observed=(fact, int(holds)))]

    return evaluate


def _share(rule: Rule, pointer: str) -> _Part:
    count = compile_population(rule["population"])
    pass_at, partial_at = rule["pass_at"], rule.get("partial_at")

    def evaluate(facts: EvaluationFacts, control_id: str) -> list[RulePartResult]:
        counts = count(facts, control_id)
        sentence = share_sentence(counts, pass_at)
        if counts.unknown == counts.looked_at:
            return [RulePartResult(pointer, NOT_APPLICABLE, 0, sentence, counts)]
        result = FAIL
        if 100 * counts.satisfied >= pass_at * counts.looked_at:
            result = PASS
        elif partial_at is not None and 100 * counts.satisfied >= partial_at * counts.looked_at:
            result = PARTIAL
        return [RulePartResult(pointer, result, counts.confidence, sentence, counts)]

    return evaluate


def _exists(rule: Rule, pointer: str) -> _Part:
    count = compile_population(rule["population"])
    least = rule.get("min", 1)

    def evaluate(facts: EvaluationFacts, control_id: str) -> list[RulePartResult]:
        counts = count(facts, control_id)
        sentence = exists_sentence(counts, least)
        if counts.satisfied >= least:
            return [RulePartResult(pointer, PASS, 100, sentence, counts)]
        return [RulePartResult(pointer, FAIL, counts.confidence, sentence, counts)]

    return evaluate


def _not(rule: Rule, pointer: str) -> _Part:
    evaluate_inner = _compile(rule["rule"], f"{pointer}/rule")

    def evaluate(facts: EvaluationFacts, control_id: str) -> list[RulePartResult]:
        inner = evaluate_inner(facts, control_id)
        result = _OPPOSITE.get(inner[0].result, inner[0].result)
        return [RulePartResult(pointer, result, inner[0].confidence, not_sentence(inner[0].sentence)), *inner]

    return evaluate


def _all(rule: Rule, pointer: str) -> _Part:
    return _several(rule, pointer, _worst)


def _any(rule: Rule, pointer: str) -> _Part:
    return _several(rule, pointer, _best)


def _several(
    rule: Rule, pointer: str, decide: Callable[[str, Sequence[RulePartResult]], RulePartResult]
) -> _Part:
    parts = [_compile(part, f"{pointer}/rules/{index}") for index, part in enumerate(rule["rules"])]

    def evaluate(facts: EvaluationFacts, control_id: str) -> list[RulePartResult]:
        found = [part(facts, control_id) for part in parts]
        whole = decide(pointer, [findings[0] for findings in found])
        return [whole, *(finding for findings in found for finding in findings)]

    return evaluate


def _worst(pointer: str, parts: Sequence[RulePartResult]) -> RulePartResult:
    applying = [part for part in parts if part.applies]
    met = sum(part.result == PASS for part in applying)
    result = min((part.result for part in applying), key=_RANK.__getitem__, default=NOT_APPLICABLE)
    decisive = [part.sentence for part in parts if part.result == result and result != PASS]
    confidence = min((part.confidence for part in applying), default=0)
    return RulePartResult(pointer, result, confidence, all_sentence(met, len(applying), decisive))


def _best(pointer: str, parts: Sequence[RulePartResult]) -> RulePartResult:
    applying = [part for part in parts if part.applies]
    met = sum(part.result == PASS for part in applying)
    result = max((part.result for part in applying), key=_RANK.__getitem__, default=NOT_APPLICABLE)
    decisive = [part.sentence for part in parts if part.result == result]
    confidence = max((part.confidence for part in applying if part.result == result), default=0)
    return RulePartResult(pointer, result, confidence, any_sentence(met, len(applying), decisive))


_COMPILERS: Mapping[str, Callable[[Rule, str], _Part]] = {
    "comparison": _comparison,
    "membership": _membership,
    "share": _share,
    "exists": _exists,
    "not": _not,
    "all": _all,
    "any": _any,
}
