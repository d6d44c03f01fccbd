"""Recording evaluations, with their evidence, remediations and events."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brainstormmsp import schemas
from brainstormmsp.compliance.rule_result import FAIL, PARTIAL, PASS, RuleResult
from brainstormmsp.store import Announcer, Scope
from brainstormmsp.store.evaluations import insert_evaluation, insert_failing_objects, latest_result
from brainstormmsp.store.evidence import insert_evidence
from brainstormmsp.store.remediations import open_remediation, resolve_remediation
from brainstormmsp.store.risk import move_risk_score

__all__ = [
    "EVIDENCE_SOURCE",
    "Recorded",
    "announce_risk_score",
    "record_live_evaluation",
    "record_test_evaluation",
]

# The source of evidence that an evaluation created.
EVIDENCE_SOURCE = "evaluation"

_MOST_EVIDENCE = 20
_MOST_OBSERVATIONS = 100
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Recorded:
    """An evaluation, as stored, and what it did to remediations."""

    evaluation: schemas.Evaluation
    opened: bool = False
    resolved: bool = False


def record_live_evaluation(
    scope: Announcer,
    client: Mapping[str, Any],
    control: Mapping[str, Any],
    rule_result: RuleResult,
    evaluated_at: str,
    unresolved_id: str | None,
) -> Recorded:
    """Store an evaluation with its evidence, open or resolve the remediation, and raise the events.

    ``client`` and ``control`` are representations, ``evaluated_at`` is the time of the data,
    ``unresolved_id`` the control's remediation for the client that is not resolved. The caller
    updates the risk score after recording all evaluations of a client.
    """
    before = latest_result(scope, client["id"], control["id"])
    evidence = _insert_evidence(scope, client, control, rule_result, evaluated_at)
    evidence_ids = [evidence["id"], *rule_result.evidence_ids][:_MOST_EVIDENCE]
    evaluation = _insert(scope, client, control, rule_result, evaluated_at, "live", evidence_ids)
    if rule_result.result != before:
        event_type = "evaluation.failed" if rule_result.result == FAIL else "evaluation.completed"
        scope.emit(event_type, evaluation)
    if rule_result.result in (FAIL, PARTIAL) and unresolved_id is None:
        remediation = open_remediation(
            scope, evaluation, title=control["title"], severity=control["severity"]
        )
        scope.emit("remediation.opened", remediation)
        return Recorded(evaluation, opened=True)
    if rule_result.result == PASS and unresolved_id is not None:
        scope.emit("remediation.resolved", resolve_remediation(scope, unresolved_id))
        return Recorded(evaluation, resolved=True)
    return Recorded(evaluation)


def record_test_evaluation(
    scope: Scope,
    client: Mapping[str, Any],
    control: Mapping[str, Any],
    rule_result: RuleResult,
    evaluated_at: str,
) -> Recorded:
    """Store an evaluation of a control in the state ``test``, without evidence, remediation or event."""
    return Recorded(_insert(scope, client, control, rule_result, evaluated_at, "test", []))


def announce_risk_score(scope: Announcer, client_id: str) -> None:
    """Recompute a client's risk score; emit ``client.updated`` if it changed."""
    client = move_risk_score(scope, client_id)
    if client is not None:
        scope.emit("client.updated", client)


def _insert(
    scope: Scope,
    client: Mapping[str, Any],
    control: Mapping[str, Any],
    rule_result: RuleResult,
    evaluated_at: str,
    mode: str,
    evidence_ids: list[str],
) -> schemas.Evaluation:
    evaluation = insert_evaluation(
        scope,
        control_id=control["id"],
        control_identifier=control["identifier"],
        client_id=client["id"],
        mode=mode,
        result=rule_result.result,
        confidence=rule_result.confidence,
        summary=rule_result.summary,
        details=[finding.detail() for finding in rule_result.findings],
        evidence_ids=evidence_ids,
        evaluated_at=evaluated_at,
    )
    insert_failing_objects(scope, evaluation["id"], rule_result.failing)
    return evaluation


def _insert_evidence(
    scope: Scope,
    client: Mapping[str, Any],
    control: Mapping[str, Any],
    rule_result: RuleResult,
    evaluated_at: str,
) -> schemas.Evidence:
    observed = [pair for finding in rule_result.findings for pair in finding.observations()]
    content = {
        "kind": "api",
        "title": f"{control['identifier']} on {client['name']}"[:_LONGEST_TITLE].rstrip(),
        "topic": "other",
        "client_id": client["id"],
        "control_id": control["id"],
        "source": EVIDENCE_SOURCE,
        "observations": [{"name": name, "value": value} for name, value in observed[:_MOST_OBSERVATIONS]],
        "collected_at": evaluated_at,
    }
    return insert_evidence(scope, content, by_evaluation=True)
