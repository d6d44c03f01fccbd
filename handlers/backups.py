"""How well the clients' assets are backed up, and the backup jobs that do it."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, accepted, listed
from brainstormmsp.store.assets import ASSETS, require_asset_of_client
from brainstormmsp.store.backup_coverage import coverage
from brainstormmsp.store.backups import BACKUP_JOBS, begin_retry, report_run, with_age
from brainstormmsp.store.clients import CLIENTS
from handlers._contract import backups as contract


def get_backup_coverage(context: Context, *, client_id: str | None) -> contract.GetBackupCoverageResult:
    """Read how much is backed up."""
    CLIENTS.require(context, client_id)
    counted = coverage(context, context.now, client_id)
    return contract.GetBackupCoverage200(counted)


def list_backup_jobs(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    sort: schemas.ListBackupJobsSort,
    client_id: str | None,
    asset_id: str | None,
    status: list[schemas.BackupJobStatus] | None,
    provider: list[schemas.BackupProvider] | None,
) -> contract.ListBackupJobsResult:
    """Return a page of backup jobs."""
    CLIENTS.require(context, client_id)
    ASSETS.require(context, asset_id)
    page = BACKUP_JOBS.page(
        context,
        filters={"client_id": client_id, "asset_id": asset_id, "status": status, "provider": provider},
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    aged = page.map(lambda backup_job: with_age(backup_job, context.now))
    return listed(context, aged, contract.ListBackupJobs200)


def retry_backup_job(context: Context, *, backup_job_id: str) -> contract.RetryBackupJobResult:
    """Queue another run of a backup job."""
    return accepted(context, begin_retry(context, backup_job_id), contract.RetryBackupJob202)


def report_backup_job(context: Context, *, body: schemas.BackupJobInput) -> contract.ReportBackupJobResult:
    """Store a backup job that a product reports, with its last run."""
    CLIENTS.require(context, body["client_id"])
    require_asset_of_client(context, body.get("asset_id"), body["client_id"])
    backup_job = report_run(context, body)
    return contract.ReportBackupJob200(with_age(backup_job, context.now))
