"""Work that goes on after its request was answered."""

from dataclasses import replace

from brainstormmsp import schemas
from brainstormmsp.backend import LOOK_AGAIN_SECONDS, Context, accepted, listed
from brainstormmsp.store.jobs import JOBS, request_cancel
from contractfirst.contract.problems import NotFound
from handlers._contract import jobs as contract


def list_jobs(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    created_since: str | None,
    sort: schemas.ListJobsSort,
    status: list[schemas.JobStatus] | None,
    kind: list[schemas.JobKind] | None,
) -> contract.ListJobsResult:
    """Return a page of jobs that have not expired."""
    page = JOBS.page(
        context,
        filters={"status": status, "kind": kind},
        sort=sort,
        created_since=created_since,
        limit=limit,
        cursor=cursor,
    )
    # What has expired may be there for a minute, until it is deleted.
    shown = replace(page, rows=[job for job in page.rows if not _expired(context, job)])
    return listed(context, shown, contract.ListJobs200)


def get_job(context: Context, *, job_id: str) -> contract.GetJobResult:
    """Read a job, until a day after it ended."""
    job = _get(context, job_id)
    ended = job["finished_at"] is not None
    return contract.GetJob200(job, retry_after=None if ended else LOOK_AGAIN_SECONDS)


def cancel_job(context: Context, *, job_id: str) -> contract.CancelJobResult:
    """Ask a job to end."""
    _get(context, job_id)
    return accepted(context, request_cancel(context, job_id), contract.CancelJob202)


def _get(context: Context, job_id: str) -> schemas.Job:
    job = JOBS.get(context, job_id)
    if _expired(context, job):
        raise NotFound("The job has expired.")
    return job


def _expired(context: Context, job: schemas.Job) -> bool:
    return (job["expires_at"] or context.timestamp) < context.timestamp
