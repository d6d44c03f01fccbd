# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Jobs" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListJobs200(Response):
    """A page of jobs."""

    __slots__ = ()

    def __init__(self, body: schemas.JobPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class GetJob200(Response):
    """The job."""

    __slots__ = ()

    def __init__(self, body: schemas.Job, *, etag: str | None = None, retry_after: int | None = None) -> None:
        super().__init__(
            200,
            body,
            {
                "ETag": etag,
                "Retry-After": None if retry_after is None else str(retry_after),
            },
        )


class CancelJob202(Response):
    """The job, which will end as soon as it can."""

    __slots__ = ()

    def __init__(self, body: schemas.Job, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


ListJobsResult: TypeAlias = ListJobs200
GetJobResult: TypeAlias = GetJob200
CancelJobResult: TypeAlias = CancelJob202


class Jobs(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_jobs(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        created_since: str | None,
        sort: schemas.ListJobsSort,
        status: list[schemas.JobStatus] | None,
        kind: list[schemas.JobKind] | None,
    ) -> ListJobsResult: ...

    def get_job(self, context: Context, /, *, job_id: str) -> GetJobResult: ...

    def cancel_job(self, context: Context, /, *, job_id: str) -> CancelJobResult: ...
