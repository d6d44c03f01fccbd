"""Retries of backup jobs."""

from collections.abc import Mapping, Sequence
from functools import partial

from brainstormmsp.connectors import BackupOutcome, BackupProduct
from brainstormmsp.jobs.kind import JobKind
from brainstormmsp.jobs.run import Run
from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store.backups import BACKUP_JOBS, announce_backup, connection_of_backup, end_backup
from brainstormmsp.store.jobs import ClaimedJob
from contractfirst.contract.problems import Problem

__all__ = ["backup_retry_kind"]


def backup_retry_kind(product: BackupProduct) -> JobKind:
    """Return the kind ``backup_retry``; its payload is ``backup_job_id`` and the ``status`` that it had."""
    return JobKind("backup_retry", partial(_perform, product), failed=_failed, canceled=_canceled)


def _perform(product: BackupProduct, run: Run) -> None:
    backup_job_id: str = run.payload["backup_job_id"]
    backup_job, connection = run.read(
        lambda context: (
            BACKUP_JOBS.get(context, backup_job_id),
            connection_of_backup(context, backup_job_id),
        )
    )
    outcome = product.run(backup_job, connection)
    run.finish(partial(_complete, run.payload, outcome))


def _complete(
    payload: Mapping[str, str], outcome: BackupOutcome, context: WorkContext
) -> Mapping[str, object]:
    _end(context, payload, outcome)
    return {
        "backup_job_id": payload["backup_job_id"],
        "outcome": "succeeded" if outcome.succeeded else "failed",
    }


def _failed(context: WorkContext, job: ClaimedJob, problems: Sequence[Problem]) -> None:
    if BACKUP_JOBS.find(context, job.payload["backup_job_id"]) is not None:
        _end(context, job.payload, BackupOutcome(succeeded=False, message=problems[0].detail))


def _canceled(context: WorkContext, job: ClaimedJob) -> None:
    if BACKUP_JOBS.find(context, job.payload["backup_job_id"]) is not None:
        BACKUP_JOBS.update(context, job.payload["backup_job_id"], status=job.payload["status"])


def _end(context: WorkContext, payload: Mapping[str, str], outcome: BackupOutcome) -> None:
    size = outcome.size_bytes if outcome.succeeded else None
    backup_job = end_backup(context, payload["backup_job_id"], size_bytes=size, message=outcome.message)
    announce_backup(context, payload["status"], backup_job)
