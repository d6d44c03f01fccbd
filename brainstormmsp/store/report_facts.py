"""The data of reports, each read in one statement, for all clients or for one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Table, bindparam, case, func, or_, select

from brainstormmsp.store import tables
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement

__all__ = [
    "Span",
    "alert_counts",
    "assessed_clients",
    "backup_jobs",
    "custom_controls",
    "evaluation_counts_by_day",
    "filed_evidence",
    "latest_evaluations",
    "organisation_name",
    "remediations",
    "risk_scores",
]

Row = dict[str, Any]

_CLIENTS = tables.clients
_EVALUATIONS = tables.evaluations
_REMEDIATIONS = tables.remediations
_EVIDENCE = tables.evidence
_ALERTS = tables.alerts
_BACKUPS = tables.backup_jobs
_ASSETS = tables.assets
_CONTROLS = tables.controls
_SCORES = tables.client_risk_scores


@dataclass(frozen=True, slots=True)
class Span:
    """From ``since`` until right before ``before``, both in stored form; one client's or all clients'."""

    since: str
    before: str
    client_id: str | None = None


class _Query:
    """A statement in two forms, over one client and over all that are not archived."""

    def __init__(self, table: Table, build: Callable[..., Select[Any]]) -> None:
        mine = table.c.organisation_id == bindparam("organisation_id")
        of_client = [mine, table.c.client_id == bindparam("client_id")]
        present = select(_CLIENTS.c.id).where(
            _CLIENTS.c.organisation_id == bindparam("organisation_id"),
            _CLIENTS.c.deleted_at.is_(None),
            _CLIENTS.c.status != "archived",
        )
        self._of_client = Statement(build(*of_client))
        self._of_all = Statement(build(mine, table.c.client_id.in_(present)))

    def rows(self, scope: Scope, span: Span) -> list[Row]:
        """Return what the statement finds."""
        parameters = {
            "organisation_id": scope.organisation_id,
            "client_id": span.client_id,
            "since": span.since,
            "before": span.before,
        }
        statement = self._of_all if span.client_id is None else self._of_client
        return scope.transaction.all(statement, parameters)


def _latest_evaluations(*conditions: Any) -> Select[Any]:
    table = _EVALUATIONS
    turn = func.row_number().over(
        partition_by=(table.c.client_id, table.c.control_id),
        order_by=(table.c.evaluated_at.desc(), table.c.id.desc()),
    )
    ranked = (
        select(
            table.c.id,
            table.c.client_id,
            table.c.control_id,
            table.c.control_identifier,
            table.c.result,
            table.c.confidence,
            table.c.summary,
            table.c.evidence_ids,
            table.c.evaluated_at,
            turn.label("turn"),
        )
        .where(
            *conditions,
            table.c.mode == "live",
            table.c.evaluated_at >= bindparam("since"),
            table.c.evaluated_at < bindparam("before"),
        )
        .subquery("ranked")
    )
    return select(ranked).where(ranked.c.turn == 1)


def _evaluation_counts_by_day(*conditions: Any) -> Select[Any]:
    table = _EVALUATIONS
    day = func.substr(table.c.evaluated_at, 1, 10).label("day")
    return (
        select(day, table.c.result, func.count().label("count"))
        .where(
            *conditions,
            table.c.mode == "live",
            table.c.evaluated_at >= bindparam("since"),
            table.c.evaluated_at < bindparam("before"),
        )
        .group_by(day, table.c.result)
        .order_by(day, table.c.result)
    )


def _remediations(*conditions: Any) -> Select[Any]:
    table = _REMEDIATIONS
    return (
        select(table)
        .where(
            *conditions,
            table.c.created_at < bindparam("before"),
            or_(table.c.resolved_at.is_(None), table.c.resolved_at >= bindparam("since")),
        )
        .order_by(table.c.created_at, table.c.id)
    )


def _filed_evidence(*conditions: Any) -> Select[Any]:
    table = _EVIDENCE
    return (
        select(table)
        .where(
            *conditions,
            table.c.filed == 1,
            table.c.collected_at < bindparam("before"),
            or_(table.c.expires_at.is_(None), table.c.expires_at > bindparam("since")),
        )
        .order_by(table.c.collected_at, table.c.id)
    )


def _alert_counts(*conditions: Any) -> Select[Any]:
    table = _ALERTS
    resolved = case((table.c.resolved_at < bindparam("before"), 1), else_=0).label("resolved")
    return (
        select(table.c.severity, resolved, func.count().label("count"))
        .where(
            *conditions,
            table.c.raised_at >= bindparam("since"),
            table.c.raised_at < bindparam("before"),
        )
        .group_by(table.c.severity, resolved)
    )


def _backup_jobs(*conditions: Any) -> Select[Any]:
    table = _BACKUPS
    asset = (_ASSETS.c.organisation_id == table.c.organisation_id) & (_ASSETS.c.id == table.c.asset_id)
    return (
        select(table, _ASSETS.c.hostname)
        .select_from(table.outerjoin(_ASSETS, asset))
        .where(*conditions, table.c.created_at < bindparam("before"))
        .order_by(table.c.created_at, table.c.id)
    )


def _risk_scores(*conditions: Any) -> Select[Any]:
    table = _SCORES
    turn = func.row_number().over(partition_by=table.c.client_id, order_by=table.c.scored_at.desc())
    ranked = (
        select(table.c.client_id, table.c.risk_score, turn.label("turn"))
        .where(*conditions, table.c.scored_at < bindparam("before"))
        .subquery("ranked")
    )
    return select(ranked.c.client_id, ranked.c.risk_score).where(ranked.c.turn == 1)


_SCORED = _Query(_SCORES, _risk_scores)
_VERDICTS = _Query(_EVALUATIONS, _latest_evaluations)
_BY_DAY = _Query(_EVALUATIONS, _evaluation_counts_by_day)
_UNRESOLVED_OR_RESOLVED_SINCE = _Query(_REMEDIATIONS, _remediations)
_FILED = _Query(_EVIDENCE, _filed_evidence)
_RAISED = _Query(_ALERTS, _alert_counts)
_BACKED_UP = _Query(_BACKUPS, _backup_jobs)

_SHOWN_CLIENT = (_CLIENTS.c.id, _CLIENTS.c.name, _CLIENTS.c.status)
_PRESENT_CLIENTS = Statement(
    select(*_SHOWN_CLIENT)
    .where(
        _CLIENTS.c.organisation_id == bindparam("organisation_id"),
        _CLIENTS.c.deleted_at.is_(None),
        _CLIENTS.c.status != "archived",
        _CLIENTS.c.created_at < bindparam("before"),
    )
    .order_by(_CLIENTS.c.name, _CLIENTS.c.id)
)
_ONE_CLIENT = Statement(
    select(*_SHOWN_CLIENT).where(
        _CLIENTS.c.organisation_id == bindparam("organisation_id"), _CLIENTS.c.id == bindparam("client_id")
    )
)
_ORGANISATION = Statement(
    select(tables.organisations.c.name).where(tables.organisations.c.id == bindparam("organisation_id"))
)
_OWN_CONTROLS = Statement(
    select(
        _CONTROLS.c.id,
        _CONTROLS.c.identifier,
        _CONTROLS.c.title,
        _CONTROLS.c.category,
        _CONTROLS.c.severity,
        _CONTROLS.c.framework_refs,
    ).where(_CONTROLS.c.organisation_id == bindparam("organisation_id"))
)


def organisation_name(scope: Scope) -> str:
    """Return the organisation's name."""
    return str(scope.transaction.scalar(_ORGANISATION, {"organisation_id": scope.organisation_id}))


