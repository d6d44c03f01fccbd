"""The job that makes a report."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from brainstormmsp.jobs import ClaimedJob, JobKind, Run, WorkContext
from brainstormmsp.reports.controls import every_control
from brainstormmsp.reports.document import ReportDocument
from brainstormmsp.reports.facts import read_facts
from brainstormmsp.reports.file import report_file
from brainstormmsp.reports.types import TYPES
from brainstormmsp.store import Scope
from brainstormmsp.store.jobs import JOBS
from brainstormmsp.store.reports import ReportFile, begin_report, complete_report, fail_report
from contractfirst.contract.problems import Problem

__all__ = ["compose_report", "report_kind"]

# Percent of the work that is done when it has been begun, and when the data has been read.
_BEGUN = 5
_COMPOSED = 50


def report_kind() -> JobKind:
    """Return the kind ``report``; its payload is ``report_id``."""
    return JobKind("report", _perform, failed=_failed)


def compose_report(scope: Scope, report: Mapping[str, Any]) -> ReportDocument:
    """Read what a report tells and put it together.

    Raises:
        NotFound: its client is gone.
    """
    report_type = TYPES[report["type"]]
    return report_type.compose(read_facts(scope, report, report_type.wanted, every_control))


def _perform(run: Run) -> None:
    report_id: str = run.payload["report_id"]
    report = run.step(lambda context: begin_report(context, report_id), progress=_BEGUN)
    document = run.read(lambda context: compose_report(context, report))
    run.step(lambda _: None, progress=_COMPOSED)
    # Nothing but the end of the job writes the file down, so another attempt makes it anew and keeps it once.
    run.finish(partial(_complete, report_id, report_file(document, report["format"])))


def _complete(report_id: str, file: ReportFile, context: WorkContext) -> Mapping[str, object]:
    context.emit("report.completed", complete_report(context, report_id, file))
    return {"report_id": report_id}


def _failed(context: WorkContext, job: ClaimedJob, _problems: Sequence[Problem]) -> None:
    # The job shows them as the contract has them.
    fail_report(context, job.payload["report_id"], JOBS.get(context, job.id)["errors"][0])
