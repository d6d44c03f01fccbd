"""Work that goes on after its request was answered."""

from brainstormmsp.backend import LOOK_AGAIN_SECONDS, Context
from brainstormmsp.store.jobs import JOBS
from contractfirst.contract.problems import NotFound
from handlers._contract import jobs as contract


def get_job(context: Context, *, job_id: str) -> contract.GetJobResult:
    """Read a job, until a day after it ended."""
    job = JOBS.get(context, job_id)
    if (job["expires_at"] or context.timestamp) < context.timestamp:
        raise NotFound("The job has expired.")
    ended = job["finished_at"] is not None
    return contract.GetJob200(job, retry_after=None if ended else LOOK_AGAIN_SECONDS)
