"""Reports of the demo organisation: some can still be downloaded, older ones have expired."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from brainstormmsp.reports.file import report_file
from brainstormmsp.reports.period import Period
from brainstormmsp.reports.work import compose_report
from brainstormmsp.store import format_timestamp
from brainstormmsp.store.jobs import JOBS, KEPT
from brainstormmsp.store.reports import FILE_KEPT, REPORTS, complete_report
from brainstormmsp.store.seed import Story

__all__ = ["make_reports"]

_WORK = timedelta(milliseconds=2450)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """A report: how many hours ago, over which days before then, and whether about one client."""

    type: str
    format: str
    hours_ago: float
    period: str
    of_client: bool = False


_REPORTS = (
    _Ordered("executive", "pdf", 24 * 33, "month"),
    _Ordered("evidence_pack", "json", 24 * 9, "quarter", of_client=True),
    _Ordered("compliance_summary", "pdf", 5, "quarter"),
    _Ordered("executive", "pdf", 4.5, "month", of_client=True),
    _Ordered("compliance_summary", "pdf", 4, "days", of_client=True),
    _Ordered("backup", "csv", 2, "days"),
)


def make_reports(story: Story) -> Mapping[str, int]:
    """Create the reports in order of time."""
    active = [client for client in story.clients if client["status"] == "active"]
    if not active:
        return {"reports": 0}
    client_id = min(active, key=lambda client: (story.diligence[client["id"]], client["id"]))["id"]
    for ordered in _REPORTS:
        _make(story, ordered, client_id)
    return {"reports": len(_REPORTS)}


def _make(story: Story, ordered: _Ordered, client_id: str) -> None:
    story.time = story.now - timedelta(hours=ordered.hours_ago)
    body: dict[str, Any] = {
        "type": ordered.type,
        "format": ordered.format,
        "period": _period(ordered.period, story),
        **({"client_id": client_id} if ordered.of_client else {}),
    }
    period = Period.of(body["period"])
    job_id, report_id = story.new(), story.new()
    days = {"period_from": period.first.isoformat(), "period_to": period.last.isoformat()}
    report = REPORTS.insert(story, body, id=report_id, job_id=job_id, **days)
    begun = story.timestamp
    story.time += _WORK
    document = compose_report(story, report)
    file = report_file(document, ordered.format)
    kept = story.time + FILE_KEPT >= story.now
    complete_report(story, report_id, file, keep=kept)
    if kept:
        JOBS.insert(
            story,
            {},
            id=job_id,
            kind="report",
            status="succeeded",
            progress=100,
            result={"report_id": report_id},
            created_at=begun,
            started_at=begun,
            finished_at=story.timestamp,
            expires_at=format_timestamp(story.time + KEPT),
            attempts=1,
        )


def _period(kind: str, story: Story) -> dict[str, Any]:
    """Return the last whole month or quarter before the story's time, or the ninety days until it."""
    today = story.time.date()
    if kind == "days":
        return {"kind": "days", "start": (today - timedelta(days=89)).isoformat(), "days": 90}
    last = today.replace(day=1) - timedelta(days=1)
    if kind == "quarter":
        last = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
        return {"kind": "quarter", "quarter": f"{last.year}-Q{(last.month + 2) // 3}"}
    return {"kind": "month", "month": f"{last:%Y-%m}"}
