"""Laws of lists: filters."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

from contractfirst.contract import shape
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.list_operation import ListOperation, each_list, page_size

_FULL = [Need.FULL]
_VALUES = 2


@check(
    "LAW-13",
    area="laws",
    title="A filter returns exactly the matching items",
    source="contract: query parameters of lists",
    needs=_FULL,
)
def filters_agree(context: CheckContext) -> None:
    """A filtered list is exactly the whole list with the filter applied to it by the suite.

    Checked for each parameter that is named like a property of the items (or whose plural is a list in
    them), and for times: `x_since` means at or after, `x_before` earlier than the property `x_at`.
    """
    for listing, request, whole in each_list(context, by=CALLER):
        for name in listing.parameters:
            test = _test(listing, name)
            if test is None or name in request.query_names:
                continue
            for value in _values(listing, name, whole.items):
                filtered = request.with_query(**{name: _text(value)})
                # Changes between the two walks make them differ once, an error twice.
                for _ in range(2):
                    walk = listing.walk(context.server, filtered, by=CALLER)
                    by_hand = [str(item["id"]) for item in whole.items if test(item, value)]
                    if walk.ids == by_hand:
                        break
                    whole = listing.walk(context.server, request, by=CALLER)
                context.expect(
                    walk.ids == by_hand,
                    f"{name}={_text(value)} gives {len(walk.ids)} items, filtering by hand {len(by_hand)}.",
                    walk.exchanges[0],
                    whole.exchanges[0],
                    operation=listing.operation,
                    subject=name,
                )


@check(
    "LAW-14",
    area="laws",
    title="Filters can be combined",
    source="contract: query parameters of lists",
    needs=_FULL,
)
def filters_combine(context: CheckContext) -> None:
    """Two filters at once return the items that match both; pages of a filtered list are filtered too."""
    for listing, request, whole in each_list(context, by=CALLER):
        items = whole.items
        names = [
            name
            for name in listing.parameters
            if name in listing.fields and name not in request.query_names and _values(listing, name, items)
        ]
        for one, other in pairwise(names):
            first, second = (_values(listing, each, items)[0] for each in (one, other))
            tests = _test(listing, one), _test(listing, other)
            both = request.with_query(**{one: _text(first), other: _text(second)})
            for _ in range(2):
                walk = listing.walk(
                    context.server, both, by=CALLER, limit=page_size(listing, len(whole.items))
                )
                by_hand = [
                    str(item["id"])
                    for item in whole.items
                    if tests[0] and tests[1] and tests[0](item, first) and tests[1](item, second)
                ]
                if walk.ids == by_hand:
                    break
                whole = listing.walk(context.server, request, by=CALLER)
            context.expect(
                walk.ids == by_hand,
                f"{one} and {other} together give {len(walk.ids)} items, filtering by hand {len(by_hand)}.",
                walk.exchanges[0],
                whole.exchanges[0],
                operation=listing.operation,
                subject=f"{one} {other}",
            )


_Test = Callable[[dict[str, Any], Any], bool]


def _member(listing: ListOperation, name: str) -> str | None:
    """Return the member of the items that a parameter filters by."""
    stem, _, last = name.rpartition("_")
    if last in ("since", "before"):
        return f"{stem}_at" if f"{stem}_at" in listing.fields else None
    return next((each for each in (name, f"{name}s") if each in listing.fields), None)


def _test(listing: ListOperation, name: str) -> _Test | None:
    member = _member(listing, name)
    if member is None:
        return None
    if name.endswith("_since"):
        return lambda item, value: item.get(member) is not None and _time(item[member]) >= _time(value)
    if name.endswith("_before"):
        return lambda item, value: item.get(member) is not None and _time(item[member]) < _time(value)
    if "array" in shape.types(listing.fields[member]):
        return lambda item, value: value in item.get(member, ())
    return lambda item, value: member in item and bool(item[member] == value)


def _values(listing: ListOperation, name: str, items: list[dict[str, Any]]) -> list[Any]:
    """Return some values that the items have, in their order, each once; the middle one of times."""
    member = _member(listing, name)
    if member is None:
        return []
    found: list[Any] = []
    for item in items:
        value = item.get(member)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, (str, bool, int)) and each not in found:
                found.append(each)
    if name.endswith(("_since", "_before")):
        return sorted(found)[len(found) // 2 :][:1]
    return found[:_VALUES]


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _time(text: object) -> datetime:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError as error:
        raise CannotCheck(f"{text} is not a timestamp") from error
