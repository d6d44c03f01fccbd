"""Reports: ordered, made by a job, and kept as files for a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.jobs import enqueue_job
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction
from contractfirst.contract.problems import Conflict, NotFound
from contractfirst.timestamps import format_timestamp, parse_timestamp

__all__ = [
    "FILE_KEPT",
    "REPORTS",
    "ReportFile",
    "begin_report",
    "complete_report",
    "fail_report",
    "order_report",
    "purge_report_files",
    "read_report_file",
]

# How long a file can be downloaded after it was made.
FILE_KEPT = timedelta(hours=24)

REPORTS = Resource[schemas.Report](tables.reports, singular="report")

_FILES = tables.report_files
_INSERT_FILE = Statement(insert(_FILES))
_FILE = Statement(
    select(_FILES.c.name, _FILES.c.content, _FILES.c.expires_at).where(
        _FILES.c.organisation_id == bindparam("organisation_id"), _FILES.c.report_id == bindparam("report_id")
    )
)
_PURGE = Statement(delete(_FILES).where(_FILES.c.expires_at < bindparam("now")))


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file; ``name`` is what it is to be saved as, in letters, digits, dots, dashes and underscores."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The content's SHA-256 in hexadecimal."""
        return sha256(self.content).hexdigest()


def order_report(scope: Scope, body: schemas.ReportInput, period_from: str, period_to: str) -> schemas.Report:
    """Store a report and queue the job that makes it; return the report.

    ``period_from`` and ``period_to`` are the first and the last day that the body's period covers.
    """
    report_id = scope.ids.new()
    job = enqueue_job(scope, "report", {"report_id": report_id})
    return REPORTS.insert(
        scope, body, id=report_id, job_id=job["id"], period_from=period_from, period_to=period_to
    )


def begin_report(scope: Scope, report_id: str) -> schemas.Report:
    """Write down that the report is being made; return it. Raises ``NotFound``."""
    return REPORTS.update(scope, report_id, status="running")


def complete_report(scope: Scope, report_id: str, file: ReportFile, *, keep: bool = True) -> schemas.Report:
    """Keep the report's file for a day and write down that it is there; return the report.

    Without ``keep`` the file is as good as expired.

    Raises:
        NotFound: the organisation has no such report.
    """
    expires_at = format_timestamp(parse_timestamp(scope.timestamp) + FILE_KEPT)
    report = REPORTS.update(
        scope,
        report_id,
        status="succeeded",
        size_bytes=len(file.content),
        sha256=file.sha256,
        finished_at=scope.timestamp,
        expires_at=expires_at,
    )
    if keep:
        scope.transaction.execute(
            _INSERT_FILE,
            {
                "organisation_id": scope.organisation_id,
                "report_id": report_id,
                "name": file.name,
                "content": file.content,
                "expires_at": expires_at,
            },
        )
    return report


def fail_report(scope: Scope, report_id: str, problem: Mapping[str, Any]) -> schemas.Report:
    """Write down that the report was given up, and why (a JobProblem); return it. Raises ``NotFound``."""
    return REPORTS.update(scope, report_id, status="failed", problem=problem, finished_at=scope.timestamp)


def read_report_file(scope: Scope, report: schemas.Report) -> ReportFile:
    """Return a report's file.

    Raises:
        Conflict: the report is still being made (``report_not_ready``), or failed (``report_failed``).
        NotFound: the file has expired.
    """
    if report["status"] == "failed":
        raise Conflict("The report failed; there is no file to download.", code="report_failed")
    if report["status"] != "succeeded":
        raise Conflict("The report is not finished yet.", code="report_not_ready")
    row = scope.transaction.one(_FILE, {"organisation_id": scope.organisation_id, "report_id": report["id"]})
    if row is None or row["expires_at"] < scope.timestamp:
        raise NotFound("The report's file has expired; create the report again.")
    return ReportFile(row["name"], bytes(row["content"]))


def purge_report_files(transaction: Transaction, now: str) -> int:
    """Delete the files that have expired; return how many there were."""
    return transaction.execute(_PURGE, {"now": now})
