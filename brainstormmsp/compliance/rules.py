"""Rules, compiled once and evaluated on the facts of any client.

The contract's schema ``Rule`` defines their meaning. Evaluation is pure: the same facts give the same result.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from brainstormmsp.compliance.conditions import Truth, compare_number, matches_word
from brainstormmsp.compliance.facts import EvaluationFacts
from brainstormmsp.compliance.populations import Counts, compile_population
from brainstormmsp.compliance.rule_result import (
    FAIL,
    NOT_APPLICABLE,
    PARTIAL,
    PASS,
    FailingObject,
    RulePartResult,
    RuleResult,
)
from brainstormmsp.compliance.sentences import (
    all_sentence,
    any_sentence,
    comparison_sentence,
    evidence_sentence,
    excluded_sentence,
    excluded_share_sentence,
    excluded_words_sentence,
    exists_sentence,
    membership_sentence,
    share_sentence,
)

__all__ = ["CompiledRule", "compile_rule", "populations_of"]

Rule = Mapping[str, Any]
CompiledRule = Callable[[EvaluationFacts, str], RuleResult]

# Evaluates a part of a rule: returns the part's own result, then those of its parts.
_Part = Callable[[EvaluationFacts, str], list[RulePartResult]]

_RANK = {FAIL: 0, PARTIAL: 1, PASS: 2}
_OPPOSITE = {PASS: FAIL, FAIL: PASS}
_OPPOSITE_OPERATOR = {"eq": "ne", "ne": "eq", "lt": "gte", "gte": "lt", "lte": "gt", "gt": "lte"}


def compile_rule(rule: Rule) -> CompiledRule:
    """Return the function that evaluates a valid rule on a client's facts, given the control's id."""
    evaluate = _compile(rule, "")
    return lambda facts, control_id: RuleResult(evaluate(facts, control_id))


def populations_of(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the kinds of populations that some rules use."""
    return frozenset(kind for rule in rules for kind in _kinds(rule))


def _kinds(rule: Rule) -> Iterable[str]:
    if rule["kind"] == "evidence":
        yield "evidence"
    if "population" in rule:
        yield rule["population"]["of"]
    for inner in rule.get("rules", [rule["rule"]] if "rule" in rule else []):
        yield from _kinds(inner)


def _compile(rule: Rule, pointer: str) -> _Part:
    return _COMPILERS[rule["kind"]](rule, pointer)


def _comparison(rule: Rule, pointer: str) -> _Part:
    fact, comparison, value = rule["fact"], rule["operator"], rule["value"]

    def evaluate(facts: EvaluationFacts, control_id: str) -> list[RulePartResult]:
        number = facts.number(fact, control_id)
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
        failing = _objects(counts, False, None)
        return [RulePartResult(pointer, result, counts.confidence, sentence, counts, failing=failing)]

    return evaluate


def _exists(rule: Rule, pointer: str) -> _Part:
    count = compile_population(rule["population"])
    least = rule.get("min", 1)

    def evaluate(facts: EvaluationFacts, control_id: str) -> list[RulePartResult]:
        counts = count(facts, control_id)
        sentence = exists_sentence(counts, least)
        if counts.unknown == counts.looked_at:
            return [RulePartResult(pointer, NOT_APPLICABLE, 0, sentence, counts)]
        if counts.satisfied >= least:
            return [RulePartResult(pointer, PASS, 100, sentence, counts)]
        return [RulePartResult(pointer, FAIL, counts.confidence, sentence, counts)]

    return evaluate


def _evidence(rule: Rule, pointer: str) -> _Part:
    topics = frozenset(rule["topics"])
    kinds = frozenset(rule.get("kinds", ("api", "document", "attestation")))
    oldest, least = rule.get("max_age_days"), rule.get("min", 1)

    def counts(facts: EvaluationFacts, control_id: str) -> Counts:
        return Counts(
            "evidence",
            [
                (piece.id, valid(piece.facts))
                for piece in facts.populations.get("evidence", ())
                if piece.control_id == control_id
                or (piece.control_id is None and piece.facts["topic"] in topics)
            ],
        )

    def valid(piece: Mapping[str, Any]) -> bool:
        recent: bool = oldest is None or piece["age_days"] <= oldest
        return recent and piece["days_until_expiry"] >= 0 and piece["kind"] in kinds

    def evaluate(facts: EvaluationFacts, control_id: str) -> list[RulePartResult]:
        found = counts(facts, control_id)
        sentence = evidence_sentence(found, least)
        if found.satisfied >= least:
            return [RulePartResult(pointer, PASS, 100, sentence, found)]
        return [RulePartResult(pointer, FAIL, 100, sentence, found, failing=_objects(found, False))]

    return evaluate


def _not(rule: Rule, pointer: str) -> _Part:
    negated: Rule = rule["rule"]
    evaluate_inner = _compile(negated, f"{pointer}/rule")

    def evaluate(facts: EvaluationFacts, control_id: str) -> list[RulePartResult]:
        (inner,) = evaluate_inner(facts, control_id)
        result = _OPPOSITE.get(inner.result, inner.result)
        counts = None if inner.counts is None else inner.counts.negated()
        whole = RulePartResult(
            pointer,
            result,
            inner.confidence,
            _negated_sentence(negated, facts, control_id, inner),
            counts,
            # The objects that the negation excludes; those of the inner rule are the others.
            failing=() if counts is None or result == PASS else _objects(counts, False),
        )
        return [whole, replace(inner, failing=())]

    return evaluate


def _negated_sentence(rule: Rule, facts: EvaluationFacts, control_id: str, inner: RulePartResult) -> str:
    if rule["kind"] == "comparison":
        fact = rule["fact"]
        opposite = _OPPOSITE_OPERATOR[rule["operator"]]
        return comparison_sentence(fact, facts.number(fact, control_id), opposite, rule["value"])
    if rule["kind"] == "membership":
        return excluded_words_sentence(
            rule["fact"], facts.words[rule["fact"]], rule["operator"], rule["value"]
        )
    assert inner.counts is not None
    if rule["kind"] == "share":
        return excluded_share_sentence(inner.counts, min(rule["pass_at"], rule.get("partial_at", 100)))
    return excluded_sentence(inner.counts, rule.get("min", 1) - 1)


def _objects(counts: Counts, *truths: Truth) -> list[FailingObject]:
    return [(counts.kind, member_id) for member_id in counts.ids(*truths)]


def _union(parts: Iterable[RulePartResult]) -> list[FailingObject]:
    return list(dict.fromkeys(found for part in parts for found in part.failing))


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
    return RulePartResult(
        pointer, result, confidence, all_sentence(met, len(applying), decisive), failing=_union(parts)
    )


def _best(pointer: str, parts: Sequence[RulePartResult]) -> RulePartResult:
    applying = [part for part in parts if part.applies]
    met = sum(part.result == PASS for part in applying)
    result = max((part.result for part in applying), key=_RANK.__getitem__, default=NOT_APPLICABLE)
    decisive = [part.sentence for part in parts if part.result == result]
    confidence = max((part.confidence for part in applying if part.result == result), default=0)
    failing = [] if result == PASS else _union(parts)
    return RulePartResult(
        pointer, result, confidence, any_sentence(met, len(applying), decisive), failing=failing
    )


_COMPILERS: Mapping[str, Callable[[Rule, str], _Part]] = {
    "comparison": _comparison,
    "membership": _membership,
    "share": _share,
    "exists": _exists,
    "evidence": _evidence,
    "not": _not,
    "all": _all,
    "any": _any,
}
