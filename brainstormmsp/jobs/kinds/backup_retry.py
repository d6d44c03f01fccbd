"""Retries of backup jobs."""

from collections.abc import Mapping, Sequence
from functools import partial

from brainstormmsp.connectors import BackupOutcome, BackupProduct
from brainstormmsp.jobs.kind import JobKind
from brainstormmsp.jobs.run import Run
from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store.backups import BACKUP_JOBS, connection_of_backup, end_backup, with_age
from brainstormmsp.store.jobs import ClaimedJob
from contractfirst.contract.problems import Problem

__all__ = ["backup_retry_kind"]


def backup_retry_kind(product: BackupProduct) -> JobKind:
    """Return the kind ``backup_retry``; its payload is ``backup_job_id``."""
    return JobKind("backup_retry", partial(_perform, product), failed=_failed)


def _perform(product: BackupProduct, run: Run) -> None:
    backup_job_id: str = run.payload["backup_job_id"]
    backup_job, connection = run.read(
        lambda context: (
            BACKUP_JOBS.get(context, backup_job_id),
            connection_of_backup(context, backup_job_id),
        )
    )
    outcome = product.run(backup_job, connection)
    run.finish(partial(_complete, backup_job_id, outcome))


def _complete(backup_job_id: str, outcome: BackupOutcome, context: WorkContext) -> Mapping[str, object]:
    _end(context, backup_job_id, outcome)
    return {"backup_job_id": backup_job_id, "outcome": "succeeded" if outcome.succeeded else "failed"}


def _failed(context: WorkContext, job: ClaimedJob, problems: Sequence[Problem]) -> None:
    backup_job_id: str = job.payload["backup_job_id"]
    if BACKUP_JOBS.find(context, backup_job_id) is not None:
        _end(context, backup_job_id, BackupOutcome(succeeded=False, message=problems[0].detail))


def _end(context: WorkContext, backup_job_id: str, outcome: BackupOutcome) -> None:
    size = outcome.size_bytes if outcome.succeeded else None
    backup_job = end_backup(context, backup_job_id, size_bytes=size, message=outcome.message)
    if not outcome.succeeded:
        context.emit("backup.failed", with_age(backup_job, context.now))
