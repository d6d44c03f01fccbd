"""Defects of lists: pages, orders, filters."""

from dataclasses import replace
from typing import Any

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, edited

_OK = 200
_PAGING = ("limit=", "cursor=")


def _with(intercepted: InterceptedRequest, parts: list[str]) -> HttpResponse:
    return intercepted.forward(replace(intercepted.request, query="&".join(parts)))


@defect("LAW-10", area="laws")
def boundary_item_lost(intercepted: InterceptedRequest) -> HttpResponse:
    """Pages of any size show the same items."""
    response = intercepted.forward()
    if intercepted.is_list and response.status == _OK and "cursor=" in intercepted.request.query:
        return edited(response, lambda page: {**page, "data": page["data"][1:]})
    return response


@defect("LAW-10", area="laws")
def cursor_is_not_looked_at(intercepted: InterceptedRequest) -> HttpResponse:
    """A cursor leads to the next page."""
    request = intercepted.request
    if intercepted.is_list and "cursor=" in request.query:
        kept = [part for part in request.query.split("&") if not part.startswith("cursor=")]
        return intercepted.forward(replace(request, query="&".join(kept)))
    return intercepted.forward()


@defect("LAW-10", area="laws")
def cursor_of_its_own_is_refused(intercepted: InterceptedRequest) -> HttpResponse:
    """A cursor that the server gave is taken."""
    refused = intercepted.is_list and "cursor=" in intercepted.request.query
    return intercepted.forward(intercepted.request.with_query(conformance_unknown="1") if refused else None)


@defect("LAW-10", area="laws")
def boundary_item_twice(intercepted: InterceptedRequest) -> HttpResponse:
    """Pages show no item twice."""
    response = intercepted.forward()
    if not intercepted.is_list or response.status != _OK:
        return response
    last = intercepted.memory.get("last")
    page: Any = response.json
    if page["data"]:
        intercepted.memory["last"] = page["data"][-1]
    if "cursor=" in intercepted.request.query and last is not None:
        return edited(response, lambda page: {**page, "data": [last, *page["data"][1:]]})
    return response


@defect("LAW-12", area="laws")
def never_descending(intercepted: InterceptedRequest) -> HttpResponse:
    """`-` reverses an order."""
    return _with(intercepted, intercepted.request.query.replace("sort=-", "sort=").split("&"))


@defect("LAW-13", area="laws")
def filters_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """A filter returns exactly the matching items."""
    if not intercepted.is_list:
        return intercepted.forward()
    return _with(
        intercepted, [e for e in intercepted.request.query.split("&") if e.startswith((*_PAGING, "sort="))]
    )


@defect("LAW-13", area="laws")
def since_is_after(intercepted: InterceptedRequest) -> HttpResponse:
    """`x_since` means at or after."""
    response = intercepted.forward()
    since = next((e for e in intercepted.request.query.split("&") if e.startswith("updated_since=")), None)
    if not intercepted.is_list or response.status != _OK or since is None:
        return response
    reported = since.partition("=")[2].replace("%3A", ":")
    return edited(
        response, lambda page: {**page, "data": [e for e in page["data"] if e.get("updated_at") != reported]}
    )


@defect("LAW-14", area="laws")
def second_filter_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """Filters can be combined."""
    if not intercepted.is_list:
        return intercepted.forward()
    parts = intercepted.request.query.split("&")
    paging = [each for each in parts if each.startswith((*_PAGING, "sort="))]
    return _with(intercepted, [each for each in parts if each not in paging][:1] + paging)


def _searched(intercepted: InterceptedRequest) -> bool:
    return intercepted.is_list and "search" in intercepted.request.query_names


@defect("LAW-15", area="laws")
def search_ignored(intercepted: InterceptedRequest) -> HttpResponse:
    """A search narrows the list."""
    kept = [each for each in intercepted.request.query.split("&") if not each.startswith("search=")]
    return _with(intercepted, kept) if _searched(intercepted) else intercepted.forward()


@defect("LAW-15", area="laws")
def search_finds_whole_texts_never(intercepted: InterceptedRequest) -> HttpResponse:
    """Searching for the text of a resource finds it."""
    response = intercepted.forward()
    if not _searched(intercepted) or response.status != _OK:
        return response
    return edited(response, lambda page: {**page, "data": []})
