# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Jobs" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


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


GetJobResult: TypeAlias = GetJob200


class Jobs(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def get_job(self, context: Context, /, *, job_id: str) -> GetJobResult: ...
