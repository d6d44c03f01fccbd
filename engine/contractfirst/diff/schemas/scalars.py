"""Type, values, numbers and strings: what stands in the way of one schema being within another."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from contractfirst.contract.formats import FORMATS, INTEGER_FORMATS
from contractfirst.contract.place import Place
from contractfirst.diff.schemas.facts import INFINITE, Number, SchemaFacts, kind_of, number, type_names
from contractfirst.diff.schemas.reason import Reason, shown
from contractfirst.diff.schemas.sameness import equal
from contractfirst.diff.schemas.slices import Slice, expand
from contractfirst.diff.schemas.view import View

__all__ = ["listed_values_reason", "narrow_type", "number_reasons", "string_reasons", "value_reasons"]


def narrow_type(part: Slice, taker: Place) -> Iterator[Reason]:
    """Yield the types of the slice that the ``type`` keyword of the taker refuses."""
    value: Any = taker.value
    if "type" not in value:
        return
    refused = part.facts.types - type_names(value["type"])
    if refused:
        yield Reason(
            "type",
            "type",
            part.facts.place("type", part.origin),
            taker.child("type"),
            _types(part.facts.types),
            _types(type_names(value["type"])),
            definite=True,
        )


def value_reasons(part: Slice, taker: Place) -> Iterator[Reason]:
    """Yield what ``enum`` and ``const`` of the taker refuse."""
    value: Any = taker.value
    for keyword in ("enum", "const"):
        if keyword not in value:
            continue
        options = (
            value[keyword] if keyword == "enum" and isinstance(value[keyword], list) else [value[keyword]]
        )
        facts = part.facts
        if facts.values is not None:
            missing = [each for each in facts.values if not any(equal(each, option) for option in options)]
            if not missing:
                continue
            given = ", ".join(shown(each, 40) for each in missing[:12])
        else:
            given = "any " + _types(facts.types)
        yield Reason(
            "enum",
            keyword,
            facts.place("enum", facts.place("type", part.origin)),
            taker.child(keyword),
            given,
            f"{keyword} {shown(value[keyword])}",
            definite=True,
        )


def listed_values_reason(view: View, part: Slice, taker: Place, refused: list[object]) -> Reason:
    """Return the reason for which a taker refuses values that an ``enum`` or ``const`` lists."""
    giver = part.facts.place("enum", part.origin)
    given = ", ".join(shown(value, 40) for value in refused[:12])
    parts = expand(view, (taker,), taker)
    kind, keyword, place = "enum", "enum", taker
    if len(parts) == 1:
        facts = parts[0].facts
        listed = facts.place("enum", taker) if facts.enumerated else None
        options = listed.value if listed is not None and listed.key == "enum" else None
        if listed is not None and not (isinstance(options, list) and _all_in(refused, options)):
            place = listed
        elif "type" in facts.where and any(kind_of(value) not in facts.types for value in refused):
            kind, keyword, place = "type", "type", facts.place("type", taker)
    return Reason(kind, keyword, giver, place, given, "not among its values", definite=True)


def _all_in(values: list[object], options: list[object]) -> bool:
    return all(any(equal(value, option) for option in options) for value in values)


def number_reasons(part: Slice, taker: Place) -> Iterator[Reason]:
    """Yield what bounds and ``multipleOf`` of the taker refuse of a slice of numbers."""
    value: Any = taker.value
    facts = part.facts
    for keyword, held in value.items():
        bound = number(held)
        place = taker.child(keyword)
        if keyword in ("minimum", "exclusiveMinimum") and bound is not None:
            if not _above(facts, bound, keyword == "exclusiveMinimum"):
                yield _bound(part, "minimum", place, facts.low, held, is_open=facts.low_open)
        elif keyword in ("maximum", "exclusiveMaximum") and bound is not None:
            if not _below(facts, bound, keyword == "exclusiveMaximum"):
                yield _bound(part, "maximum", place, facts.high, held, is_open=facts.high_open)
        elif keyword == "multipleOf" and bound:
            factors = [*facts.multiples, *([Fraction(1)] if facts.types == {"integer"} else [])]
            if not any((factor / bound).denominator == 1 for factor in factors):
                given = shown(facts.place(keyword, place).value) if facts.multiples else "none"
                at = facts.place(keyword, part.origin)
                yield Reason("multiple", keyword, at, place, given, shown(held), definite=True)
        elif keyword == "format" and isinstance(held, str) and held in INTEGER_FORMATS:
            least, most = INTEGER_FORMATS[held]
            if not (_above(facts, least, False) and _below(facts, most, False)):
                at = facts.place("maximum", part.origin)
                yield Reason("format", keyword, at, place, "wider", held, definite=True)


def string_reasons(part: Slice, taker: Place) -> Iterator[Reason]:
    """Yield what lengths, ``pattern`` and ``format`` of the taker refuse of a slice of strings."""
    value: Any = taker.value
    facts = part.facts
    # Whether a string of the needed length exists, only a pattern or a format can call into question.
    plain = not facts.patterns and not facts.formats
    for keyword, held in value.items():
        bound = number(held)
        place = taker.child(keyword)
        if keyword == "minLength" and bound is not None and facts.min_length < bound:
            at = facts.place(keyword, part.origin)
            yield Reason("length", keyword, at, place, f"{facts.min_length}", shown(held), definite=plain)
        elif keyword == "maxLength" and bound is not None and facts.max_length > bound:
            at = facts.place(keyword, part.origin)
            given = "none" if facts.max_length == INFINITE else f"{facts.max_length}"
            yield Reason("length", keyword, at, place, given, shown(held), definite=plain)
        elif keyword == "pattern" and isinstance(held, str) and held not in facts.patterns:
            given = ", ".join(sorted(facts.patterns)) or "none"
            yield Reason(
                "pattern", keyword, facts.place(keyword, part.origin), place, given, held, definite=False
            )
        elif keyword == "format" and isinstance(held, str) and not _has_format(facts, held):
            given = ", ".join(sorted(facts.formats)) or "none"
            at = facts.place(keyword, part.origin)
            yield Reason("format", keyword, at, place, given, held, definite=False)


def _has_format(facts: SchemaFacts, wanted: str) -> bool:
    if wanted in INTEGER_FORMATS:
        return True
    known = (FORMATS.get(name) for name in facts.formats)
    return wanted in facts.formats or any(wanted in each.within for each in known if each is not None)


def _above(facts: SchemaFacts, bound: Number, is_open: bool) -> bool:
    return facts.low > bound or (facts.low == bound and (facts.low_open or not is_open))


def _below(facts: SchemaFacts, bound: Number, is_open: bool) -> bool:
    return facts.high < bound or (facts.high == bound and (facts.high_open or not is_open))


def _bound(part: Slice, keyword: str, place: Place, given: Number, held: object, *, is_open: bool) -> Reason:
    at = part.facts.place(keyword, part.origin)
    infinite = given in (INFINITE, -INFINITE)
    said = "none" if infinite else f"{float(given) if isinstance(given, Fraction) else given}"
    said += " exclusive" if is_open and not infinite else ""
    taken = shown(held) + (" exclusive" if place.key.startswith("exclusive") else "")
    return Reason("bound", keyword, at, place, said, taken, definite=True)


def _types(names: frozenset[str]) -> str:
    shown_names = set(names)
    if "fraction" in shown_names:
        shown_names -= {"fraction", "integer"}
        shown_names.add("number")
    return "value" if len(shown_names) == 6 else " or ".join(sorted(shown_names)) or "nothing"
