"""The evidence pack: evaluations with their evidence and its digests, for an auditor."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from brainstormmsp.reports.charts import Bar, Ranking
from brainstormmsp.reports.counts import ResultCounts
from brainstormmsp.reports.document import Column, ComposedReport, Figure, Table
from brainstormmsp.reports.facts import ReportedEvidence, ReportFacts
from brainstormmsp.reports.sections import frameworks_table
from brainstormmsp.reports.words import counted, framework_name, spoken

__all__ = ["WANTED", "compose"]

WANTED = frozenset({"evaluations", "evidence"})

_KINDS = ("api", "document", "attestation")


def compose(facts: ReportFacts) -> ComposedReport:
    """Return the report."""
    tally = ResultCounts.of(facts.evaluations)
    supported: Mapping[str, Sequence[str]] = _supported(facts)
    bare = sum(not each.evidence_ids for each in facts.evaluations if each.result != "not_applicable")
    kinds = Counter(each.kind for each in facts.evidence)
    figures = (
        Figure("verdicts", "Evaluations", len(facts.evaluations)),
        Figure("evidence", "Pieces of evidence", len(facts.evidence), tone="pass"),
        Figure("verdicts_without_evidence", "Evaluations without evidence", bare, tone="fail"),
        Figure(
            "expired_evidence",
            "Evidence expired at the end",
            sum(each.expires_at is not None and each.expires_at <= facts.end for each in facts.evidence),
            tone="partial",
        ),
        Figure("passed", "Evaluations: met", tally.passed, tone="pass"),
        Figure("partial", "Evaluations: in part", tally.partial, tone="partial"),
        Figure("failed", "Evaluations: not met", tally.failed, tone="fail"),
        *(Figure(f"evidence_{kind}", f"Evidence: {spoken(kind).lower()}", kinds[kind]) for kind in _KINDS),
    )
    return ComposedReport(
        facts.report_id,
        "evidence_pack",
        "Evidence pack",
        _headline(facts, bare),
        facts.organisation,
        facts.subject,
        facts.period,
        facts.generated_at,
        figures,
        (
            _verdicts_table(facts),
            _evidence_table(facts, supported),
            _references_table(facts),
            frameworks_table(facts),
        ),
        ("frameworks", "references", "verdicts", "evidence"),
    )


def _headline(facts: ReportFacts, bare: int) -> str:
    text = (
        f"{counted(len(facts.evaluations), 'evaluation')} and "
        f"{counted(len(facts.evidence), 'piece of evidence', 'pieces of evidence')}, "
        "each with the SHA-256 of its canonical content."
    )
    return f"{text} {counted(bare, 'evaluation has', 'evaluations have')} no evidence." if bare else text


def _supported(facts: ReportFacts) -> Mapping[str, Sequence[str]]:
    """Return the identifiers of the controls whose evaluations use each piece of evidence."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for evaluation in sorted(facts.evaluations, key=lambda each: (each.identifier, each.id)):
        for evidence_id in evaluation.evidence_ids:
            found[evidence_id][evaluation.identifier] = None
    return {evidence_id: list(identifiers) for evidence_id, identifiers in found.items()}


def _verdicts_table(facts: ReportFacts) -> Table:
    names = facts.names()
    of_many = facts.subject is None
    rows = sorted(
        facts.evaluations, key=lambda each: (names.get(each.client_id, ""), each.identifier, each.id)
    )
    return Table(
        "verdicts",
        "Evaluations",
        (
            *((Column("client", "Client", weight=1.8),) if of_many else ()),
            Column("control", "Control", weight=1.4, unbroken=True),
            Column("title", "Control title", weight=2.6),
            Column("references", "References", weight=0),
            Column("result", "Result", weight=1.1, enumerated=True),
            Column("confidence", "Confidence, %", "number", 1.1),
            Column("summary", "Finding", weight=3.2),
            Column("evidence", "Evidence", "number", 0.9),
            Column("evaluated_at", "Evaluated", "timestamp", 1.3),
            Column("evaluation_id", "Evaluation id", "id", 0),
        ),
        [
            (
                *((names.get(evaluation.client_id, ""),) if of_many else ()),
                evaluation.identifier,
                facts.control(evaluation).title,
                "; ".join(f"{code} {place}" for code, place in facts.control(evaluation).references),
                evaluation.result,
                evaluation.confidence,
                evaluation.summary,
                len(evaluation.evidence_ids),
                evaluation.evaluated_at,
                evaluation.id,
            )
            for evaluation in rows
        ],
        note="The newest evaluation of each control in the period.",
    )


