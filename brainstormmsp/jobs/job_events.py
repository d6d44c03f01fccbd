"""The events that report the end of a job."""

from brainstormmsp import schemas
from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store.events import put_event

__all__ = ["announce_end"]

_MOST_ERRORS = 10


def announce_end(context: WorkContext, job: schemas.Job) -> None:
    """Emit ``job.completed`` for a job that succeeded or was canceled, ``job.failed`` for one that failed.

    It is never delivered after the events of mass work, of which it is the end.
    """
    data = {name: value for name, value in job.items() if name != "result"}
    data["errors"] = job["errors"][:_MOST_ERRORS]
    put_event(context, "job.failed" if job["status"] == "failed" else "job.completed", data)
