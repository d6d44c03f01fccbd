"""Defects of lists: deleted items and totals."""

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, edited

_OK = 200


@defect("LAW-16", area="laws")
def deletions_leave_no_trace(intercepted: InterceptedRequest) -> HttpResponse:
    """With `include_deleted`, a list has deleted items."""
    response = intercepted.forward()
    if not intercepted.is_list or response.status != _OK:
        return response
    return edited(
        response, lambda page: {**page, "data": [each for each in page["data"] if not each.get("deleted_at")]}
    )


@defect("LAW-16", area="laws")
def deleted_items_look_alive(intercepted: InterceptedRequest) -> HttpResponse:
    """Deleted items in lists have `deleted_at`."""
    response = intercepted.forward()
    if not intercepted.is_list or response.status != _OK:
        return response
    return edited(
        response,
        lambda page: {
            **page,
            "data": [{**each, "deleted_at": None} if "deleted_at" in each else each for each in page["data"]],
        },
    )


@defect("LAW-16", area="laws")
def restoring_only_says_so(intercepted: InterceptedRequest) -> HttpResponse:
    """Restoring brings a deleted item back."""
    if intercepted.request.method == "POST" and intercepted.request.path.endswith("/restore"):
        return HttpResponse(_OK, (("Content-Type", "application/json"),), b"{}")
    return intercepted.forward()


@defect("LAW-17", area="laws")
def total_is_that_of_the_page(intercepted: InterceptedRequest) -> HttpResponse:
    """`total_count` counts the items on all pages."""
    response = intercepted.forward()
    if not intercepted.is_list or "include_total" not in intercepted.request.query_names:
        return response
    return edited(response, lambda page: {**page, "total_count": len(page.get("data", ()))})


@defect("LAW-17", area="laws")
def total_ignores_filters(intercepted: InterceptedRequest) -> HttpResponse:
    """`total_count` counts what the filters leave."""
    response = intercepted.forward()
    request = intercepted.request
    if not intercepted.is_list or "include_total" not in request.query_names or response.status != _OK:
        return response
    totals = intercepted.memory.setdefault("totals", {})
    return edited(
        response,
        lambda page: {**page, "total_count": totals.setdefault(request.path, page.get("total_count"))},
    )