def assessed_clients(scope: Scope, span: Span) -> list[Row]:
    """Return id, name and status of the clients that are not archived, by name; or of the one."""
    parameters = {
        "organisation_id": scope.organisation_id,
        "client_id": span.client_id,
        "before": span.before,
    }
    statement = _PRESENT_CLIENTS if span.client_id is None else _ONE_CLIENT
    return scope.transaction.all(statement, parameters)


def risk_scores(scope: Scope, span: Span) -> dict[str, int]:
    """Return the clients' risk scores right before the span's end, by their ids.

    A client that is missing had no open remediation or alert yet: its score was 0.
    """
    return {row["client_id"]: row["risk_score"] for row in _SCORED.rows(scope, span)}


def custom_controls(scope: Scope) -> list[Row]:
    """Return what reports show of the organisation's own controls, as stored."""
    return scope.transaction.all(_OWN_CONTROLS, {"organisation_id": scope.organisation_id})


def latest_evaluations(scope: Scope, span: Span) -> list[Row]:
    """Return the newest live evaluation of each control on each client within the span, as stored."""
    return _VERDICTS.rows(scope, span)


def evaluation_counts_by_day(scope: Scope, span: Span) -> list[Row]:
    """Return how many live evaluations came to each result on each day (``2026-11-24``), in its order."""
    return _BY_DAY.rows(scope, span)


def remediations(scope: Scope, span: Span) -> list[Row]:
    """Return the remediations that were unresolved at some moment of the span, oldest first, as stored."""
    return _UNRESOLVED_OR_RESOLVED_SINCE.rows(scope, span)


def filed_evidence(scope: Scope, span: Span) -> list[Row]:
    """Return the evidence that somebody filed and that was valid within the span, oldest first, as stored."""
    return _FILED.rows(scope, span)


def alert_counts(scope: Scope, span: Span) -> list[Row]:
    """Return how many alerts of each severity were raised within the span.

    ``resolved`` is 1 for those that were resolved before its end.
    """
    return _RAISED.rows(scope, span)


def backup_jobs(scope: Scope, span: Span) -> list[Row]:
    """Return the backup jobs that were there before the span's end, oldest first, with their hostname."""
    return _BACKED_UP.rows(scope, span)
