"""Background jobs: a durable queue in the store, and the workers that run it.

A handler asks for work in its own transaction and answers with the job::

    job = enqueue(context, "report", {"report_id": report["id"]})      # any scope of the store will do
    return accepted(context, job, contract.RetryBackupJob202)    # brainstormmsp.backend

What is done is a kind, composed into the workers in ``brainstormmsp.command_line.background``::

    def perform(run: Run) -> None:
        report = run.read(lambda context: REPORTS.get(context, run.payload["report_id"]))
        for done, part in enumerate(parts[(run.checkpoint or {}).get("done", 0):]):
            run.step(lambda context: write(context, part), progress=..., checkpoint=lambda _: {"done": ...})
        run.finish(lambda context: {"report_id": report["id"]})        # the job's result, and its end

    REPORT = JobKind("report", perform, failed=mark_report_failed)

Promises: a job that was enqueued is run at least once, by one worker at a time; steps and their checkpoint
are one transaction, so what a step did is never done twice; ``finish`` and the job's end are one, so is
``failed`` and the job's failure. A ``Problem`` below 500 that ``perform`` raises fails the job for good,
``Canceled`` cancels it; anything else makes another attempt after a while. A job that fails raises
``job.failed``.
"""

from brainstormmsp.jobs.errors import Canceled, EndOfRun, Interrupted, LeaseLost
from brainstormmsp.jobs.job_problems import job_problems
from brainstormmsp.jobs.kind import JobKind
from brainstormmsp.jobs.purge import Purge, job_purge
from brainstormmsp.jobs.run import Run
from brainstormmsp.jobs.services import WorkServices
from brainstormmsp.jobs.ticker import Ticker
from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.jobs.worker import Worker
from brainstormmsp.store.jobs import ClaimedJob
from brainstormmsp.store.jobs import enqueue_job as enqueue

__all__ = [
    "Canceled",
    "ClaimedJob",
    "EndOfRun",
    "Interrupted",
    "JobKind",
    "LeaseLost",
    "Purge",
    "Run",
    "Ticker",
    "WorkContext",
    "WorkServices",
    "Worker",
    "enqueue",
    "job_problems",
    "job_purge",
]
