"""Laws of lists: deleted items and totals."""

from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.exchange import HttpRequest
from contractfirst_conformance.list_operation import each_list, listings
from contractfirst_conformance.resource_lifecycle import reading, things

_FULL = [Need.FULL]
_DELETED, _TOTAL = "include_deleted", "include_total"


@check(
    "LAW-16",
    area="laws",
    title="Lists have what was deleted, if they are asked for it",
    source="contract: include_deleted, deleted_at",
    needs=_FULL,
)
def deletions_are_listed(context: CheckContext) -> None:
    """With `include_deleted=true` a list has a deleted item once, with `deleted_at`.

    So has the list of what changed since before the deletion. `POST` to `restore` below the item, if there is
    one, brings it back without `deleted_at`.
    """
    known = {each.operation.id: each for each in listings(context.server)}
    operations = context.client.contract.operations.values()
    for family, operation, thing, request in things(context, "DELETE"):
        listing = known.get(family.list.id) if family.list else None
        if listing is None or _DELETED not in listing.parameters:
            continue
        deleted = context.client.send(request)
        if not deleted.succeeded:
            context.note(f"{operation.id} was answered {deleted.status}")
            continue
        plain = context.factory.request(listing.operation, by=CALLER, path_values=request.path_values)
        since = thing.fields.get("updated_at")
        asked = plain.with_query(include_deleted="true")
        if "updated_since" in listing.parameters and isinstance(since, str):
            asked = asked.with_query(updated_since=since)
        walk = listing.walk(context.server, asked, by=CALLER)
        found = [item for item in walk.items if item.get("id") == thing.id]
        context.expect(
            len(found) == 1 and isinstance(found[0].get("deleted_at"), str),
            f"With {_DELETED} the deleted item is listed {len(found)} times, "
            f"with deleted_at: {[item.get('deleted_at') for item in found]}.",
            deleted,
            walk.exchanges[-1],
            operation=listing.operation,
            subject="listed",
        )
        restore = next(
            (each for each in operations if (each.method, each.path) == ("POST", f"{family.item}/restore")),
            None,
        )
        if restore is None:
            continue
        path = f"{request.path.partition('?')[0]}/restore"
        restored = context.client.send(
            HttpRequest("POST", path, operation=restore, path_values=request.path_values)
        )
        read = context.client.send(reading(family, request))
        context.expect(
            restored.succeeded and read.status == 200 and read.fields.get("deleted_at") is None,
            f"Restoring was answered {restored.status}, and then reading {read.status}.",
            deleted,
            restored,
            read,
            operation=restore,
            subject="restored",
        )


@check(
    "LAW-17",
    area="laws",
    title="The total is the number of items on all pages",
    source="contract: include_total, total_count",
    needs=_FULL,
)
def totals_count_the_items(context: CheckContext) -> None:
    """With `include_total=true` each page has `total_count`, the number of items; also of a filtered list."""
    for listing, request, whole in each_list(context, by=CALLER):
        if _TOTAL not in listing.parameters:
            continue
        for asked in (request, _narrow(request, whole.items)):
            # What comes about by itself between the two differs once.
            for _ in range(2):
                page = context.client.send(asked.with_query(include_total="true", limit=1))
                count = len(listing.walk(context.server, asked, by=CALLER).items)
                if page.fields.get("total_count") == count:
                    break
            context.expect(
                page.fields.get("total_count") == count,
                f"total_count is {page.fields.get('total_count')}, the pages have {count} items.",
                page,
                operation=listing.operation,
            )


def _narrow(request: HttpRequest, items: list[dict[str, object]]) -> HttpRequest:
    """Return the request for the later half of the items, by the time of creation if there is one."""
    times = sorted(str(item["created_at"]) for item in items if item.get("created_at"))
    known = request.operation is not None and any(
        parameter.name == "created_since" for parameter in request.operation.parameters
    )
    return request.with_query(created_since=times[len(times) // 2]) if times and known else request
