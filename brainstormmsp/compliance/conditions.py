"""Conditions of rules: true, false or unknown for one member of a population (Kleene's three-valued logic).

``None`` means unknown. The contract's schema ``Rule`` defines the conditions.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from brainstormmsp.compliance.facts import FactValue

__all__ = ["Condition", "Truth", "compare_number", "compile_condition", "matches_word"]

Truth = bool | None
FactSet = Mapping[str, FactValue]
Condition = Callable[[FactSet], Truth]

_NUMBER_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


def compile_condition(condition: Mapping[str, Any] | None) -> Condition:
    """Return the function that tests whether a rule's condition is true of an object; ``None`` always is."""
    if condition is None:
        return lambda facts: True
    tests = [_compile_test(test) for test in condition["tests"]]
    return _COMBINERS[condition.get("match", "all")](tests)


def compare_number(number: float, comparison: str, value: float) -> bool:
    """Return whether ``number`` compares to ``value`` by ``comparison`` (``eq``, ``lte``, …)."""
    return _NUMBER_OPERATORS[comparison](number, value)


def matches_word(word: str, comparison: str, words: Sequence[str]) -> bool:
    """Return whether a word is ``in``, ``not_in`` or ``starts_with`` one of ``words``, ignoring case."""
    return _word_matcher(comparison, words)(word)


def _word_matcher(comparison: str, words: Sequence[str]) -> Callable[[str], bool]:
    folded = tuple(word.casefold() for word in words)
    if comparison == "starts_with":
        return lambda word: word.casefold().startswith(folded)
    wanted = frozenset(folded)
    if comparison == "in":
        return lambda word: word.casefold() in wanted
    return lambda word: word.casefold() not in wanted


def _compile_test(test: Mapping[str, Any]) -> Condition:
    fact = test["fact"]
    holds = _holding(test["operator"], test["value"])

    def evaluate(facts: FactSet) -> Truth:
        found = facts.get(fact)
        return None if found is None else holds(found)

    return evaluate


def _holding(comparison: str, value: Any) -> Callable[[Any], bool]:
    if isinstance(value, list):
        return _word_matcher(comparison, value)
    compare = _NUMBER_OPERATORS[comparison]
    return lambda found: compare(found, value)


def _all(tests: Sequence[Condition]) -> Condition:
    def evaluate(facts: FactSet) -> Truth:
        truth: Truth = True
        for test in tests:
            found = test(facts)
            if found is False:
                return False
            if found is None:
                truth = None
        return truth

    return evaluate


def _any(tests: Sequence[Condition]) -> Condition:
    def evaluate(facts: FactSet) -> Truth:
        truth: Truth = False
        for test in tests:
            found = test(facts)
            if found is True:
                return True
            if found is None:
                truth = None
        return truth

    return evaluate


def _none(tests: Sequence[Condition]) -> Condition:
    any_of = _any(tests)

    def evaluate(facts: FactSet) -> Truth:
        found = any_of(facts)
        return None if found is None else not found

    return evaluate


_COMBINERS: Mapping[str, Callable[[Sequence[Condition]], Condition]] = {
    "all": _all,
    "any": _any,
    "none": _none,
}
