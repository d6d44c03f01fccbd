"""Responses that many operations share."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, overload
from urllib.parse import quote

from brainstormmsp.backend.context import Context
from brainstormmsp.store import Page
from contractfirst.contract.exchange import Call, Response

__all__ = ["LOOK_AGAIN_SECONDS", "accepted", "created", "listed"]

# Whole seconds after which a job, or what it makes, is worth looking at again.
LOOK_AGAIN_SECONDS = 1

Kind = TypeVar("Kind", bound=Response)

# What may stand in a query (RFC 3986 section 3.4) stays, percent signs included.
_QUERY = "%&=+,;:@/?!$'()*-._~[]"


class _Listed(Response):
    """Any page."""

    def __init__(self, body: object, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class _Created(Response):
    """Anything created."""

    def __init__(self, body: object, *, location: str) -> None:
        super().__init__(201, body, {"Location": location})


@overload
def listed(context: Context, page: Page) -> Response: ...
@overload
def listed(context: Context, page: Page, kind: Callable[..., Kind]) -> Kind: ...
def listed(context: Context, page: Page, kind: Callable[..., Response] = _Listed) -> Response:
    """Return 200 with a page: ``data``, and where to find the next one in ``next_cursor`` and ``Link``.

    ``kind`` is the response's class as generated from the contract.
    """
    if page.next_cursor is None:
        return kind({"data": page.rows})
    body = {"data": page.rows, "next_cursor": page.next_cursor}
    return kind(body, link=f'<{_next_url(context.call, page.next_cursor)}>; rel="next"')


@overload
def created(context: Context, representation: Mapping[str, Any]) -> Response: ...
@overload
def created(context: Context, representation: Mapping[str, Any], kind: Callable[..., Kind]) -> Kind: ...
def created(
    context: Context, representation: Mapping[str, Any], kind: Callable[..., Response] = _Created
) -> Response:
    """Return 201 with what a POST to a collection made, and its ``Location`` below the collection.

    ``kind`` is the response's class as generated from the contract.
    """
    call = context.call
    return kind(dict(representation), location=f"{call.base_url}{call.path}/{representation['id']}")


def accepted(context: Context, job: Mapping[str, Any], kind: Callable[..., Kind]) -> Kind:
    """Return 202 with the job that was queued, its ``Location``, and when to look again.

    ``kind`` is the response's class as generated from the contract.
    """
    location = f"{context.call.base_url}/jobs/{job['id']}"
    return kind(dict(job), location=location, retry_after=LOOK_AGAIN_SECONDS)


def _next_url(call: Call, cursor: str) -> str:
    others = [part for part in call.query.split("&") if part and part.partition("=")[0] != "cursor"]
    query = quote("&".join([*others, f"cursor={cursor}"]), safe=_QUERY)
    return f"{call.base_url}{call.path}?{query}"
