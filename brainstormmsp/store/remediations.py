"""Remediations: opened by evaluations, resolved by evaluations or people."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, literal_column, select

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.ranks import SEVERITIES, Ranks
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tickets import TICKETS
from contractfirst.contract.problems import Conflict
from contractfirst.timestamps import format_timestamp, parse_timestamp

__all__ = [
    "REMEDIATIONS",
    "UNRESOLVED",
    "decide_remediation",
    "open_remediation",
    "resolve_remediation",
    "unresolved_remediations",
]

UNRESOLVED = ("open", "in_progress")

REMEDIATIONS = Resource[schemas.Remediation](
    tables.remediations, singular="remediation", ranks=Ranks({"severity": SEVERITIES})
)

# The time until a remediation is due, by severity.
_DUE = {
    "critical": timedelta(days=7),
    "high": timedelta(days=14),
    "medium": timedelta(days=30),
    "low": timedelta(days=90),
}

_TABLE = tables.remediations
# As a literal, or SQLite would not see that the index of unresolved ones serves it.
_UNRESOLVED = Statement(
    select(_TABLE.c.control_id, _TABLE.c.id).where(
        _TABLE.c.organisation_id == bindparam("organisation_id"),
        _TABLE.c.client_id == bindparam("client_id"),
        _TABLE.c.status != literal_column("'resolved'"),
    )
)


def unresolved_remediations(scope: Scope, client_id: str) -> dict[str, str]:
    """Return the ids of a client's unresolved remediations by control; each control has at most one."""
    place = {"organisation_id": scope.organisation_id, "client_id": client_id}
    return {row["control_id"]: row["id"] for row in scope.transaction.all(_UNRESOLVED, place)}


def open_remediation(
    scope: Scope, evaluation: Mapping[str, Any], *, title: str, severity: str
) -> schemas.Remediation:
    """Store a remediation for an evaluation; how soon it is due depends on its severity."""
    due = parse_timestamp(scope.timestamp) + _DUE[severity]
    return REMEDIATIONS.insert(
        scope,
        {"status": "open", "due_at": format_timestamp(due)},
        evaluation_id=evaluation["id"],
        client_id=evaluation["client_id"],
        control_id=evaluation["control_id"],
        title=title,
        severity=severity,
    )


def resolve_remediation(scope: Scope, remediation_id: str) -> schemas.Remediation:
    """Resolve a remediation, also one whose risk was accepted; return its representation."""
    return REMEDIATIONS.update(
        scope, remediation_id, status="resolved", resolved_at=scope.timestamp, accepted_reason=None
    )


def decide_remediation(
    scope: Scope, before: schemas.Remediation, body: schemas.RemediationReplacement
) -> schemas.Remediation:
    """Replace the writable properties of a remediation; return its new representation.

    Raises:
        NotFound: no such ticket.
        Conflict: it is resolved (``remediation_resolved``), or the ticket is another client's
            (``ticket_of_another_client``).
    """
    if before["status"] == "resolved":
        decided = {"ticket_id": None, "note": None, "accepted_reason": None, **body}
        if all(value == before.get(name) for name, value in decided.items()):
            return before
        raise Conflict("A resolved remediation cannot be changed.", code="remediation_resolved")
    ticket_id = body.get("ticket_id")
    # A remediation may keep a ticket that is deleted.
    if (
        ticket_id is not None
        and ticket_id != before.get("ticket_id")
        and TICKETS.get(scope, ticket_id)["client_id"] != before["client_id"]
    ):
        raise Conflict("The ticket belongs to another client.", code="ticket_of_another_client")
    resolved_at = scope.timestamp if body["status"] == "resolved" else None
    return REMEDIATIONS.replace(scope, before["id"], body, resolved_at=resolved_at)
