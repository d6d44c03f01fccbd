# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Reports" take and return."""

from typing import Literal, Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListReports200(Response):
    """A page of reports."""

    __slots__ = ()

    def __init__(self, body: schemas.ReportPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateReport202(Response):
    """The queued report."""

    __slots__ = ()

    def __init__(self, body: schemas.Report, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


class GetReport200(Response):
    """The report."""

    __slots__ = ()

    def __init__(
        self,
        body: schemas.Report,
        *,
        etag: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(
            200,
            body,
            {
                "ETag": etag,
                "Retry-After": None if retry_after is None else str(retry_after),
            },
        )


class DownloadReport200(Response):
    """The file."""

    __slots__ = ()

    def __init__(
        self,
        body: schemas.ReportDocument | str | bytes,
        *,
        media_type: Literal["application/json", "text/csv", "application/pdf"],
        etag: str | None = None,
        content_disposition: str,
    ) -> None:
        super().__init__(200, body, {"ETag": etag, "Content-Disposition": content_disposition}, media_type)


ListReportsResult: TypeAlias = ListReports200
CreateReportResult: TypeAlias = CreateReport202
GetReportResult: TypeAlias = GetReport200
DownloadReportResult: TypeAlias = DownloadReport200


class Reports(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_reports(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        created_since: str | None,
        include_total: bool,
        sort: schemas.ListReportsSort,
        status: list[schemas.ReportStatus] | None,
        type: list[schemas.ReportType] | None,
        format: list[schemas.ReportFormat] | None,
        client_id: str | None,
    ) -> ListReportsResult: ...

    def create_report(self, context: Context, /, *, body: schemas.ReportInput) -> CreateReportResult: ...

    def get_report(self, context: Context, /, *, report_id: str) -> GetReportResult: ...

    def download_report(self, context: Context, /, *, report_id: str) -> DownloadReportResult: ...
