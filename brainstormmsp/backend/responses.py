"""Responses that many operations share, each of the class that is generated from the contract for it."""

from typing import Generic, NotRequired, Protocol, TypedDict, TypeVar
from urllib.parse import quote

from brainstormmsp import schemas
from brainstormmsp.backend.context import Context
from brainstormmsp.store import Page
from contractfirst.contract.exchange import Call

__all__ = ["LOOK_AGAIN_SECONDS", "accepted", "created", "listed"]

# Whole seconds after which a job, or what it makes, is worth polling.
LOOK_AGAIN_SECONDS = 1

# What may stand in a query (RFC 3986 section 3.4) stays, percent signs included.
_QUERY = "%&=+,;:@/?!$'()*-._~[]"


class _Identified(TypedDict):
    id: str


Item = TypeVar("Item")
Created = TypeVar("Created", bound=_Identified)
Body = TypeVar("Body", contravariant=True)
Kind = TypeVar("Kind", covariant=True)


class _PageBody(TypedDict, Generic[Item]):
    data: list[Item]
    next_cursor: NotRequired[str]
    total_count: NotRequired[int]


class _PageResponse(Protocol[Item, Kind]):
    def __call__(self, body: _PageBody[Item], *, link: str | None = None) -> Kind: ...


class _CreatedResponse(Protocol[Body, Kind]):
    def __call__(self, body: Body, *, location: str) -> Kind: ...


class _AcceptedResponse(Protocol[Kind]):
    def __call__(self, body: schemas.Job, *, location: str, retry_after: int) -> Kind: ...


def listed(context: Context, page: Page[Item], kind: _PageResponse[Item, Kind]) -> Kind:
    """Return 200 with a page: ``data``, and where to find the next one in ``next_cursor`` and ``Link``."""
    body: _PageBody[Item] = {"data": page.rows}
    if page.total is not None:
        body["total_count"] = page.total
    if page.next_cursor is None:
        return kind(body)
    body["next_cursor"] = page.next_cursor
    return kind(body, link=f'<{_next_url(context.call, page.next_cursor)}>; rel="next"')


def created(context: Context, representation: Created, kind: _CreatedResponse[Created, Kind]) -> Kind:
    """Return 201 with what a POST to a collection created, and its ``Location`` below the collection."""
    call = context.call
    return kind(representation, location=f"{call.base_url}{call.path}/{representation['id']}")


def accepted(context: Context, job: schemas.Job, kind: _AcceptedResponse[Kind]) -> Kind:
    """Return 202 with the job that was queued, its ``Location``, and when to poll it."""
    location = f"{context.call.base_url}/jobs/{job['id']}"
    return kind(job, location=location, retry_after=LOOK_AGAIN_SECONDS)


def _next_url(call: Call, cursor: str) -> str:
    others = [part for part in call.query.split("&") if part and part.partition("=")[0] != "cursor"]
    query = quote("&".join([*others, f"cursor={cursor}"]), safe=_QUERY)
    return f"{call.base_url}{call.path}?{query}"
