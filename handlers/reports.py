"""Documents for customers and auditors."""

from base64 import urlsafe_b64encode
from typing import Literal

import orjson

from brainstormmsp import schemas
from brainstormmsp.backend import LOOK_AGAIN_SECONDS, Context, listed
from brainstormmsp.reports import Period, require_begun
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.reports import REPORTS, order_report, read_report_file
from handlers._contract import reports as contract

_MEDIA_TYPES: dict[schemas.ReportFormat, Literal["application/json", "text/csv", "application/pdf"]] = {
    "json": "application/json",
    "csv": "text/csv",
    "pdf": "application/pdf",
}


def list_reports(
    context: Context,
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
) -> contract.ListReportsResult:
    """Return a page of reports."""
    CLIENTS.require(context, client_id)
    page = REPORTS.page(
        context,
        filters={"status": status, "type": type, "format": format, "client_id": client_id},
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListReports200)


def create_report(context: Context, *, body: schemas.ReportInput) -> contract.CreateReportResult:
    """Order a report."""
    CLIENTS.require(context, body.get("client_id"))
    period = Period.of(body["period"])
    require_begun(period, context.now)
    report = order_report(context, body, period.first.isoformat(), period.last.isoformat())
    return contract.CreateReport202(
        report,
        location=f"{context.call.base_url}/reports/{report['id']}",
        retry_after=LOOK_AGAIN_SECONDS,
    )


def get_report(context: Context, *, report_id: str) -> contract.GetReportResult:
    """Read a report."""
    report = REPORTS.get(context, report_id)
    ended = report["finished_at"] is not None
    return contract.GetReport200(report, retry_after=None if ended else LOOK_AGAIN_SECONDS)


def download_report(context: Context, *, report_id: str) -> contract.DownloadReportResult:
    """Return a report's file, until a day after it was made."""
    report = REPORTS.get(context, report_id)
    file = read_report_file(context, report)
    is_json = report["format"] == "json"
    digest = bytes.fromhex(file.sha256)
    return contract.DownloadReport200(
        # JSON is held against the contract once more; encoding it gives the same bytes again.
        orjson.loads(file.content) if is_json else file.content,
        media_type=_MEDIA_TYPES[report["format"]],
        etag=f'"{urlsafe_b64encode(digest)[:22].decode("ascii")}"',
        content_disposition=f'attachment; filename="{file.name}"',
    )
