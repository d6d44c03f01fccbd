"""Backup coverage of the clients' assets."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select

from brainstormmsp import schemas
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import assets, backup_jobs, clients
from contractfirst.timestamps import format_timestamp

__all__ = ["coverage"]

# An asset whose last successful backup is older counts as stale.
FRESH = timedelta(hours=48)
_MOST_CLIENTS = 1000
_TYPES = ("server", "endpoint", "cloud")


def coverage(scope: Scope, now: datetime, client_id: str | None = None) -> schemas.BackupCoverage:
    """Return the backup coverage of all clients that are not archived, or of one.

    The least protected clients come first, those without an asset last, older ones before newer ones.
    """
    parameters: dict[str, object] = {
        "organisation_id": scope.organisation_id,
        "fresh_since": format_timestamp(now - FRESH),
    }
    if client_id is None:
        rows = scope.transaction.all(_BY_CLIENT, parameters)
    else:
        rows = scope.transaction.all(_OF_CLIENT, {**parameters, "client_id": client_id})
    counted: list[schemas.BackupClientCoverage] = [
        {**_counts([row]), "client_id": row["id"], "client_name": row["name"]} for row in rows
    ]
    # The rows come oldest first, and sorting keeps the order of equals.
    counted.sort(key=lambda client: 101.0 if client["percent"] is None else client["percent"])
    return {**_counts(rows), "client_count": len(rows), "by_client": counted[:_MOST_CLIENTS]}


def _counts(rows: Iterable[Mapping[str, Any]]) -> schemas.BackupCounts:
    every = fresh = ever = 0
    for row in rows:
        every += row["every"]
        fresh += row["fresh"]
        ever += row["ever"]
    return {
        "asset_count": every,
        "protected_count": fresh,
        "stale_count": ever - fresh,
        "unprotected_count": every - ever,
        "percent": None if every == 0 else fresh * 1000 // every / 10,
    }


def _by_client() -> Select[Any]:
    last = (
        select(backup_jobs.c.asset_id, func.max(backup_jobs.c.last_success_at).label("last_success_at"))
        .where(
            backup_jobs.c.organisation_id == bindparam("organisation_id"),
            backup_jobs.c.asset_id.is_not(None),
            backup_jobs.c.last_success_at.is_not(None),
        )
        .group_by(backup_jobs.c.asset_id)
        .subquery("last")
    )
    looked_at = (
        (assets.c.organisation_id == clients.c.organisation_id)
        & (assets.c.client_id == clients.c.id)
        & assets.c.deleted_at.is_(None)
        & (assets.c.status == "active")
        & assets.c.type.in_([bindparam(f"type_{kind}", kind) for kind in _TYPES])
    )
    return (
        select(
            clients.c.id,
            clients.c.name,
            func.count(assets.c.id).label("every"),
            func.count(last.c.last_success_at).label("ever"),
            func.count(case((last.c.last_success_at >= bindparam("fresh_since"), 1))).label("fresh"),
        )
        .select_from(clients.outerjoin(assets, looked_at).outerjoin(last, last.c.asset_id == assets.c.id))
        .where(
            clients.c.organisation_id == bindparam("organisation_id"),
            clients.c.deleted_at.is_(None),
        )
        .group_by(clients.c.id, clients.c.name, clients.c.created_at)
        .order_by(clients.c.created_at, clients.c.id)
    )


_BY_CLIENT = Statement(_by_client().where(clients.c.status != "archived"))
_OF_CLIENT = Statement(_by_client().where(clients.c.id == bindparam("client_id")))
