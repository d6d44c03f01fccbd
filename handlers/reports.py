"""Documents for customers and auditors."""

from brainstormmsp.backend import Context
from handlers._contract import reports as contract
from handlers._contract import schemas


def list_reports(
    context: Context,
    *,
    limit: int = 25,
    cursor: str | None = None,
    updated_since: str | None = None,
    sort: schemas.ListReportsSort = "created_at",
    status: list[schemas.ReportStatus] | None = None,
    type: list[schemas.ReportType] | None = None,
    format: list[schemas.ReportFormat] | None = None,
    client_id: str | None = None,
) -> contract.ListReportsResult:
    """List reports.

    Reports of the organisation, oldest first unless `sort` says otherwise. A report stays in the list
    after its file has expired. A `client_id` that is unknown answers 404; reports on all clients at once
    are not on any one of them.
    """
    raise NotImplementedError


def create_report(context: Context, *, body: schemas.ReportInput) -> contract.CreateReportResult:
    """Order a report.

    Orders a report and answers at once with the report in state `queued`; `Location` is where to follow
    it, `Retry-After` how long to wait before looking. Without `client_id` it covers every client that is
    not archived. Every type comes in every format. A `client_id` that is unknown answers 404. When the
    file is there, `report.completed` is sent; when the work fails, the report ends as `failed` and
    `job.failed` is sent. The file is kept for 24 hours.
    """
    raise NotImplementedError


def get_report(context: Context, *, report_id: str) -> contract.GetReportResult:
    """Read a report.

    Where the report stands: `queued`, then `running`, then `succeeded` or `failed`, which are final.
    `Retry-After` is there while the report is queued or running. A report that succeeded has
    `size_bytes`, `sha256` and `expires_at`; one that failed has `problem`. It stays readable after its
    file has expired.
    """
    raise NotImplementedError


def download_report(context: Context, *, report_id: str) -> contract.DownloadReportResult:
    """Download a report.

    The report's file, byte for byte the one that `size_bytes` and `sha256` describe. Its media type is
    the `format` that was ordered; `Accept` does not change it. A CSV file (RFC 4180, UTF-8) holds the
    first table of the report, its header line being the columns' names; a cell that a spreadsheet could
    take for a formula begins with an apostrophe.

    While the report is queued or running the answer is 409 with the code `report_not_ready`, for a report
    that failed 409 with `report_failed`, after `expires_at` 404.
    """
    raise NotImplementedError
