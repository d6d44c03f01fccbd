"""What the reports say, held against the facts."""

import re
from typing import Any

from brainstormmsp.reports.document import Cell, ComposedReport
from brainstormmsp.reports.facts import ReportedRemediation
from brainstormmsp.reports.types import TYPES
from tests.product.reports.samples import document, facts, when


def figures(made: ComposedReport) -> dict[str, float | None]:
    return {figure.name: figure.value for figure in made.figures}


def rows(made: ComposedReport, name: str) -> list[dict[str, Cell]]:
    """Return a table's rows by the names of its columns."""
    (table,) = (table for table in made.tables if table.name == name)
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def total(found: list[dict[str, Cell]], column: str) -> float:
    values: list[Any] = [row[column] for row in found]
    return float(sum(values))


def test_the_summary_counts_the_newest_verdicts() -> None:
    made_facts = facts()
    made = TYPES["compliance_summary"].compose(made_facts)
    results = [evaluation.result for evaluation in made_facts.evaluations]
    counted = figures(made)
    assert [counted[name] for name in ("passed", "partial", "failed", "not_applicable")] == [
        results.count(result) for result in ("pass", "partial", "fail", "not_applicable")
    ]
    applicable = len(results) - results.count("not_applicable")
    assert counted["pass_rate"] == round(100 * results.count("pass") / applicable, 1)
    assert [row["result"] for row in rows(made, "results")] == sorted(
        results, key=["fail", "partial", "pass", "not_applicable"].index
    )


def test_all_clients_together_make_the_sum_of_each() -> None:
    made = document(clients=5)
    counted = figures(made)
    for table in ("results", "clients"):
        for column in ("passed", "partial", "failed"):
            assert total(rows(made, table), column) == counted[column], (table, column)
    assert len(rows(made, "clients")) == 5


def test_frameworks_count_each_control_that_is_mapped_to_them() -> None:
    made_facts = facts()
    by_framework = {
        row["framework"]: row for row in rows(TYPES["compliance_summary"].compose(made_facts), "frameworks")
    }
    mapped = [control for control in made_facts.controls.values() if "SOC-2" in control.frameworks]
    assert by_framework["SOC 2"]["controls"] == len(mapped) == 6
    assert by_framework["CIS Controls"]["controls"] == 24


def remediation(number: int, **changes: Any) -> ReportedRemediation:
    made_facts = facts(controls=1)
    (client,), (control,) = made_facts.clients, made_facts.controls.values()
    values: dict[str, Any] = {
        "id": str(number),
        "client_id": client.id,
        "control_id": control.id,
        "title": control.title,
        "severity": "high",
        "status": "open",
        "due_at": when(-5),
        "created_at": when(10),
    }
    return ReportedRemediation(**(values | changes))


def test_remediations_count_as_they_stood_when_the_period_ended() -> None:
    october = {"kind": "month", "month": "2026-10"}
    made = document(
        "executive",
        controls=1,
        period=october,
        remediations=[
            remediation(1, created_at=when(40), resolved_at=when(2), status="resolved"),
            remediation(2, created_at=when(40), resolved_at=when(30), status="resolved"),
            remediation(3, created_at=when(10)),
            remediation(4, created_at=when(60), due_at=when(35), severity="critical"),
            remediation(5, created_at=when(60), status="accepted_risk"),
        ],
    )
    counted = figures(made)
    assert counted["open_remediations"] == 2
    assert counted["overdue_remediations"] == counted["critical_remediations"] == 1
    assert counted["resolved_remediations"] == 1
    by_severity = {row["severity"]: row for row in rows(made, "severities")}
    assert by_severity["high"] == {
        "severity": "high",
        "opened": 3,
        "resolved": 1,
        "open": 1,
        "overdue": 0,
        "accepted": 1,
    }


def test_top_risks_come_by_their_weight() -> None:
    made = document("executive", clients=6)
    weights: list[Any] = [row["risk_points"] for row in rows(made, "top_risks")]
    assert weights == sorted(weights, reverse=True)
    assert total(rows(made, "top_risks"), "clients") == figures(made)["open_remediations"]


def test_a_change_is_told_in_points() -> None:
    made = document("executive")
    before = document("executive", previous_evaluations=[])
    assert figures(before)["pass_rate_change"] is None
    assert figures(made)["pass_rate_change"] is not None
    assert "points" in made.headline


def test_backups_that_need_attention_come_first() -> None:
    made = document("backup", clients=4)
    statuses = [row["status"] for row in rows(made, "jobs")]
    order = ["failed", "never_run", "warning", "running", "succeeded"]
    assert statuses == sorted(statuses, key=lambda status: order.index(str(status)))
    assert figures(made)["failed_jobs"] == statuses.count("failed")
    assert total(rows(made, "coverage"), "protected") == figures(made)["protected_assets"]


def test_an_evidence_pack_leads_from_each_hash_to_its_controls() -> None:
    made_facts = facts()
    made = TYPES["evidence_pack"].compose(made_facts)
    by_id = {row["evidence_id"]: row for row in rows(made, "evidence")}
    for evaluation in made_facts.evaluations:
        for evidence_id in evaluation.evidence_ids:
            assert by_id[evidence_id]["controls"] == evaluation.identifier
    assert {row["sha256"] for row in by_id.values()} == {each.sha256 for each in made_facts.evidence}


def test_references_are_in_natural_order() -> None:
    references = [
        row["reference"]
        for row in rows(document("evidence_pack"), "references")
        if row["framework"] == "CIS Controls"
    ]
    assert references == [f"5.{number}" for number in range(1, 25)]


def test_a_control_that_is_gone_is_still_told() -> None:
    for name in TYPES:
        assert TYPES[name].compose(facts(controls=3, clients=2)).tables
        made = document(name, clients=2)
        bare = TYPES[name].compose(facts(clients=2, controls=0))
        assert [table.name for table in bare.tables] == [table.name for table in made.tables]


def test_labels_and_headings_are_words_for_people() -> None:
    for name in TYPES:
        made = document(name)
        labels = [figure.label for figure in made.figures]
        labels += [column.label for table in made.tables for column in table.columns]
        labels += [table.title for table in made.tables]
        assert [label for label in labels if re.search("[a-z][A-Z][a-z]|_", label)] == []
