"""The job that generates a report, and the task that deletes expired files."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from brainstormmsp.compliance.controls import BUILTIN_ROWS
from brainstormmsp.jobs import ClaimedJob, JobKind, Purge, Run, WorkContext
from brainstormmsp.reports.document import ComposedReport
from brainstormmsp.reports.facts import ReportedControl, controls_of_rows, read_facts
from brainstormmsp.reports.file import report_file
from brainstormmsp.reports.types import TYPES
from brainstormmsp.store import Database, Scope, Transaction, format_timestamp
from brainstormmsp.store.jobs import JOBS
from brainstormmsp.store.report_facts import custom_controls
from brainstormmsp.store.reports import (
    ReportFile,
    begin_report,
    complete_report,
    fail_report,
    purge_report_files,
)
from contractfirst.contract.problems import Problem

__all__ = ["compose_report", "report_kind", "report_purge"]

_BUILTIN = controls_of_rows(BUILTIN_ROWS)

# Progress in percent when the job has started, and when the data has been read.
_BEGUN = 5
_COMPOSED = 50


def report_kind() -> JobKind:
    """Return the kind ``report``; its payload is ``report_id``."""
    return JobKind("report", _perform, failed=_failed, canceled=_canceled)


def compose_report(scope: Scope, report: Mapping[str, Any]) -> ComposedReport:
    """Read a report's data and compose the report.

    Raises:
        NotFound: its client is gone.
    """
    report_type = TYPES[report["type"]]
    return report_type.compose(read_facts(scope, report, report_type.wanted, _every_control))


def report_purge(database: Database) -> Purge:
    """Return the task that deletes expired report files."""

    def delete(transaction: Transaction, now: datetime) -> bool:
        purge_report_files(transaction, format_timestamp(now))
        return False

    return Purge("report-purge", database, delete)


def _every_control(scope: Scope) -> Mapping[str, ReportedControl]:
    return {**_BUILTIN, **controls_of_rows(custom_controls(scope))}


def _perform(run: Run) -> None:
    report_id: str = run.payload["report_id"]
    report = run.step(lambda context: begin_report(context, report_id), progress=_BEGUN)
    document = run.read(lambda context: compose_report(context, report))
    run.step(lambda _: None, progress=_COMPOSED)
    # Only the end of the job stores the file, so another attempt generates it again and stores it once.
    run.finish(partial(_complete, report_id, report_file(document, report["format"])))


def _complete(report_id: str, file: ReportFile, context: WorkContext) -> Mapping[str, object]:
    context.emit("report.completed", complete_report(context, report_id, file))
    return {"report_id": report_id}


def _canceled(context: WorkContext, job: ClaimedJob) -> None:
    fail_report(context, job.payload["report_id"], JOBS.get(context, job.id)["errors"][0])


def _failed(context: WorkContext, job: ClaimedJob, _problems: Sequence[Problem]) -> None:
    # The job shows them as the contract has them.
    fail_report(context, job.payload["report_id"], JOBS.get(context, job.id)["errors"][0])
