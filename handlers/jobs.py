"""Work that goes on after its request was answered."""

from brainstormmsp.backend import LOOK_AGAIN_SECONDS, Context
from brainstormmsp.contract.exchange import Response
from brainstormmsp.contract.problems import NotFound
from brainstormmsp.store.jobs import JOBS


def get_job(context: Context, *, job_id: str) -> Response:
    """Read a job, until a day after it ended."""
    job = JOBS.get(context, job_id)
    if job.get("expires_at", context.timestamp) < context.timestamp:
        raise NotFound("The job ended more than a day ago and is gone.")
    ended = "finished_at" in job
    return Response(200, job, {"Retry-After": None if ended else str(LOOK_AGAIN_SECONDS)})
