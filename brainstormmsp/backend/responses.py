"""Responses that many operations share."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from brainstormmsp.backend.context import Context
from brainstormmsp.contract.exchange import Call, Response
from brainstormmsp.store import Page

__all__ = ["LOOK_AGAIN_SECONDS", "accepted", "created", "listed"]

# Whole seconds after which a job, or what it makes, is worth looking at again.
LOOK_AGAIN_SECONDS = 1

# What may stand in a query (RFC 3986 section 3.4) stays, percent signs included.
_QUERY = "%&=+,;:@/?!$'()*-._~[]"


def listed(context: Context, page: Page) -> Response:
    """Return 200 with a page: ``data``, and where to find the next one in ``next_cursor`` and ``Link``."""
    if page.next_cursor is None:
        return Response(200, {"data": page.rows})
    return Response(
        200,
        {"data": page.rows, "next_cursor": page.next_cursor},
        {"Link": f'<{_next_url(context.call, page.next_cursor)}>; rel="next"'},
    )


def accepted(context: Context, job: Mapping[str, Any]) -> Response:
    """Return 202 with the job that was queued, its ``Location``, and when to look again."""
    location = f"{context.call.base_url}/jobs/{job['id']}"
    return Response(202, dict(job), {"Location": location, "Retry-After": str(LOOK_AGAIN_SECONDS)})


def created(context: Context, representation: dict[str, Any]) -> Response:
    """Return 201 with what a POST to a collection made, and its ``Location`` below the collection."""
    call = context.call
    return Response(201, representation, {"Location": f"{call.base_url}{call.path}/{representation['id']}"})


def _next_url(call: Call, cursor: str) -> str:
    others = [part for part in call.query.split("&") if part and part.partition("=")[0] != "cursor"]
    query = quote("&".join([*others, f"cursor={cursor}"]), safe=_QUERY)
    return f"{call.base_url}{call.path}?{query}"
