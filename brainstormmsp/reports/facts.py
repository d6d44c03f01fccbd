"""The data of a report, read from the store on one snapshot."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from brainstormmsp.reports.document import ReportSubject
from brainstormmsp.reports.period import Period
from brainstormmsp.store import Scope, parse_timestamp, report_facts
from brainstormmsp.store.backup_coverage import coverage
from brainstormmsp.store.evidence import EVIDENCE
from brainstormmsp.store.report_facts import Span
from contractfirst.contract.problems import NotFound

__all__ = [
    "Controls",
    "ReportFacts",
    "ReportedBackupJob",
    "ReportedClient",
    "ReportedControl",
    "ReportedEvaluation",
    "ReportedEvidence",
    "ReportedRemediation",
]
__all__ += ["controls_of_rows", "read_facts"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportedClient:
    """A client; ``risk_score`` is that at the end of the period, from 0 to 100."""

    id: str
    name: str
    status: str
    risk_score: int


@dataclass(frozen=True, slots=True)
class ReportedControl:
    """A control; ``references`` are pairs of a framework's code and a reference within it."""

    id: str
    identifier: str
    title: str
    category: str
    severity: str
    references: Sequence[tuple[str, str]] = ()

    @property
    def frameworks(self) -> frozenset[str]:
        """The codes of the frameworks that it is mapped to."""
        return frozenset(framework for framework, _ in self.references)


@dataclass(frozen=True, slots=True)
class ReportedEvaluation:
    """An evaluation."""

    id: str
    client_id: str
    control_id: str
    identifier: str
    result: str
    confidence: int
    summary: str
    evaluated_at: str
    evidence_ids: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReportedRemediation:
    """A remediation of a failed evaluation."""

    id: str
    client_id: str
    control_id: str
    title: str
    severity: str
    status: str
    due_at: str
    created_at: str
    resolved_at: str | None = None

    def unresolved_at(self, moment: str) -> bool:
        """Return whether it existed and was unresolved at a time in stored form."""
        return self.created_at <= moment and (self.resolved_at is None or self.resolved_at > moment)


@dataclass(frozen=True, slots=True)
class ReportedEvidence:
    """A piece of evidence."""

    id: str
    client_id: str
    kind: str
    title: str
    topic: str
    sha256: str
    collected_at: str
    expires_at: str | None = None
    control_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReportedBackupJob:
    """A backup job; ``target`` is the asset's hostname, or empty if it is not an asset."""

    id: str
    client_id: str
    name: str
    target: str
    provider: str
    status: str
    last_success_at: str | None
    size_bytes: int
    message: str = ""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The data of a report; fields that the report type does not need are empty.

    ``previous_evaluations`` are those of the same number of days before the period. ``daily_results`` counts
    live evaluations by day and result. ``alerts`` counts those raised in the period by severity and by
    whether they were resolved at its end. ``coverage`` is the contract's BackupCoverage at the time of
    reading.
    """

    report_id: str
    organisation: str
    subject: ReportSubject | None
    period: Period
    now: datetime
    generated_at: str
    clients: Sequence[ReportedClient] = ()
    controls: Mapping[str, ReportedControl] = field(default_factory=dict)
    evaluations: Sequence[ReportedEvaluation] = ()
    previous_evaluations: Sequence[ReportedEvaluation] = ()
    daily_results: Sequence[tuple[str, str, int]] = ()
    remediations: Sequence[ReportedRemediation] = ()
    evidence: Sequence[ReportedEvidence] = ()
    alerts: Sequence[tuple[str, bool, int]] = ()
    backup_jobs: Sequence[ReportedBackupJob] = ()
    coverage: Mapping[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> str:
        """The time that the report describes, in stored form: the period's end, or now if that is earlier."""
        return min(self.period.before, self.generated_at)

    def names(self) -> dict[str, str]:
        """Return the clients' names by id."""
        return {client.id: client.name for client in self.clients}

    def control(self, evaluation: "ReportedEvaluation | ReportedRemediation") -> ReportedControl:
        """Return the control of an evaluation or a remediation, also if it was deleted."""
        known = self.controls.get(evaluation.control_id)
        if known is not None:
            return known
        identifier = evaluation.identifier if isinstance(evaluation, ReportedEvaluation) else evaluation.title
        title = evaluation.title if isinstance(evaluation, ReportedRemediation) else "A deleted control"
        severity = evaluation.severity if isinstance(evaluation, ReportedRemediation) else "medium"
        return ReportedControl(evaluation.control_id, identifier, title, "other", severity)


Controls = Callable[[Scope], Mapping[str, ReportedControl]]


