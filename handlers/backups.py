"""How well the clients' assets are backed up, and the backup jobs that do it."""

from brainstormmsp.backend import Context, accepted, listed
from brainstormmsp.contract.exchange import Response
from brainstormmsp.store import Page
from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.backup_coverage import coverage
from brainstormmsp.store.backups import BACKUP_JOBS, begin_retry, with_age
from brainstormmsp.store.clients import CLIENTS


def get_backup_coverage(context: Context, *, client_id: str | None) -> Response:
    """Read how much is backed up."""
    CLIENTS.require(context, client_id)
    return Response(200, coverage(context, context.now, client_id))


def list_backup_jobs(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    sort: str,
    client_id: str | None,
    asset_id: str | None,
    status: list[str] | None,
    provider: list[str] | None,
) -> Response:
    """Return a page of backup jobs."""
    CLIENTS.require(context, client_id)
    ASSETS.require(context, asset_id)
    page = BACKUP_JOBS.page(
        context,
        filters={"client_id": client_id, "asset_id": asset_id, "status": status, "provider": provider},
        sort=sort,
        updated_since=updated_since,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, Page([with_age(row, context.now) for row in page.rows], page.next_cursor))


def retry_backup_job(context: Context, *, backup_job_id: str) -> Response:
    """Queue another run of a backup job."""
    return accepted(context, begin_retry(context, backup_job_id))
