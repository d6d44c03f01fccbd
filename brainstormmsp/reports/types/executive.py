"""The executive report: trend and top risks, for the client's management."""

from collections import Counter
from dataclasses import replace

from brainstormmsp.reports.charts import Bar, Ranking
from brainstormmsp.reports.counts import ResultCounts
from brainstormmsp.reports.document import Column, ComposedReport, Figure, Table
from brainstormmsp.reports.facts import ReportFacts
from brainstormmsp.reports.sections import (
    clients_table,
    frameworks_table,
    open_remediations,
    severities_table,
    top_risks_table,
    trend_table,
)
from brainstormmsp.reports.words import counted, number_text

__all__ = ["WANTED", "compose"]

WANTED = frozenset(
    {"evaluations", "previous_evaluations", "daily_results", "remediations", "alerts", "coverage"}
)

# Management wants to see the worst of them.
_MOST_CLIENTS = 20
_ALERT_SEVERITIES = ("critical", "high", "medium", "low", "informational")
_ALERT_TONES = {"informational": "none"}


def compose(facts: ReportFacts) -> ComposedReport:
    """Return the report."""
    tally, before = ResultCounts.of(facts.evaluations), ResultCounts.of(facts.previous_evaluations)
    to_do = open_remediations(facts)
    change = None
    if tally.pass_rate is not None and before.pass_rate is not None:
        change = round(tally.pass_rate - before.pass_rate, 1)
    figures = (
        Figure("risk_score", "Risk score, of 100", _risk(facts), "score", "ink"),
        Figure("pass_rate", "Controls met", tally.pass_rate, "percent", "pass"),
        Figure("pass_rate_change", "Points more than before", change, "percent", "ink"),
        Figure("open_remediations", "Open remediations", len(to_do)),
        Figure(
            "critical_remediations",
            "Critical remediations",
            sum(each.severity == "critical" for each in to_do),
            tone="fail",
        ),
        Figure(
            "overdue_remediations",
            "Overdue remediations",
            sum(each.due_at < facts.end for each in to_do),
            tone="fail",
        ),
        Figure("resolved_remediations", "Remediations resolved", _resolved(facts), tone="pass"),
        Figure("alerts", "Alerts raised", sum(count for _, _, count in facts.alerts)),
        Figure(
            "backup_coverage",
            "Assets backed up",
            facts.coverage.get("percent"),
            "percent",
            "pass",
            as_of=facts.generated_at,
        ),
    )
    tables = [top_risks_table(facts), trend_table(facts), severities_table(facts), frameworks_table(facts)]
    tables.append(_alerts_table(facts))
    if facts.subject is None:
        tables.append(replace(clients_table(facts), most_on_paper=_MOST_CLIENTS))
    return ComposedReport(
        facts.report_id,
        "executive",
        "Executive report",
        _headline(facts, change),
        facts.organisation,
        facts.subject,
        facts.period,
        facts.generated_at,
        figures,
        tables,
        ("top_risks", "trend", "severities", "frameworks", "alerts", "clients"),
    )


def _risk(facts: ReportFacts) -> float | None:
    scores = [client.risk_score for client in facts.clients]
    return round(sum(scores) / len(scores), 1) if scores else None


def _resolved(facts: ReportFacts) -> int:
    return sum(
        each.resolved_at is not None and each.resolved_at < facts.period.before for each in facts.remediations
    )


def _headline(facts: ReportFacts, change: float | None) -> str:
    rate = ResultCounts.of(facts.evaluations).pass_rate
    to_do = open_remediations(facts)
    text = "No applicable control was evaluated in this period."
    if rate is not None:
        text = f"{number_text(rate)} % of the controls that apply are met"
        if change is None:
            text += "."
        elif change == 0:
            text += ", the same as in the previous period."
        else:
            points = counted(1, "point") if abs(change) == 1 else f"{number_text(abs(change))} points"
            text += f", {points} {'more' if change > 0 else 'less'} than in the previous period."
    critical = sum(each.severity == "critical" for each in to_do)
    if not to_do:
        return f"{text} There are no open remediations."
    text += f" {counted(len(to_do), 'remediation is', 'remediations are')} open"
    return f"{text}, {critical:,} of them critical." if critical else f"{text}, none of them critical."


def _alerts_table(facts: ReportFacts) -> Table:
    raised: Counter[str] = Counter()
    resolved: Counter[str] = Counter()
    for severity, is_resolved, count in facts.alerts:
        raised[severity] += count
        if is_resolved:
            resolved[severity] += count
    return Table(
        "alerts",
        "Alerts of the period",
        (
            Column("severity", "Severity", weight=2, enumerated=True),
            Column("raised", "Raised", "number"),
            Column("resolved", "Resolved", "number"),
            Column("unresolved", "Still open", "number"),
        ),
        [
            (severity, raised[severity], resolved[severity], raised[severity] - resolved[severity])
            for severity in _ALERT_SEVERITIES
        ],
        chart=Ranking(
            [
                Bar(
                    severity.capitalize(),
                    raised[severity],
                    _ALERT_TONES.get(severity, severity),
                    f"{raised[severity]:,}",
                )
                for severity in _ALERT_SEVERITIES
            ]
        ),
    )
