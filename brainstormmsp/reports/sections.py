"""Tables that several types of report have."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from brainstormmsp.reports.charts import Bar, ChartPart, Ranking, SharesBar, SharesChart, Trend
from brainstormmsp.reports.counts import SEVERITIES, ResultCounts, by_severity, course
from brainstormmsp.reports.document import Column, Table
from brainstormmsp.reports.facts import ReportedClient, ReportedEvaluation, ReportedRemediation, ReportFacts
from brainstormmsp.reports.words import (
    assessed_text,
    counted,
    framework_name,
    moment_text,
    number_text,
    requirement_count,
    spoken,
)
from brainstormmsp.store.risk import risk_score

__all__ = [
    "RESULT_PARTS",
    "clients_table",
    "frameworks_table",
    "open_remediations",
    "remediations_table",
    "severities_table",
    "top_risks_table",
    "trend_table",
]

RESULT_PARTS = (ChartPart("Met", "pass"), ChartPart("In part", "partial"), ChartPart("Not met", "fail"))

_MOST_BARS = 12
_MOST_TO_DO = 100


def share_text(rate: float | None) -> str:
    """Return a percentage for the end of a bar."""
    return "–" if rate is None else f"{number_text(rate)} %"


def open_remediations(facts: ReportFacts) -> list[ReportedRemediation]:
    """Return the remediations that are open at the period's end, without accepted risks."""
    return [
        remediation
        for remediation in facts.remediations
        if remediation.unresolved_at(facts.end) and remediation.status != "accepted_risk"
    ]


def frameworks_table(facts: ReportFacts) -> Table:
    """Return the table of results by framework."""
    results: dict[str, Counter[str]] = defaultdict(Counter)
    assessed: dict[str, set[str]] = defaultdict(set)
    for evaluation in facts.evaluations:
        for code in facts.control(evaluation).frameworks:
            results[code][evaluation.result] += 1
        if evaluation.result != "not_applicable":
            for code, reference in facts.control(evaluation).references:
                assessed[code].add(reference)
    controls: Counter[str] = Counter()
    for control_id in {evaluation.control_id: None for evaluation in facts.evaluations}:
        known = facts.controls.get(control_id)
        controls.update(known.frameworks if known is not None else ())
    order = sorted(results, key=lambda code: (framework_name(code), code))
    tallies = [(code, ResultCounts.counted(results[code])) for code in order]
    return Table(
        "frameworks",
        "Results by framework",
        (
            Column("framework", "Framework", weight=2),
            Column("controls", "Controls", "number"),
            Column("assessed", "Assessed", "number"),
            Column("requirements", "Of", "number", 0.7),
            Column("passed", "Met", "number"),
            Column("partial", "In part", "number"),
            Column("failed", "Not met", "number"),
            Column("not_applicable", "Not applicable", "number", 1.2),
            Column("pass_rate", "Met, %", "number"),
        ),
        [
            (
                framework_name(code),
                controls[code],
                len(assessed[code]),
                requirement_count(code),
                *tally.counts,
                tally.not_applicable,
                tally.pass_rate,
            )
            for code, tally in tallies
        ],
        note=" ".join(
            [
                *(f"{framework_name(code)}: {assessed_text(code, len(assessed[code]))}." for code in order),
                "A control counts towards every framework that it is mapped to.",
            ]
        ),
        chart=SharesChart(
            RESULT_PARTS,
            [
                SharesBar(framework_name(code), tally.counts, share_text(tally.pass_rate))
                for code, tally in tallies
            ],
        ),
    )


def trend_table(facts: ReportFacts) -> Table:
    """Return the table of the pass rate over the period."""
    steps = course(facts.period, facts.now.date(), facts.daily_results)
    rows = [
        (step.first.isoformat(), step.last.isoformat(), *tally.counts, tally.pass_rate)
        for step, tally in steps
        if tally != ResultCounts()
    ]
    return Table(
        "trend",
        "Trend",
        (
            Column("first_day", "From", "date"),
            Column("last_day", "To", "date"),
            Column("passed", "Met", "number"),
            Column("partial", "In part", "number"),
            Column("failed", "Not met", "number"),
            Column("pass_rate", "Met, %", "number"),
        ),
        rows,
        note="Percentage of evaluations that passed on each day or in each week or month.",
        chart=Trend([(step.label, tally.pass_rate) for step, tally in steps]),
        only_chart=len(rows) > _MOST_BARS,
    )


def clients_table(facts: ReportFacts) -> Table:
    """Return the table of results by client, the least compliant first."""
    evaluations: dict[str, list[ReportedEvaluation]] = defaultdict(list)
    for evaluation in facts.evaluations:
        evaluations[evaluation.client_id].append(evaluation)
    to_do = Counter(remediation.client_id for remediation in open_remediations(facts))
    tallies = [(client, ResultCounts.of(evaluations[client.id])) for client in facts.clients]
    tallies.sort(key=lambda pair: _least_first(*pair))
    worst = [(client, tally) for client, tally in tallies if tally.applicable][:_MOST_BARS]
    return Table(
        "clients",
        "Results by client",
        (
            Column("client", "Client", weight=3),
            Column("passed", "Met", "number"),
            Column("partial", "In part", "number"),
            Column("failed", "Not met", "number"),
            Column("pass_rate", "Met, %", "number"),
            Column("open_remediations", "To do", "number"),
            Column("risk_score", "Risk score", "number"),
            Column("client_id", "Client id", "id", 0),
        ),
        [
            (
                client.name,
                *tally.counts,
                tally.pass_rate,
                to_do[client.id],
                client.risk_score,
                client.id,
            )
            for client, tally in tallies
        ],
        note=_cut_note(len(worst), len(tallies), "The chart shows the least compliant clients."),
        chart=SharesChart(
            RESULT_PARTS,
            [SharesBar(client.name, tally.counts, share_text(tally.pass_rate)) for client, tally in worst],
        ),
    )


