"""The law of walks: what the pages of a list show while others write, in each of its orders."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.errors import BrokenPagination
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.family import Family
from contractfirst_conformance.list_operation import ListOperation, Walk, each_list
from contractfirst_conformance.resource_lifecycle import changed_bodies
from contractfirst_conformance.values import moment

_ITEMS = 6
# A walk in the order of change has an end only if the changes have.
_MOST_CHANGES = 6

Item = Mapping[str, Any]


@check(
    "LAW-11",
    area="laws",
    title="Paging keeps its promises while others write, in every order",
    source="contract: cursor, next_cursor, sort",
    quick=False,
    needs=[Need.FULL],
)
def pages_under_writes(context: CheckContext) -> None:
    """Items are updated, created and deleted between the pages of a list, in each of its orders.

    By `created_at`, each item that existed all the time is returned exactly once. By `updated_at`, no change
    is missed: what changed during the walk is returned as it is afterwards, perhaps for the second time. In
    any other order, each item that kept its sort key is returned exactly once.
    """
    for listing, request, _ in each_list(context, by=CALLER):
        family = next((each for each in context.factory.families if each.list is listing.operation), None)
        if family is None or family.create is None or not family.create.documents(201):
            continue
        for order in listing.orders or [""]:
            _walk_under_writes(context, listing, family, request, order)


def _walk_under_writes(
    context: CheckContext, listing: ListOperation, family: Family, request: HttpRequest, order: str
) -> None:
    assert family.create is not None
    created = [context.factory.create(family.create, by=CALLER).fields for _ in range(_ITEMS)]
    ordered = request.with_query(sort=order) if order else request
    since = created[0].get("updated_at")
    if "updated_since" in listing.parameters and isinstance(since, str):
        # The walk is among the new items, so that some of them are behind it and some ahead.
        ordered = ordered.with_query(updated_since=since)
    key = order.removeprefix("-")
    before = listing.walk(context.server, ordered, by=CALLER)
    changes = _Changes(context, family, [str(item.get("id")) for item in created], key)
    try:
        walk = listing.walk(
            context.server,
            ordered,
            by=CALLER,
            limit=max(1, len(before.items) // _ITEMS),
            between=changes.make,
        )
    except BrokenPagination as error:
        reported = f"While others wrote {error}."
        context.fail(reported, *error.exchanges, operation=listing.operation, subject=order)
        return
    after = {str(item.get("id")): item for item in listing.walk(context.server, ordered, by=CALLER).items}
    wrong = _wrong_counts(before, walk, after, changes.gone, key)
    context.expect(
        not wrong,
        f"While others wrote, {len(wrong)} items were not returned exactly once: {', '.join(wrong[:3])}.",
        walk.exchanges[0],
        walk.exchanges[-1],
        operation=listing.operation,
        subject=order,
    )
    if order == "updated_at":
        missed = _missed_changes(walk, after, changes.updated)
        context.expect(
            not missed,
            f"{len(missed)} changes that were made during the walk were not returned: "
            f"{', '.join(missed[:3])}.",
            walk.exchanges[0],
            walk.exchanges[-1],
            operation=listing.operation,
            subject=f"{order} changes",
        )


def _wrong_counts(before: Walk, walk: Walk, after: Mapping[str, Item], gone: set[str], key: str) -> list[str]:
    """Return the ids of the items that kept their key and were not returned exactly once."""
    counts = Counter(walk.ids)
    wrong = []
    for item in before.items:
        identifier = str(item.get("id"))
        kept = key in ("", "created_at") or after.get(identifier, {}).get(key) == item.get(key)
        if kept and identifier not in gone and counts[identifier] != 1:
            wrong.append(f"{identifier} ({counts[identifier]} times)")
    return wrong


def _missed_changes(walk: Walk, after: Mapping[str, Item], updated: Mapping[str, Item]) -> list[str]:
    """Return the ids of the updated items whose latest update was not returned."""
    returned = {str(item.get("id")): moment(item.get("updated_at")) for item in walk.items}
    missed = []
    for identifier in sorted(updated.keys() & after.keys()):
        latest = moment(updated[identifier].get("updated_at", after[identifier].get("updated_at")))
        seen = returned.get(identifier)
        if latest is not None and (seen is None or seen < latest):
            missed.append(identifier)
    return missed


class _Changes:
    """What others write: at each call an item is updated, created or deleted.

    Items that the walk returned already and items ahead of it are updated in turn, and so are the sort key
    and other properties. ``updated`` has the responses to the latest updates of each item, ``gone`` the ids
    of the deleted ones.
    """

    def __init__(self, context: CheckContext, family: Family, mine: list[str], key: str) -> None:
        self._context = context
        self._family = family
        self._mine = mine
        self._key = key
        self._returned: set[str] = set()
        self._calls = 0
        self.updated: dict[str, Item] = {}
        self.gone: set[str] = set()

    def make(self, page: Exchange) -> None:
        data = page.fields.get("data")
        self._returned |= {str(item.get("id")) for item in (data if isinstance(data, list) else [])}
        self._calls += 1
        if self._calls > _MOST_CHANGES:
            return
        if self._calls == 2 and self._family.create is not None:
            self._context.factory.create(self._family.create, by=CALLER)
        elif self._calls == 4 and self._family.delete is not None:
            self._delete()
        else:
            self._update(behind=self._calls % 2 == 1)

    def _update(self, *, behind: bool) -> None:
        operation = self._family.replace
        chosen = [each for each in self._mine if (each in self._returned) is behind and each not in self.gone]
        if operation is None or not chosen:
            return
        identifier = chosen[self._calls % len(chosen)]
        plain = self._context.factory.request(
            operation, by=CALLER, path_values={self._family.parameter: identifier}
        )
        bodies = list(changed_bodies(self._context, operation, plain))
        # The key at the third call and after it; before that, something else.
        bodies.sort(key=lambda each: self._changes_key(plain, each) is not (self._calls >= 3))
        for body in bodies:
            exchange = self._context.client.send(body)
            if exchange.succeeded:
                self.updated[identifier] = exchange.fields
                return

    def _changes_key(self, plain: HttpRequest, changed: HttpRequest) -> bool:
        one, other = plain.json, changed.json
        return (
            isinstance(one, dict) and isinstance(other, dict) and one.get(self._key) != other.get(self._key)
        )

    def _delete(self) -> None:
        assert self._family.delete is not None
        chosen = next((each for each in reversed(self._mine) if each not in self.gone), None)
        if chosen is None:
            return
        request = self._context.factory.request(
            self._family.delete, by=CALLER, path_values={self._family.parameter: chosen}
        )
        if self._context.client.send(request).succeeded:
            self.gone.add(chosen)
