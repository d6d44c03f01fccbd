"""Laws of lists: pages and orders."""

import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.errors import BrokenPagination
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.family import Family
from contractfirst_conformance.list_operation import ListOperation, each_list, page_size
from contractfirst_conformance.values import moment

_FULL = [Need.FULL]
_PAGES = 5


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


class _Writer:
    """Creates an item at one call and deletes one of ``spare`` at the next; ``gone`` are the deleted ones.

    Never both at once: what is added and taken away at the same end moves nothing.
    """

    def __init__(self, context: CheckContext, family: Family, spare: list[str]) -> None:
        self._server = context.server
        self._family = family
        self._spare = spare
        self._calls = 0
        self.gone: set[str] = set()

    def write(self, page: Exchange) -> None:
        factory, family = self._server.factory, self._family
        self._calls += 1
        if family.delete is None or not self._spare or self._calls % 2:
            if family.create is not None:
                factory.create(family.create, by=CALLER)
        else:
            chosen = self._spare.pop()
            request = factory.request(family.delete, by=CALLER, path_values={family.parameter: chosen})
            if self._server.client.send(request).succeeded:
                self.gone.add(chosen)


@check(
    "LAW-11",
    area="laws",
    title="Paging shows every item once while others write",
    source="contract: cursor, next_cursor",
    quick=False,
    needs=_FULL,
)
def pages_under_writes(context: CheckContext) -> None:
    """Reading page after page shows each item that existed all the time exactly once.

    An item is created between two pages, and one is deleted between the next two. Offset-based pages skip or
    repeat items when these are at the front, as with the newest first.
    """
    factory = context.factory
    for listing, request, _ in each_list(context, by=CALLER):
        family = next((each for each in factory.families if each.list is listing.operation), None)
        if family is None or family.create is None or not family.create.documents(201):
            continue
        for order in [None, *(each for each in listing.orders if each == "-created_at")]:
            mine = [str(factory.create(family.create, by=CALLER).fields.get("id")) for _ in range(_PAGES)]
            ordered = request.with_query(sort=order) if order else request
            before = listing.walk(context.server, ordered, by=CALLER).ids

            writer = _Writer(context, family, mine)
            size = page_size(listing, len(before))
            try:
                walk = listing.walk(context.server, ordered, by=CALLER, limit=size, between=writer.write)
            except BrokenPagination as error:
                reported = f"While others wrote {error}."
                context.fail(reported, *error.exchanges, operation=listing.operation, subject=order or "")
                continue
            wanted = [each for each in before if each not in writer.gone]
            missing = [each for each in wanted if each not in set(walk.ids)]
            twice = len(walk.ids) - len(set(walk.ids))
            context.expect(
                not missing and not twice,
                f"While others wrote, {len(missing)} items were left out and {twice} repeated.",
                walk.exchanges[0],
                walk.exchanges[-1],
                operation=listing.operation,
                subject=order or "",
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
    regard to case and accents; items without the property are together at one end.
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
                    _is_sorted([item.get(name) for item in walk.items], reverse=order.startswith("-")),
                    f"Sorted by {order} the items are not in the order of {name}.",
                    walk.exchanges[0],
                    subject=order,
                )


def _is_sorted(values: list[Any], *, reverse: bool) -> bool:
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
    return any(all(key(one) <= key(other) for one, other in pairwise(present)) for key in keys)


def _nothing(values: list[Any], present: list[Any]) -> list[None]:
    return [None] * (len(values) - len(present))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()
