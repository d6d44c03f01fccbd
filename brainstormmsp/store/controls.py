"""Queries on an organisation's custom controls."""

from sqlalchemy import bindparam, literal_column, select

from brainstormmsp.store import tables
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction

__all__ = ["enabled_control_ids", "has_enabled_control", "mapped_control_ids"]

_CONTROLS = tables.controls
_TERMS = tables.search_terms
_ENABLED = Statement(
    select(_CONTROLS.c.id)
    .where(
        _CONTROLS.c.organisation_id == bindparam("organisation_id"),
        _CONTROLS.c.state == "enabled",
        _CONTROLS.c.deleted_at.is_(None),
    )
    .order_by(_CONTROLS.c.id)
)
_ANY_ENABLED = Statement(
    select(_CONTROLS.c.id)
    .where(
        _CONTROLS.c.organisation_id == bindparam("organisation_id"),
        _CONTROLS.c.deleted_at.is_(None),
        _CONTROLS.c.state == "enabled",
        _CONTROLS.c.schedule_interval == bindparam("interval"),
    )
    .limit(1)
)
_MAPPED = Statement(
    select(_TERMS.c.resource_id)
    .where(
        _TERMS.c.organisation_id == bindparam("organisation_id"),
        _TERMS.c.resource == literal_column("'controls'"),
        _TERMS.c.field == literal_column("'frameworks'"),
        _TERMS.c.term == bindparam("framework"),
    )
    .order_by(_TERMS.c.resource_id)
    .limit(bindparam("most"))
)


def enabled_control_ids(scope: Scope) -> list[str]:
    """Return the ids of the organisation's enabled custom controls."""
    rows = scope.transaction.all(_ENABLED, {"organisation_id": scope.organisation_id})
    return [row["id"] for row in rows]


def has_enabled_control(transaction: Transaction, organisation_id: str, interval: str) -> bool:
    """Return whether an organisation has an enabled custom control with this interval."""
    place = {"organisation_id": organisation_id, "interval": interval}
    return transaction.scalar(_ANY_ENABLED, place) is not None


def mapped_control_ids(scope: Scope, framework: str, most: int) -> list[str]:
    """Return the ids of at most ``most`` custom controls that are mapped to a framework."""
    place = {"organisation_id": scope.organisation_id, "framework": framework, "most": most}
    return [row["resource_id"] for row in scope.transaction.all(_MAPPED, place)]
