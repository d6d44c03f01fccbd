"""The compliance summary: results by control and by framework."""

from collections import defaultdict

from brainstormmsp.reports.counts import SEVERITIES, ResultCounts
from brainstormmsp.reports.document import Column, ComposedReport, Figure, Table
from brainstormmsp.reports.facts import ReportedEvaluation, ReportFacts
from brainstormmsp.reports.sections import (
    clients_table,
    frameworks_table,
    open_remediations,
    remediations_table,
    trend_table,
)
from brainstormmsp.reports.words import counted, number_text

__all__ = ["WANTED", "compose"]

WANTED = frozenset({"evaluations", "daily_results", "remediations"})

_ORDER = {"fail": 0, "partial": 1, "pass": 2, "not_applicable": 3}


def compose(facts: ReportFacts) -> ComposedReport:
    """Return the report."""
    tally = ResultCounts.of(facts.evaluations)
    to_do = open_remediations(facts)
    known = [each.confidence for each in facts.evaluations if each.result != "not_applicable"]
    figures = (
        Figure("pass_rate", "Controls met", tally.pass_rate, "percent", "pass"),
        Figure("passed", "Evaluations: met", tally.passed, tone="pass"),
        Figure("partial", "Evaluations: in part", tally.partial, tone="partial"),
        Figure("failed", "Evaluations: not met", tally.failed, tone="fail"),
        Figure("not_applicable", "Evaluations: not applicable", tally.not_applicable, tone="none"),
        Figure("controls", "Controls evaluated", len({each.control_id for each in facts.evaluations})),
        Figure(
            "confidence", "Mean confidence", round(sum(known) / len(known), 1) if known else None, "percent"
        ),
        Figure("open_remediations", "Open remediations", len(to_do), tone="ink"),
        Figure(
            "overdue_remediations",
            "Overdue remediations",
            sum(each.due_at < facts.end for each in to_do),
            tone="fail",
        ),
    )
    results = _results_by_control(facts) if facts.subject is None else _results(facts)
    tables = [results, frameworks_table(facts), trend_table(facts)]
    if facts.subject is None:
        tables.append(clients_table(facts))
    tables.append(remediations_table(facts))
    return ComposedReport(
        facts.report_id,
        "compliance_summary",
        "Compliance summary",
        _headline(facts, tally),
        facts.organisation,
        facts.subject,
        facts.period,
        facts.generated_at,
        figures,
        tables,
        ("frameworks", "trend", "clients", "remediations", "results"),
    )


def _headline(facts: ReportFacts, tally: ResultCounts) -> str:
    if tally.pass_rate is None:
        return "No applicable control was evaluated in this period."
    if facts.subject is None:
        clients = len({evaluation.client_id for evaluation in facts.evaluations})
        return (
            f"Across {counted(clients, 'client')}, {number_text(tally.pass_rate)} % of the applicable "
            f"controls are met: {tally.passed:,} of {tally.applicable:,} evaluations. "
            f"{tally.failed:,} are not met, {tally.partial:,} in part."
        )
    return (
        f"{tally.passed:,} of the {counted(tally.applicable, 'control')} that apply are met, "
        f"which is {number_text(tally.pass_rate)} %. {tally.failed:,} are not met, {tally.partial:,} in part."
    )


def _results(facts: ReportFacts) -> Table:
    rows = sorted(
        ((facts.control(evaluation), evaluation) for evaluation in facts.evaluations),
        key=lambda pair: (
            _ORDER[pair[1].result],
            SEVERITIES.index(pair[0].severity),
            pair[0].identifier,
            pair[1].id,
        ),
    )
    return Table(
        "results",
        "Results by control",
        (
            Column("control", "Control", weight=1.4, unbroken=True),
            Column("title", "Control title", weight=3.4),
            Column("severity", "Severity", enumerated=True),
            Column("result", "Result", weight=1.2, enumerated=True),
            Column("confidence", "Confidence, %", "number", 1.1),
            Column("evaluated_at", "Evaluated", "timestamp", 1.2),
            Column("summary", "Finding", weight=0),
            Column("evaluation_id", "Evaluation id", "id", 0),
        ),
        [
            (
                evaluation.identifier,
                control.title,
                control.severity,
                evaluation.result,
                evaluation.confidence,
                evaluation.evaluated_at,
                evaluation.summary,
                evaluation.id,
            )
            for control, evaluation in rows
        ],
        note="The newest evaluation of each control in the period.",
    )


def _results_by_control(facts: ReportFacts) -> Table:
    groups: dict[str, list[ReportedEvaluation]] = defaultdict(list)
    for evaluation in facts.evaluations:
        groups[evaluation.control_id].append(evaluation)
    rows = sorted(
        ((facts.control(group[0]), ResultCounts.of(group)) for group in groups.values()),
        key=lambda pair: (
            101.0 if pair[1].pass_rate is None else pair[1].pass_rate,
            SEVERITIES.index(pair[0].severity),
            pair[0].identifier,
        ),
    )
    return Table(
        "results",
        "Results by control",
        (
            Column("control", "Control", weight=1.4, unbroken=True),
            Column("title", "Control title", weight=3.4),
            Column("severity", "Severity", enumerated=True),
            Column("passed", "Met", "number", 0.8),
            Column("partial", "In part", "number", 0.8),
            Column("failed", "Not met", "number", 0.8),
            Column("not_applicable", "N/a", "number", 0.7),
            Column("pass_rate", "Met, %", "number", 0.8),
            Column("control_id", "Control id", "id", 0),
        ),
        [
            (
                control.identifier,
                control.title,
                control.severity,
                *tally.counts,
                tally.not_applicable,
                tally.pass_rate,
                control.id,
            )
            for control, tally in rows
        ],
        note="Clients by each control's newest evaluation in the period, the least often met controls first.",
    )
