"""Laws of lists: what `search` finds."""

from collections.abc import Iterator
from typing import Any

from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.list_operation import ListOperation, each_list

_PARAMETER = "search"
_ITEMS = 3
_LONGEST = 60


@check(
    "LAW-15",
    area="laws",
    title="A search finds matching items of the list",
    source="contract: search",
    needs=[Need.FULL],
)
def search_finds(context: CheckContext) -> None:
    """Searching for the text of an item finds it; searching for nonsense finds nothing.

    The contract describes in words which properties are searched, so it is enough that one text property of
    an item finds the item. The results are a part of the whole list, in its order: a search that is ignored,
    finds nothing or goes beyond the list fails.
    """
    for listing, request, whole in each_list(context, by=CALLER):
        if _PARAMETER not in listing.parameters or not whole.items:
            continue
        nonsense = "".join(context.random.choices("bcdfghjklmnpqrstvwxz", k=24))
        walk = listing.walk(context.server, request.with_query(**{_PARAMETER: nonsense}), by=CALLER)
        context.expect(
            not walk.items,
            f"A search for {nonsense} finds {len(walk.items)} items.",
            walk.exchanges[0],
            operation=listing.operation,
            subject="nonsense",
        )
        for item in context.random.sample(whole.items, min(_ITEMS, len(whole.items))):
            found = []
            for text in _texts(listing, item):
                walk = listing.walk(context.server, request.with_query(**{_PARAMETER: text}), by=CALLER)
                found.append(item.get("id") in walk.ids)
                # Items created meanwhile are no error: they are in a list read after the search.
                if not set(walk.ids) <= set(whole.ids):
                    whole = listing.walk(context.server, request, by=CALLER)
                places = [whole.ids.index(each) if each in whole.ids else -1 for each in walk.ids]
                context.expect(
                    -1 not in places and places == sorted(places),
                    f"A search for {text} finds what is not in the list, or in another order.",
                    walk.exchanges[0],
                    operation=listing.operation,
                    subject="part",
                )
                if found[-1]:
                    break
            if found:
                context.expect(
                    any(found),
                    f"No text property of {item.get('id')} finds it.",
                    walk.exchanges[0],
                    operation=listing.operation,
                    subject="found",
                )


def _texts(listing: ListOperation, item: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of an item that its list may be searched for, those of filters last."""
    for name in sorted(item, key=lambda name: name in listing.parameters):
        value = item[name]
        if name != "id" and isinstance(value, str) and 1 <= len(value) <= _LONGEST and value.isprintable():
            yield value
