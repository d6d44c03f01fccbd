# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Backups" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class GetBackupCoverage200(Response):
    """The coverage."""

    __slots__ = ()

    def __init__(self, body: schemas.BackupCoverage, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ListBackupJobs200(Response):
    """A page of backup jobs."""

    __slots__ = ()

    def __init__(self, body: schemas.BackupJobPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class ReportBackupJob200(Response):
    """The backup job with its last run."""

    __slots__ = ()

    def __init__(self, body: schemas.BackupJob) -> None:
        super().__init__(200, body)


class RetryBackupJob202(Response):
    """The job that retries the backup."""

    __slots__ = ()

    def __init__(self, body: schemas.Job, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


GetBackupCoverageResult: TypeAlias = GetBackupCoverage200
ListBackupJobsResult: TypeAlias = ListBackupJobs200
ReportBackupJobResult: TypeAlias = ReportBackupJob200
RetryBackupJobResult: TypeAlias = RetryBackupJob202


class Backups(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def get_backup_coverage(
        self,
        context: Context,
        /,
        *,
        client_id: str | None,
    ) -> GetBackupCoverageResult: ...

    def list_backup_jobs(
        self,
        context: Context,
        /,
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
    ) -> ListBackupJobsResult: ...

    def report_backup_job(
        self,
        context: Context,
        /,
        *,
        body: schemas.BackupJobInput,
    ) -> ReportBackupJobResult: ...

    def retry_backup_job(self, context: Context, /, *, backup_job_id: str) -> RetryBackupJobResult: ...