def _evidence_table(facts: ReportFacts, supported: Mapping[str, Sequence[str]]) -> Table:
    names = facts.names()
    of_many = facts.subject is None
    kinds = Counter(each.kind for each in facts.evidence)
    return Table(
        "evidence",
        "Evidence",
        (
            *((Column("client", "Client", weight=1.6),) if of_many else ()),
            Column("title", "Evidence", weight=2.4),
            Column("kind", "Kind", enumerated=True),
            Column("topic", "Topic", enumerated=True),
            Column("controls", "Controls", weight=1.5),
            Column("collected_at", "Collected", "timestamp", 1.2),
            Column("expires_at", "Expires", "timestamp", 1.2),
            Column("sha256", "SHA-256", weight=3.9),
            Column("evidence_id", "Evidence id", "id", 0),
        ),
        [_evidence_row(each, names, of_many, supported.get(each.id, ())) for each in facts.evidence],
        note="Evidence of the evaluations, and evidence filed and valid in the period. The digest is that of"
        " the evidence's canonical JSON (RFC 8785), as the API documents it.",
        empty="There is no evidence in this period.",
        chart=Ranking(
            [Bar(spoken(kind), kinds[kind], "ink", f"{kinds[kind]:,}") for kind in _KINDS]
            if facts.evidence
            else []
        ),
    )


def _evidence_row(
    each: ReportedEvidence, names: Mapping[str, str], of_many: bool, controls: Sequence[str]
) -> tuple[str | None, ...]:
    return (
        *((names.get(each.client_id, ""),) if of_many else ()),
        each.title,
        each.kind,
        each.topic,
        ", ".join(controls) or None,
        each.collected_at,
        each.expires_at,
        each.sha256,
        each.id,
    )


def _references_table(facts: ReportFacts) -> Table:
    """Return the table of controls and their results by framework reference."""
    tallies: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    controls: dict[tuple[str, str], set[str]] = defaultdict(set)
    for evaluation in facts.evaluations:
        for reference in facts.control(evaluation).references:
            tallies[reference][evaluation.result] += 1
            controls[reference].add(evaluation.identifier)
    rows = []
    for reference in sorted(tallies, key=lambda pair: (framework_name(pair[0]), _natural(pair[1]))):
        tally = ResultCounts.counted(tallies[reference])
        rows.append(
            (
                framework_name(reference[0]),
                reference[1],
                ", ".join(sorted(controls[reference])),
                *tally.counts,
                tally.not_applicable,
            )
        )
    return Table(
        "references",
        "Results by reference",
        (
            Column("framework", "Framework", weight=1.4),
            Column("reference", "Reference"),
            Column("controls", "Controls", weight=3),
            Column("passed", "Met", "number", 0.8),
            Column("partial", "In part", "number", 0.8),
            Column("failed", "Not met", "number", 0.8),
            Column("not_applicable", "N/a", "number", 0.7),
        ),
        rows,
    )


def _natural(reference: str) -> list[tuple[int, str]]:
    """Return what sorts ``A.8.9`` before ``A.8.13``."""
    parts = reference.replace("-", ".").split(".")
    return [(int(part), "") if part.isascii() and part.isdigit() else (-1, part) for part in parts]
