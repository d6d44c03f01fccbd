"""Backup jobs of the backup products, and their last runs."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.jobs import enqueue_job
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Announcer, Scope
from brainstormmsp.store.statements import Statement
from contractfirst.contract.problems import Conflict
from contractfirst.timestamps import parse_timestamp

__all__ = [
    "BACKUP_JOBS",
    "announce_backup",
    "begin_retry",
    "connection_of_backup",
    "end_backup",
    "report_run",
    "with_age",
]

BACKUP_JOBS = Resource[schemas.BackupJob](tables.backup_jobs, singular="backup job", hidden=("connection",))
_TABLE = tables.backup_jobs
_OF_NAME = Statement(
    select(_TABLE.c.id, _TABLE.c.status)
    .where(
        _TABLE.c.organisation_id == bindparam("organisation_id"),
        _TABLE.c.client_id == bindparam("client_id"),
        _TABLE.c.name == bindparam("name"),
        _TABLE.c.provider == bindparam("provider"),
    )
    .order_by(_TABLE.c.id)
    .limit(1)
)
_WHOLE = Resource[dict[str, Any]](tables.backup_jobs, singular="backup job")


def with_age(backup_job: schemas.BackupJob, now: datetime) -> schemas.BackupJob:
    """Return a backup job's representation with the hours since its last success, rounded down to tenths."""
    last = backup_job["last_success_at"]
    age = None if last is None else max(0.0, (now - parse_timestamp(last)).total_seconds())
    return {**backup_job, "age_hours": None if age is None else int(age / 360) / 10}


def begin_retry(scope: Scope, backup_job_id: str) -> schemas.Job:
    """Queue another run of a backup job, whose status is running from now on; return the job that runs it.

    Raises:
        NotFound: the organisation has no such backup job.
        Conflict: it runs already (``backup_running``).
    """
    before = BACKUP_JOBS.get(scope, backup_job_id)
    if before["status"] == "running":
        raise Conflict("The backup job is already running.", code="backup_running")
    BACKUP_JOBS.update(scope, backup_job_id, status="running")
    return enqueue_job(scope, "backup_retry", {"backup_job_id": backup_job_id, "status": before["status"]})


def end_backup(
    scope: Scope, backup_job_id: str, *, size_bytes: int | None, message: str | None
) -> schemas.BackupJob:
    """Store the result of a run, successful if it has a size; return the backup job without its age.

    Raises:
        NotFound: the organisation has no such backup job.
    """
    if size_bytes is None:
        return BACKUP_JOBS.update(scope, backup_job_id, status="failed", message=message)
    return BACKUP_JOBS.update(
        scope,
        backup_job_id,
        status="succeeded",
        message=message,
        size_bytes=size_bytes,
        last_success_at=scope.timestamp,
    )


def announce_backup(announcer: Announcer, before: str | None, backup_job: schemas.BackupJob) -> None:
    """Emit ``backup.failed`` for a run that failed, ``backup.recovered`` for a success after a failure.

    ``before`` is the backup job's status before the run, ``None`` if it is new.
    """
    if backup_job["status"] == "failed":
        announcer.emit("backup.failed", with_age(backup_job, parse_timestamp(announcer.timestamp)))
    elif backup_job["status"] == "succeeded" and before == "failed":
        announcer.emit("backup.recovered", with_age(backup_job, parse_timestamp(announcer.timestamp)))


def report_run(announcer: Announcer, body: schemas.BackupJobInput) -> schemas.BackupJob:
    """Store a backup job as its product reports it, and emit the event of its run; return it without its age.

    A client has one backup job of a name and provider. What ``body`` lacks stays as it was reported before.
    """
    known: dict[str, Any] = {name: value for name, value in body.items() if value is not None}
    if body["status"] == "succeeded":
        known.setdefault("last_success_at", announcer.timestamp)
    known["message"] = body.get("message")
    found = announcer.transaction.one(
        _OF_NAME,
        {
            "organisation_id": announcer.organisation_id,
            "client_id": body["client_id"],
            "name": body["name"],
            "provider": body["provider"],
        },
    )
    if found is None:
        backup_job = BACKUP_JOBS.insert(announcer, {}, **known)
    else:
        backup_job = BACKUP_JOBS.update(announcer, found["id"], **known)
    announce_backup(announcer, None if found is None else found["status"], backup_job)
    return backup_job


def connection_of_backup(scope: Scope, backup_job_id: str) -> dict[str, Any]:
    """Return the connection settings of the product; raises as ``Resource.get`` does."""
    connection: dict[str, Any] = _WHOLE.get(scope, backup_job_id)["connection"]
    return connection
