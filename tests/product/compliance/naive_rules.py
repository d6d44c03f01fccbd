"""The contract's schema ``Rule``, read aloud: slow, plain, and written apart from the rules at work."""

from fractions import Fraction
from typing import Any

from brainstormmsp.compliance.facts import EvaluationFacts, PopulationMember

UNKNOWN = "unknown"
ORDER = ["fail", "partial", "pass"]


def evaluate(rule: dict[str, Any], facts: EvaluationFacts, control_id: str) -> tuple[str, int]:
    """Return the result and the confidence."""
    kind = rule["kind"]
    if kind == "comparison":
        number = facts.own_numbers.get(control_id, {}).get(rule["fact"], facts.numbers[rule["fact"]])
        holds = number_test(number, rule["operator"], rule["value"])
        return ("pass" if holds else "fail"), 100
    if kind == "membership":
        outcomes = [word_test(word, rule["operator"], rule["value"]) for word in facts.words[rule["fact"]]]
        holds = False not in outcomes if rule["operator"] == "not_in" else True in outcomes
        return ("pass" if holds else "fail"), 100
    if kind == "not":
        result, confidence = evaluate(rule["rule"], facts, control_id)
        return {"pass": "fail", "fail": "pass"}.get(result, result), confidence
    if kind in {"all", "any"}:
        inner = [evaluate(part, facts, control_id) for part in rule["rules"]]
        applying = [pair for pair in inner if pair[0] != "not_applicable"]
        if not applying:
            return "not_applicable", 0
        ranks = sorted(ORDER.index(result) for result, _ in applying)
        if kind == "all":
            return ORDER[ranks[0]], sorted(confidence for _, confidence in applying)[0]
        best = ORDER[ranks[-1]]
        return best, sorted(confidence for result, confidence in applying if result == best)[-1]
    if kind == "evidence":
        valid = [truth for _, truth in evidence(rule, facts, control_id)].count("true")
        return ("pass" if valid >= rule.get("min", 1) else "fail"), 100
    looked_at, satisfied, unknown = count(rule["population"], facts, control_id)
    if looked_at == 0 or unknown == looked_at:
        return "not_applicable", 0
    share_known = int(Fraction(100 * (looked_at - unknown), looked_at))
    if kind == "exists":
        if satisfied >= rule.get("min", 1):
            return "pass", 100
        return "fail", share_known
    assert kind == "share"
    percentage = Fraction(satisfied, looked_at) * 100
    if percentage >= rule["pass_at"]:
        return "pass", share_known
    if "partial_at" in rule and percentage >= rule["partial_at"]:
        return "partial", share_known
    return "fail", share_known


def count(population: dict[str, Any], facts: EvaluationFacts, control_id: str) -> tuple[int, int, int]:
    """Return how many things are looked at, how many count, and of how many it is unknown."""
    truths = [truth for _, truth in tested(population, facts, control_id)]
    return len(truths), truths.count("true"), truths.count(UNKNOWN)


def tested(population: dict[str, Any], facts: EvaluationFacts, control_id: str) -> list[tuple[str, str]]:
    """Return the ids of a population, each with whether it satisfies the condition."""
    things = [thing for thing in facts.populations[population["of"]] if control_id not in thing.remediates]
    if "where" in population:
        things = [thing for thing in things if condition(population["where"], thing) == "true"]
    return [(thing.id, condition(population["satisfies"], thing)) for thing in things]


def evidence(rule: dict[str, Any], facts: EvaluationFacts, control_id: str) -> list[tuple[str, str]]:
    """Return the evidence that is bound to a control, each piece with whether it counts."""
    found = []
    for piece in facts.populations["evidence"]:
        if piece.control_id is None and piece.facts["topic"] not in rule["topics"]:
            continue
        if piece.control_id not in (None, control_id):
            continue
        age, left = piece.facts["age_days"], piece.facts["days_until_expiry"]
        assert isinstance(age, int)
        assert isinstance(left, int)
        valid = left >= 0 and ("max_age_days" not in rule or age <= rule["max_age_days"])
        if "kinds" in rule and piece.facts["kind"] not in rule["kinds"]:
            valid = False
        found.append((piece.id, "true" if valid else "false"))
    return found


def failing(rule: dict[str, Any], facts: EvaluationFacts, control_id: str) -> set[str]:
    """Return the ids of the objects because of which a rule is not met."""
    result, _ = evaluate(rule, facts, control_id)
    kind = rule["kind"]
    if kind in {"comparison", "membership", "exists"} or result == "not_applicable":
        return set()
    if kind == "share":
        return {thing for thing, truth in tested(rule["population"], facts, control_id) if truth != "true"}
    if kind == "all":
        return set().union(*(failing(part, facts, control_id) for part in rule["rules"]))
    if result == "pass":
        return set()
    if kind == "any":
        return set().union(*(failing(part, facts, control_id) for part in rule["rules"]))
    if kind == "evidence":
        return {piece for piece, truth in evidence(rule, facts, control_id) if truth == "false"}
    assert kind == "not"
    if "population" not in rule["rule"]:
        return set()
    negated = tested(rule["rule"]["population"], facts, control_id)
    return {thing for thing, truth in negated if truth == "true"}


def condition(asked: dict[str, Any], thing: PopulationMember) -> str:
    """Return "true", "false" or "unknown"."""
    truths = [single_test(test, thing) for test in asked["tests"]]
    match = asked.get("match", "all")
    if match == "all":
        return "false" if "false" in truths else UNKNOWN if UNKNOWN in truths else "true"
    found = "true" if "true" in truths else UNKNOWN if UNKNOWN in truths else "false"
    if match == "any":
        return found
    assert match == "none"
    return {"true": "false", "false": "true", UNKNOWN: UNKNOWN}[found]


def single_test(test: dict[str, Any], thing: PopulationMember) -> str:
    value = thing.facts.get(test["fact"])
    if value is None:
        return UNKNOWN
    if isinstance(test["value"], list):
        return str(word_test(str(value), test["operator"], test["value"])).lower()
    assert isinstance(value, int)
    return str(number_test(value, test["operator"], test["value"])).lower()


def number_test(number: int, operator: str, value: float) -> bool:
    if operator == "eq":
        return number == value
    if operator == "ne":
        return number != value
    if operator == "lt":
        return number < value
    if operator == "lte":
        return number < value or number == value
    if operator == "gt":
        return not (number < value or number == value)
    assert operator == "gte"
    return not number < value


def word_test(word: str, operator: str, words: list[str]) -> bool:
    word = word.casefold()
    if operator == "starts_with":
        return any(word[: len(each.casefold())] == each.casefold() for each in words)
    among = any(word == each.casefold() for each in words)
    return among if operator == "in" else not among