def read_facts(scope: Scope, report: Row, wanted: Iterable[str], controls: Controls) -> ReportFacts:
    """Read what a report wants: names of the fields of ``ReportFacts``.

    ``controls`` returns every control that the organisation sees, by its id.

    Raises:
        NotFound: the client is gone.
    """
    now = parse_timestamp(scope.timestamp)
    period = Period.of(report["period"])
    span = Span(period.since, period.before, report.get("client_id"))
    scores = report_facts.risk_scores(scope, span)
    clients = [
        ReportedClient(row["id"], row["name"], row["status"], scores.get(row["id"], 0))
        for row in report_facts.assessed_clients(scope, span)
    ]
    subject = None
    if span.client_id is not None:
        if not clients:
            raise NotFound("The client does not exist.")
        subject = ReportSubject(clients[0].id, clients[0].name)
    reader = _Reader(scope, span, period, now)
    return ReportFacts(
        report_id=report["id"],
        organisation=report_facts.organisation_name(scope),
        subject=subject,
        period=period,
        now=now,
        generated_at=scope.timestamp,
        clients=clients,
        controls=controls(scope),
        **{name: getattr(reader, name)() for name in sorted(wanted)},
    )


def controls_of_rows(rows: Iterable[Row]) -> Mapping[str, ReportedControl]:
    """Return stored controls by id."""
    return {
        row["id"]: ReportedControl(
            row["id"],
            row["identifier"],
            row["title"],
            row["category"],
            row["severity"],
            tuple((each["framework"], each["reference"]) for each in orjson.loads(row["framework_refs"])),
        )
        for row in rows
    }


class _Reader:
    """Reads each field of ``ReportFacts`` by its name."""

    def __init__(self, scope: Scope, span: Span, period: Period, now: datetime) -> None:
        self._scope = scope
        self._span = span
        self._period = period
        self._now = now
        self._evaluations: list[ReportedEvaluation] | None = None

    def evaluations(self) -> list[ReportedEvaluation]:
        if self._evaluations is None:
            self._evaluations = _evaluations(report_facts.latest_evaluations(self._scope, self._span))
        return self._evaluations

    def previous_evaluations(self) -> list[ReportedEvaluation]:
        before = self._period.preceding()
        span = Span(before.since, before.before, self._span.client_id)
        return _evaluations(report_facts.latest_evaluations(self._scope, span))

    def daily_results(self) -> list[tuple[str, str, int]]:
        rows = report_facts.evaluation_counts_by_day(self._scope, self._span)
        return [(row["day"], row["result"], row["count"]) for row in rows]

    def remediations(self) -> list[ReportedRemediation]:
        return [
            ReportedRemediation(**{name: row[name] for name in ReportedRemediation.__slots__})
            for row in report_facts.remediations(self._scope, self._span)
        ]

    def evidence(self) -> list[ReportedEvidence]:
        """Read the evidence of the evaluations and all filed evidence, oldest first."""
        found = {row["id"]: _evidence(row) for row in report_facts.filed_evidence(self._scope, self._span)}
        for evaluation in self.evaluations():
            for evidence_id in evaluation.evidence_ids:
                if evidence_id not in found:
                    row = EVIDENCE.find(self._scope, evidence_id)
                    if row is not None:
                        found[evidence_id] = _evidence(row)
        return sorted(found.values(), key=lambda each: (each.collected_at, each.id))

    def alerts(self) -> list[tuple[str, bool, int]]:
        rows = report_facts.alert_counts(self._scope, self._span)
        return [(row["severity"], bool(row["resolved"]), row["count"]) for row in rows]

    def backup_jobs(self) -> list[ReportedBackupJob]:
        return [
            ReportedBackupJob(
                row["id"],
                row["client_id"],
                row["name"],
                row["hostname"] or "",
                row["provider"],
                row["status"],
                row["last_success_at"],
                row["size_bytes"],
                row["message"] or "",
            )
            for row in report_facts.backup_jobs(self._scope, self._span)
        ]

    def coverage(self) -> Mapping[str, Any]:
        return coverage(self._scope, self._now, self._span.client_id)


def _evaluations(rows: Iterable[Row]) -> list[ReportedEvaluation]:
    return [
        ReportedEvaluation(
            row["id"],
            row["client_id"],
            row["control_id"],
            row["control_identifier"],
            row["result"],
            row["confidence"],
            row["summary"],
            row["evaluated_at"],
            tuple(orjson.loads(row["evidence_ids"])),
        )
        for row in rows
    ]


def _evidence(row: Row) -> ReportedEvidence:
    values: dict[str, Any] = {name: row.get(name) for name in ReportedEvidence.__slots__}
    return ReportedEvidence(**values)
