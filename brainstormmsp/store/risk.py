"""The risk score of a client, from 0 (calm) to 100 (alarming).

Each remediation that is open or in progress and each alert that is not resolved weighs as much as its
severity says; with the sum ``w`` the score is ``100 × w ÷ (w + 80)``, rounded down. So the first problems
move it most, each worse one moves it more than a lesser one, and it never quite reaches 100. A risk that
was accepted does not weigh.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, insert, or_, select, update

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement

__all__ = ["RiskWeights", "move_risk_score", "risk_score", "risk_score_before", "risk_weights"]

_REMEDIATIONS = {"critical": 20, "high": 10, "medium": 4, "low": 1}
_ALERTS = {"critical": 16, "high": 8, "medium": 3, "low": 1, "informational": 0}
_HALF_WAY = 80


def risk_score(remediations: Mapping[str, int], alerts: Mapping[str, int]) -> int:
    """Return the score for the numbers of unresolved remediations and alerts by severity."""
    weight = sum(_REMEDIATIONS[severity] * count for severity, count in remediations.items())
    weight += sum(_ALERTS[severity] * count for severity, count in alerts.items())
    return 100 * weight // (weight + _HALF_WAY)


@dataclass(frozen=True, slots=True)
class RiskWeights:
    """The numbers of a client's unresolved remediations and alerts by severity."""

    remediations: Mapping[str, int]
    alerts: Mapping[str, int]

    @property
    def score(self) -> int:
        """The risk score."""
        return risk_score(self.remediations, self.alerts)

    def score_without(self, severity: str) -> int:
        """Return the risk score without one remediation of a severity."""
        return risk_score({**self.remediations, severity: self.remediations[severity] - 1}, self.alerts)


def risk_weights(scope: Scope, client_id: str) -> RiskWeights:
    """Return what a client's risk score is computed from."""
    place = {"organisation_id": scope.organisation_id, "client_id": client_id}
    remediations, alerts = (
        {row["severity"]: row["count"] for row in scope.transaction.all(statement, place)}
        for statement in (_OPEN_REMEDIATIONS, _OPEN_ALERTS)
    )
    return RiskWeights(remediations, alerts)


def move_risk_score(scope: Scope, client_id: str) -> schemas.Client | None:
    """Recompute a client's score; return the client if it changed.

    ``None`` also if the client does not exist any more.
    """
    client = CLIENTS.find(scope, client_id)
    if client is None:
        return None
    score = risk_weights(scope, client_id).score
    if score == client["risk_score"]:
        return None
    _keep_score(scope, client_id, score)
    return CLIENTS.update(scope, client_id, risk_score=score)


def risk_score_before(scope: Scope, client_id: str, before: str) -> int:
    """Return the score that a client had right before a time in stored form; 0 if it had none yet."""
    place = {"organisation_id": scope.organisation_id, "client_id": client_id, "before": before}
    return int(scope.transaction.scalar(_SCORE_BEFORE, place) or 0)


def _keep_score(scope: Scope, client_id: str, score: int) -> None:
    place = {
        "organisation_id": scope.organisation_id,
        "client_id": client_id,
        "scored_at": scope.timestamp,
    }
    moved_again = {**{f"of_{name}": value for name, value in place.items()}, "new_risk_score": score}
    if not scope.transaction.execute(_MOVE_AGAIN, moved_again):
        scope.transaction.execute(_INSERT_SCORE, {**place, "risk_score": score})


def _by_severity(table: Table) -> Select[Any]:
    return (
        select(table.c.severity, func.count().label("count"))
        .where(
            table.c.organisation_id == bindparam("organisation_id"),
            table.c.client_id == bindparam("client_id"),
        )
        .group_by(table.c.severity)
    )


_SCORES = tables.client_risk_scores
_SCORE_BEFORE = Statement(
    select(_SCORES.c.risk_score)
    .where(
        _SCORES.c.organisation_id == bindparam("organisation_id"),
        _SCORES.c.client_id == bindparam("client_id"),
        _SCORES.c.scored_at < bindparam("before"),
    )
    .order_by(_SCORES.c.scored_at.desc())
    .limit(1)
)
_INSERT_SCORE = Statement(insert(_SCORES))
_MOVE_AGAIN = Statement(
    update(_SCORES)
    .where(
        _SCORES.c.organisation_id == bindparam("of_organisation_id"),
        _SCORES.c.client_id == bindparam("of_client_id"),
        _SCORES.c.scored_at == bindparam("of_scored_at"),
    )
    .values(risk_score=bindparam("new_risk_score"))
)
_STATUS = tables.remediations.c.status
_OPEN_REMEDIATIONS = Statement(
    _by_severity(tables.remediations).where(or_(_STATUS == "open", _STATUS == "in_progress"))
)
_OPEN_ALERTS = Statement(_by_severity(tables.alerts).where(tables.alerts.c.status != "resolved"))
