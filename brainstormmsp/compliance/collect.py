"""The facts of a client, collected from the store in a bounded number of statements."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from brainstormmsp.compliance.facts import (
    NEVER_EXPIRES_DAYS,
    NEVER_SUCCEEDED_HOURS,
    EvaluationFacts,
    FactValue,
    PopulationMember,
)
from brainstormmsp.store import Scope, parse_timestamp
from brainstormmsp.store.client_facts import client_counts, client_rows, opened_remediations
from brainstormmsp.store.risk import RiskWeights, risk_weights

__all__ = ["collect_facts"]

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)

Row = Mapping[str, Any]


def collect_facts(scope: Scope, client: Mapping[str, Any], kinds: Iterable[str]) -> EvaluationFacts:
    """Return what is stored about a client (its representation) at the scope's time.

    ``kinds`` are the populations that will be looked at. Five statements and one a population.
    """
    now = parse_timestamp(scope.timestamp)
    rows = client_rows(scope, client["id"], kinds)
    numbers = {"risk_score": client["risk_score"], **client_counts(scope, client["id"])}
    opened = opened_remediations(scope, client["id"])
    remediates = _remediates(opened)
    return EvaluationFacts(
        numbers=numbers,
        words={"status": [client["status"]], "tag": client["tags"]},
        populations={
            kind: [
                PopulationMember(
                    row["id"],
                    _FACTS[kind](row, now),
                    row.get("control_id"),
                    remediates.get(row["id"], frozenset()),
                )
                for row in rows_of_kind
            ]
            for kind, rows_of_kind in rows.items()
        },
        own_numbers=_own_numbers(scope, client["id"], numbers, opened),
    )


def _remediates(opened: Iterable[Row]) -> Mapping[str, frozenset[str]]:
    """Return the controls whose remediations name a ticket, by the ticket's id."""
    found: dict[str, frozenset[str]] = {}
    for row in opened:
        if row["ticket_id"] is not None:
            found[row["ticket_id"]] = found.get(row["ticket_id"], frozenset()) | {row["control_id"]}
    return found


def _own_numbers(
    scope: Scope, client_id: str, numbers: Mapping[str, int], opened: Iterable[Row]
) -> Mapping[str, Mapping[str, int]]:
    weights = risk_weights(scope, client_id)
    return {row["control_id"]: _without(row, numbers, weights, scope.timestamp) for row in opened}


def _without(row: Row, numbers: Mapping[str, int], weights: RiskWeights, now: str) -> Mapping[str, int]:
    """Return the numbers that differ without a remediation and its ticket."""
    without = {"open_ticket_count": numbers["open_ticket_count"] - bool(row["has_open_ticket"])}
    if row["status"] != "accepted_risk":
        overdue = bool(row["due_at"] < now)
        without["open_remediation_count"] = numbers["open_remediation_count"] - 1
        without["overdue_remediation_count"] = numbers["overdue_remediation_count"] - overdue
        without["risk_score"] = weights.score_without(row["severity"])
    return without


def _asset(row: Row, now: datetime) -> dict[str, FactValue]:
    return {
        "type": row["type"],
        "status": row["status"],
        "os": row["os"],
        "days_since_last_seen": _since(row["last_seen_at"], now, _DAY),
        "days_since_patched": _since(row["last_patched_at"], now, _DAY),
        "encrypted": None if row["encrypted"] is None else bool(row["encrypted"]),
    }


def _backup_job(row: Row, now: datetime) -> dict[str, FactValue]:
    age = _since(row["last_success_at"], now, _HOUR)
    return {
        "status": row["status"],
        "provider": row["provider"],
        "age_hours": NEVER_SUCCEEDED_HOURS if age is None else age,
    }


def _contact(row: Row, now: datetime) -> dict[str, FactValue]:
    return {"role": row["role"], "is_primary": bool(row["is_primary"])}


def _alert(row: Row, now: datetime) -> dict[str, FactValue]:
    return {
        "severity": row["severity"],
        "status": row["status"],
        "source": row["source"],
        "age_days": _since(row["raised_at"], now, _DAY),
    }


def _ticket(row: Row, now: datetime) -> dict[str, FactValue]:
    return {
        "status": row["status"],
        "priority": row["priority"],
        "age_days": _since(row["created_at"], now, _DAY),
    }


def _evidence(row: Row, now: datetime) -> dict[str, FactValue]:
    return {
        "kind": row["kind"],
        "topic": row["topic"],
        "age_days": _since(row["collected_at"], now, _DAY),
        "days_until_expiry": _until_expiry(row["expires_at"], now),
    }


def _since(timestamp: str | None, now: datetime, unit: timedelta) -> int | None:
    """Return the whole units since a time, rounded down; ``None`` for no time."""
    return None if timestamp is None else (now - parse_timestamp(timestamp)) // unit


def _until_expiry(timestamp: str | None, now: datetime) -> int:
    if timestamp is None:
        return NEVER_EXPIRES_DAYS
    left = parse_timestamp(timestamp) - now
    # At the very moment it has expired already.
    return left // _DAY if left else -1


_FACTS: Mapping[str, Callable[[Row, datetime], dict[str, FactValue]]] = {
    "assets": _asset,
    "backup_jobs": _backup_job,
    "contacts": _contact,
    "alerts": _alert,
    "tickets": _ticket,
    "evidence": _evidence,
}
