"""Defects of lists: pages, orders, filters."""

from dataclasses import replace
from typing import Any

from contractfirst_conformance.exchange import Response
from defects.defect import Passage, defect, edited

_OK = 200
_PAGING = ("limit=", "cursor=")


def _with(passage: Passage, parts: list[str]) -> Response:
    return passage.forward(replace(passage.request, query="&".join(parts)))


@defect("LAW-10", area="laws")
def boundary_item_lost(passage: Passage) -> Response:
    """Pages of any size show the same items."""
    response = passage.forward()
    if passage.is_list and response.status == _OK and "cursor=" in passage.request.query:
        return edited(response, lambda page: {**page, "data": page["data"][1:]})
    return response


@defect("LAW-10", area="laws")
def cursor_is_not_looked_at(passage: Passage) -> Response:
    """A cursor leads to the next page."""
    request = passage.request
    if passage.is_list and "cursor=" in request.query:
        kept = [part for part in request.query.split("&") if not part.startswith("cursor=")]
        return passage.forward(replace(request, query="&".join(kept)))
    return passage.forward()


@defect("LAW-10", area="laws")
def cursor_of_its_own_is_refused(passage: Passage) -> Response:
    """A cursor that the server gave is taken."""
    refused = passage.is_list and "cursor=" in passage.request.query
    return passage.forward(passage.request.with_query(conformance_unknown="1") if refused else None)


@defect("LAW-10", area="laws")
def boundary_item_twice(passage: Passage) -> Response:
    """Pages show no item twice."""
    response = passage.forward()
    if not passage.is_list or response.status != _OK:
        return response
    last = passage.memory.get("last")
    page: Any = response.json
    if page["data"]:
        passage.memory["last"] = page["data"][-1]
    if "cursor=" in passage.request.query and last is not None:
        return edited(response, lambda page: {**page, "data": [last, *page["data"][1:]]})
    return response


@defect("LAW-12", area="laws")
def never_descending(passage: Passage) -> Response:
    """`-` reverses an order."""
    return _with(passage, passage.request.query.replace("sort=-", "sort=").split("&"))


@defect("LAW-13", area="laws")
def filters_ignored(passage: Passage) -> Response:
    """A filter gives what filtering by hand gives."""
    if not passage.is_list:
        return passage.forward()
    return _with(passage, [e for e in passage.request.query.split("&") if e.startswith((*_PAGING, "sort="))])


@defect("LAW-13", area="laws")
def since_is_after(passage: Passage) -> Response:
    """`x_since` means at or after."""
    response = passage.forward()
    since = next((e for e in passage.request.query.split("&") if e.startswith("updated_since=")), None)
    if not passage.is_list or response.status != _OK or since is None:
        return response
    told = since.partition("=")[2].replace("%3A", ":")
    return edited(
        response, lambda page: {**page, "data": [e for e in page["data"] if e.get("updated_at") != told]}
    )


@defect("LAW-14", area="laws")
def second_filter_ignored(passage: Passage) -> Response:
    """Filters narrow together."""
    if not passage.is_list:
        return passage.forward()
    parts = passage.request.query.split("&")
    paging = [each for each in parts if each.startswith((*_PAGING, "sort="))]
    return _with(passage, [each for each in parts if each not in paging][:1] + paging)


@defect("LAW-11", area="laws")
def pages_count_offsets(passage: Passage) -> Response:
    """Pages show every item once while others write."""
    if not passage.is_list:
        return passage.forward()
    given = dict(part.partition("=")[::2] for part in passage.request.query.split("&") if part)
    limit, cursor = int(given.pop("limit", "25")), given.pop("cursor", "0")
    offset = int(cursor.removeprefix("offset-"))
    plain = [f"{name}={value}" for name, value in given.items()]
    items: list[Any] = []
    more: list[str] = []
    while True:
        response = _with(passage, [*plain, "limit=100", *more])
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


def _searched(passage: Passage) -> bool:
    return passage.is_list and "search" in passage.request.query_names


@defect("LAW-15", area="laws")
def search_ignored(passage: Passage) -> Response:
    """A search narrows the list."""
    kept = [each for each in passage.request.query.split("&") if not each.startswith("search=")]
    return _with(passage, kept) if _searched(passage) else passage.forward()


@defect("LAW-15", area="laws")
def search_finds_whole_texts_never(passage: Passage) -> Response:
    """Who searches for the text of a thing finds that thing."""
    response = passage.forward()
    if not _searched(passage) or response.status != _OK:
        return response
    return edited(response, lambda page: {**page, "data": []})
