"""The items that a stateful mock remembers, by the path of their collection."""

from collections import OrderedDict
from collections.abc import Callable, Iterator

__all__ = ["Memory"]

# Past these the oldest are forgotten.
_MOST_COLLECTIONS = 1_000
_MOST_ITEMS = 10_000

Item = dict[str, object]


class Memory:
    """Items by collection and id, in the order of their creation."""

    def __init__(self) -> None:
        self._collections: OrderedDict[str, OrderedDict[str, Item]] = OrderedDict()

    def collection(
        self, path: str, begin: Callable[[], Iterator[tuple[str, Item]]]
    ) -> OrderedDict[str, Item]:
        """Return a collection, which ``begin`` fills the first time that anybody looks into it."""
        known = self._collections.get(path)
        if known is None:
            known = self._collections[path] = OrderedDict(begin())
            if len(self._collections) > _MOST_COLLECTIONS:
                self._collections.popitem(last=False)
        return known

    def put(self, items: OrderedDict[str, Item], identity: str, item: Item) -> None:
        """Remember an item, in its place if it has one."""
        items[identity] = item
        if len(items) > _MOST_ITEMS:
            items.popitem(last=False)
