"""Defects of walks: pages of a list while others write."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, edited

_OK = 200

Keep = Callable[[str, set[str]], bool]


def _order(intercepted: InterceptedRequest) -> str:
    return parse_qs(intercepted.request.query).get("sort", ["created_at"])[0]


def _changed_since_the_first_page(intercepted: InterceptedRequest) -> set[str]:
    """Return the ids of what was replaced since the first page of the latest walk."""
    changed: set[str] = intercepted.memory.setdefault("changed", set())
    if intercepted.request.method == "PUT":
        changed.add(intercepted.request.path.rsplit("/", 1)[-1])
    elif intercepted.is_list and "cursor" not in intercepted.request.query_names:
        changed.clear()
    return changed


def _next_page_without(intercepted: InterceptedRequest, lost: Keep) -> HttpResponse:
    """Return the response; a next page without the items that are ``lost``."""
    changed = _changed_since_the_first_page(intercepted)
    response = intercepted.forward()
    if not intercepted.is_list or "cursor" not in intercepted.request.query_names or response.status != _OK:
        return response
    return edited(
        response,
        lambda page: {**page, "data": [item for item in page["data"] if not lost(item["id"], changed)]},
    )


@defect("LAW-11", area="laws")
def updated_items_leave_the_walk(intercepted: InterceptedRequest) -> HttpResponse:
    """By `created_at`, items that change during the walk are returned too."""
    created = _order(intercepted).removeprefix("-") == "created_at"
    return _next_page_without(intercepted, lambda item, changed: created and item in changed)


@defect("LAW-11", area="laws")
def changes_during_the_walk_are_missed(intercepted: InterceptedRequest) -> HttpResponse:
    """By `updated_at`, no change is missed."""
    by_change = _order(intercepted) == "updated_at"
    return _next_page_without(intercepted, lambda item, changed: by_change and item in changed)


@defect("LAW-11", area="laws")
def changes_take_others_along(intercepted: InterceptedRequest) -> HttpResponse:
    """In other orders, items whose sort key stays are returned exactly once."""
    other = _order(intercepted).removeprefix("-") not in ("created_at", "updated_at")
    return _next_page_without(
        intercepted, lambda item, changed: other and bool(changed) and item not in changed
    )


@defect("LAW-11", area="laws")
def updated_items_come_again(intercepted: InterceptedRequest) -> HttpResponse:
    """By `created_at`, no item is returned twice."""
    changed = _changed_since_the_first_page(intercepted)
    response = intercepted.forward()
    if not intercepted.is_list or response.status != _OK:
        return response
    if _order(intercepted).removeprefix("-") != "created_at":
        return response
    page: Any = response.json
    shown: dict[str, Any] = intercepted.memory.setdefault("shown", {})
    if "cursor" not in intercepted.request.query_names:
        shown.clear()
    again = [shown[each] for each in changed if each in shown]
    shown.update({item["id"]: item for item in page["data"]})
    return edited(response, lambda body: {**body, "data": [*again, *body["data"]]})


@defect("LAW-11", area="laws")
def pages_count_offsets(intercepted: InterceptedRequest) -> HttpResponse:
    """Paging shows every item once while others write."""
    if not intercepted.is_list:
        return intercepted.forward()
    given = dict(part.partition("=")[::2] for part in intercepted.request.query.split("&") if part)
    limit, cursor = int(given.pop("limit", "25")), given.pop("cursor", "0")
    offset = int(cursor.removeprefix("offset-"))
    plain = [f"{name}={value}" for name, value in given.items()]
    items: list[Any] = []
    more: list[str] = []
    while True:
        query = "&".join([*plain, "limit=100", *more])
        response = intercepted.forward(replace(intercepted.request, query=query))
        page = response.json
        if response.status != _OK or not isinstance(page, dict):
            return response
        items += page["data"]
        if "next_cursor" not in page or len(items) > offset + limit:
            break
        more = [f"cursor={page['next_cursor']}"]
    shown: dict[str, Any] = {"data": items[offset : offset + limit]}
    if len(items) > offset + limit:
        shown["next_cursor"] = f"offset-{offset + limit}"
    return edited(response, lambda _: shown)
