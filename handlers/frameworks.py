"""The published catalogues that controls are mapped to."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, listed
from brainstormmsp.compliance.frameworks import frameworks_page
from handlers._contract import frameworks as contract


def list_frameworks(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    sort: schemas.ListFrameworksSort,
    code: list[schemas.FrameworkCode] | None,
) -> contract.ListFrameworksResult:
    """Return a page of frameworks, each with the controls that are mapped to it."""
    page = frameworks_page(
        context,
        codes=code,
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListFrameworks200)