def remediations_table(facts: ReportFacts) -> Table:
    """Return the table of open remediations, the most severe first, then the earliest due."""
    names = facts.names()
    to_do = sorted(open_remediations(facts), key=_urgency)
    of_many = facts.subject is None
    return Table(
        "remediations",
        "Open remediations",
        (
            *((Column("client", "Client", weight=2),) if of_many else ()),
            Column("control", "Control", weight=1.4, unbroken=True),
            Column("title", "Control title", weight=3.2),
            Column("severity", "Severity", enumerated=True),
            Column("status", "Status", weight=1.1, enumerated=True),
            Column("due_at", "Due", "timestamp", 1.2),
            Column("overdue", "Overdue", "boolean", 0.8),
            Column("remediation_id", "Remediation id", "id", 0),
        ),
        [
            (
                *((names.get(each.client_id, ""),) if of_many else ()),
                facts.control(each).identifier,
                each.title,
                each.severity,
                each.status,
                each.due_at,
                each.due_at < facts.end,
                each.id,
            )
            for each in to_do
        ],
        note=_current_note(facts),
        empty="There are no open remediations.",
        most_on_paper=_MOST_TO_DO,
    )


def severities_table(facts: ReportFacts) -> Table:
    """Return the table of remediations opened, resolved and left open, by severity."""
    opened = by_severity(each for each in facts.remediations if each.created_at >= facts.period.since)
    resolved = by_severity(
        each
        for each in facts.remediations
        if each.resolved_at is not None and each.resolved_at < facts.period.before
    )
    left = by_severity(open_remediations(facts))
    late = by_severity(each for each in open_remediations(facts) if each.due_at < facts.end)
    accepted = by_severity(
        each
        for each in facts.remediations
        if each.status == "accepted_risk" and each.unresolved_at(facts.end)
    )
    return Table(
        "severities",
        "Remediation work by severity",
        (
            Column("severity", "Severity", weight=2, enumerated=True),
            Column("opened", "Opened", "number"),
            Column("resolved", "Resolved", "number"),
            Column("open", "Open at the end", "number", 1.3),
            Column("overdue", "Overdue", "number"),
            Column("accepted", "Risk accepted", "number", 1.2),
        ),
        [
            (
                severity,
                opened[severity],
                resolved[severity],
                left[severity],
                late[severity],
                accepted[severity],
            )
            for severity in SEVERITIES
        ],
        note=_current_note(facts),
    )


def top_risks_table(facts: ReportFacts) -> Table:
    """Return the table of the controls with the highest risk, over all clients of the report."""
    groups: dict[str, list[ReportedRemediation]] = defaultdict(list)
    for remediation in open_remediations(facts):
        groups[remediation.control_id].append(remediation)
    ranked = sorted(groups.values(), key=_weightiest_first)
    of_many = facts.subject is None
    return Table(
        "top_risks",
        "Top risks",
        (
            Column("control", "Control", weight=1.4, unbroken=True),
            Column("title", "Control title", weight=3.6),
            Column("category", "Field", weight=1.8),
            Column("severity", "Severity", enumerated=True),
            *((Column("clients", "Clients", "number", 0.8),) if of_many else ()),
            Column("overdue", "Overdue", "number", 0.8),
            Column("open_since", "Open since", "timestamp", 1.2),
            Column("risk_points", "Weight", "number", 0.8),
        ),
        [
            (
                facts.control(group[0]).identifier,
                group[0].title,
                spoken(facts.control(group[0]).category),
                _worst(group),
                *((len(group),) if of_many else ()),
                sum(each.due_at < facts.end for each in group),
                min(each.created_at for each in group),
                _weight(group),
            )
            for group in ranked
        ],
        note=" ".join(
            [
                "The weight of an open remediation is what it alone adds to a client's risk score.",
                _current_note(facts),
            ]
        ).rstrip(),
        empty="There are no open remediations.",
        chart=Ranking([_risk_bar(group, of_many, facts) for group in ranked[:10]]),
        most_on_paper=15,
    )


def _risk_bar(group: Sequence[ReportedRemediation], of_many: bool, facts: ReportFacts) -> Bar:
    text = spoken(_worst(group))
    if of_many:
        text += f" · {counted(len(group), 'client')}"
    elif group[0].due_at < facts.end:
        text += " · overdue"
    return Bar(group[0].title, _weight(group), _worst(group), text)


def _worst(group: Iterable[ReportedRemediation]) -> str:
    found = {each.severity for each in group}
    return next((severity for severity in SEVERITIES if severity in found), "low")


def _weight(group: Iterable[ReportedRemediation]) -> int:
    return sum(risk_score({each.severity: 1}, {}) for each in group)


def _weightiest_first(group: Sequence[ReportedRemediation]) -> tuple[int, str, str]:
    return (-_weight(group), group[0].title, group[0].control_id)


def _urgency(remediation: ReportedRemediation) -> tuple[int, str, str]:
    return (SEVERITIES.index(remediation.severity), remediation.due_at, remediation.id)


def _least_first(client: ReportedClient, tally: ResultCounts) -> tuple[float, str, str]:
    rate = tally.pass_rate
    return (101.0 if rate is None else rate, client.name, client.id)


def _current_note(facts: ReportFacts) -> str:
    """Return what is not kept of the past, for a report on a period that is over."""
    if facts.end == facts.generated_at:
        return ""
    return f"Accepted risks, statuses and due dates are those of {moment_text(facts.generated_at)}."


def _cut_note(shown: int, every: int, note: str) -> str:
    return note if shown < every else ""
