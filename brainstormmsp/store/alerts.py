"""Alerts that the monitoring sources reported, and their status."""

from typing import Any

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.ranks import SEVERITIES, Ranks
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from contractfirst.contract.problems import Conflict

__all__ = ["ALERTS", "move_alert", "report_alert"]

ALERTS = Resource[schemas.Alert](tables.alerts, singular="alert", ranks=Ranks({"severity": SEVERITIES}))


def report_alert(scope: Scope, body: schemas.AlertInput) -> schemas.Alert:
    """Store a new alert, raised now unless ``body`` says when; return its representation."""
    # Only the source writes these, and only once: a replacement leaves them as they are.
    reported: dict[str, Any] = {name: value for name, value in body.items() if name != "note"}
    reported["raised_at"] = body.get("raised_at") or scope.timestamp
    return ALERTS.insert(scope, {"note": body.get("note")}, **reported)


def move_alert(scope: Scope, alert: schemas.Alert, body: schemas.AlertReplacement) -> schemas.Alert:
    """Give an alert the status and the note of ``body``; return its new representation.

    Raises:
        Conflict: the alert is resolved (``alert_resolved``), or would go back to open
            (``alert_acknowledged``).
    """
    status = body["status"]
    if alert["status"] == "resolved":
        if status == "resolved" and alert["note"] == body.get("note"):
            return alert
        raise Conflict("A resolved alert cannot be changed.", code="alert_resolved")
    if alert["status"] == "acknowledged" and status == "open":
        raise Conflict("An acknowledged alert cannot be reopened.", code="alert_acknowledged")
    resolved_at = scope.timestamp if status == "resolved" else None
    return ALERTS.replace(scope, alert["id"], body, resolved_at=resolved_at)
