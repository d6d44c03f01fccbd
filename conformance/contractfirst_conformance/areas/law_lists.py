"""Laws of lists: pages and orders."""

import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from contractfirst.contract import shape
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.errors import BrokenPagination
from contractfirst_conformance.list_operation import ListOperation, each_list, page_size
from contractfirst_conformance.values import moment

_FULL = [Need.FULL]


@check(
    "LAW-10",
    area="laws",
    title="Pages of any size show the same items in the same order",
    source="contract: limit, cursor, next_cursor",
    needs=_FULL,
)
def pages_agree(context: CheckContext) -> None:
    """A list read in small pages equals the list read in large ones: no item is repeated or missing.

    The server accepts its own cursors. No page has more than `limit` items, and only the last has fewer.
    """

    def broken(listing: ListOperation, error: BrokenPagination) -> None:
        context.fail(f"{error}.", *error.exchanges, operation=listing.operation, subject="cursor")

    for listing, request, whole in each_list(context, by=CALLER, broken=broken):
        large = whole
        try:
            for _ in range(2):
                limit = page_size(listing, len(large.items))
                small = listing.walk(context.server, request, by=CALLER, limit=limit)
                if small.ids == large.ids:
                    break
                large = listing.walk(context.server, request, by=CALLER)
        except BrokenPagination as error:
            broken(listing, error)
            continue
        # What comes about by itself between the two walks is at the end of both, or it differs twice.
        context.expect(
            small.ids == large.ids and len(set(small.ids)) == len(small.ids),
            f"In pages of {limit} there are {len(small.ids)} items ({len(set(small.ids))} different ones), "
            f"in large pages {len(large.ids)}.",
            large.exchanges[0],
            small.exchanges[-1],
            operation=listing.operation,
            subject="same",
        )
        for number, page in enumerate(small.exchanges, 1):
            data = page.fields.get("data")
            count = len(data) if isinstance(data, list) else 0
            last = number == len(small.exchanges)
            context.expect(
                count <= limit and (last or count == limit),
                f"Page {number} of {len(small.exchanges)} has {count} items; limit is {limit}.",
                page,
                subject="limit",
            )


@check(
    "LAW-12",
    area="laws",
    title="Every sort order is correct and stable",
    source="contract: sort",
    quick=False,
    needs=_FULL,
)
def orders_are_total(context: CheckContext) -> None:
    """Each value of `sort` returns all items, and no others, in the order of the property that it names.

    `-` reverses it. Equal items keep their order, in pages of any size. Text may be ordered with or without
    regard to case and accents, an enumeration also in the order of its values in the schema, first or
    last value first; items without the property are together at one end.
    """
    for listing, request, whole in each_list(context, by=CALLER):
        for order in listing.orders:
            ordered = request.with_query(sort=order)
            for _ in range(2):
                walk = listing.walk(context.server, ordered, by=CALLER)
                again = listing.walk(
                    context.server, ordered, by=CALLER, limit=page_size(listing, len(walk.items))
                )
                if again.ids == walk.ids:
                    break
            context.expect(
                again.ids == walk.ids and set(whole.ids) <= set(walk.ids),
                f"Sorted by {order} the list has another order, or other items, in pages of another size.",
                walk.exchanges[0],
                again.exchanges[-1],
                subject=f"{order} same",
            )
            name = order.removeprefix("-")
            if name in listing.fields:
                context.expect(
                    _is_sorted(
                        [item.get(name) for item in walk.items],
                        reverse=order.startswith("-"),
                        enumerated=_enumerated(listing, name),
                    ),
                    f"Sorted by {order} the items are not in the order of {name}.",
                    walk.exchanges[0],
                    subject=order,
                )


def _enumerated(listing: ListOperation, name: str) -> list[Any]:
    """Return the values that the schema of an item's property lists."""
    for place in shape.in_place(listing.fields[name]):
        if isinstance(place.value, dict) and isinstance(place.value.get("enum"), list):
            return list(place.value["enum"])
    return []


def _is_sorted(values: list[Any], *, reverse: bool, enumerated: list[Any]) -> bool:
    present = [value for value in values if value is not None]
    edges = {values[0] is None, values[-1] is None} if values else set()
    if len(present) < len(values) and (
        True not in edges
        or values not in ([*present, *_nothing(values, present)], [*_nothing(values, present), *present])
    ):
        return False
    if reverse:
        present.reverse()
    keys: list[Callable[[Any], Any]] = [lambda value: value]
    if all(isinstance(value, str) for value in present):
        keys = [moment] if all(map(moment, present)) else [str, str.casefold, _plain]
    if present and all(value in enumerated for value in present):
        keys += [enumerated.index, lambda value: -enumerated.index(value)]
    return any(all(key(one) <= key(other) for one, other in pairwise(present)) for key in keys)


def _nothing(values: list[Any], present: list[Any]) -> list[None]:
    return [None] * (len(values) - len(present))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()
