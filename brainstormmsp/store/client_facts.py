"""The stored data of a client that rules can use; one statement per kind of resource."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, case, func, literal_column, or_, select

from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import alerts, assets, backup_jobs, contacts, evidence, remediations, tickets

__all__ = ["client_counts", "client_rows", "opened_remediations"]


def client_counts(scope: Scope, client_id: str) -> dict[str, int]:
    """Return the numbers of a client by their names in rules, except the risk score."""
    row = scope.transaction.one(
        _COUNTS,
        {"organisation_id": scope.organisation_id, "client_id": client_id, "now": scope.timestamp},
    )
    assert row is not None
    return row


def client_rows(scope: Scope, client_id: str, kinds: Iterable[str]) -> dict[str, Sequence[dict[str, Any]]]:
    """Return the rows of a client's resources of these kinds, oldest first."""
    place = {"organisation_id": scope.organisation_id, "client_id": client_id}
    return {kind: scope.transaction.all(_ROWS[kind], place) for kind in sorted(kinds)}


def _owned(table: Table) -> list[ColumnElement[bool]]:
    return [
        table.c.organisation_id == bindparam("organisation_id"),
        table.c.client_id == bindparam("client_id"),
        *([table.c.deleted_at.is_(None)] if "deleted_at" in table.c else []),
    ]


def _count(name: str, table: Table, *conditions: ColumnElement[bool]) -> Any:
    counted = select(func.count()).select_from(table).where(*_owned(table), *conditions)
    return counted.scalar_subquery().label(name)


_UNFINISHED = (tickets.c.status != "resolved", tickets.c.status != "closed")
_OPEN = or_(remediations.c.status == "open", remediations.c.status == "in_progress")
_COUNTS = Statement(
    select(
        _count("asset_count", assets),
        _count("contact_count", contacts),
        _count("backup_job_count", backup_jobs),
        _count("open_alert_count", alerts, alerts.c.status != "resolved"),
        _count("open_ticket_count", tickets, *_UNFINISHED),
        _count("open_remediation_count", remediations, _OPEN),
        _count("overdue_remediation_count", remediations, _OPEN, remediations.c.due_at < bindparam("now")),
    )
)


def opened_remediations(scope: Scope, client_id: str) -> list[dict[str, Any]]:
    """Return the client's remediations that are not resolved, each with its control and its ticket.

    A control has at most one. ``has_open_ticket`` is 1 if its ticket is not resolved or closed.
    """
    place = {"organisation_id": scope.organisation_id, "client_id": client_id}
    return scope.transaction.all(_OPENED, place)


_OPENED = Statement(
    select(
        remediations.c.control_id,
        remediations.c.severity,
        remediations.c.status,
        remediations.c.due_at,
        remediations.c.ticket_id,
        case((and_(*_UNFINISHED), 1), else_=0).label("has_open_ticket"),
    )
    .select_from(
        remediations.outerjoin(
            tickets,
            and_(
                tickets.c.organisation_id == remediations.c.organisation_id,
                tickets.c.id == remediations.c.ticket_id,
            ),
        )
    )
    .where(*_owned(remediations), remediations.c.status != literal_column("'resolved'"))
)


def _rows(table: Table, *columns: str, since: str = "created_at") -> Statement:
    shown = [table.c[name] for name in ("id", *columns)]
    return Statement(select(*shown).where(*_owned(table)).order_by(table.c[since], table.c.id))


_ROWS = {
    "assets": _rows(assets, "type", "status", "os", "last_seen_at", "last_patched_at", "encrypted"),
    "backup_jobs": _rows(backup_jobs, "status", "provider", "last_success_at"),
    "contacts": _rows(contacts, "role", "is_primary"),
    "alerts": _rows(alerts, "severity", "status", "source", "raised_at", since="raised_at"),
    "tickets": _rows(tickets, "status", "priority", "created_at"),
    "evidence": Statement(
        select(
            evidence.c.id,
            evidence.c.kind,
            evidence.c.topic,
            evidence.c.control_id,
            evidence.c.collected_at,
            evidence.c.expires_at,
        )
        .where(*_owned(evidence), evidence.c.filed == 1)
        .order_by(evidence.c.collected_at, evidence.c.id)
    ),
}
