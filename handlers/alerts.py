"""What the monitoring sources reported."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, created, listed
from brainstormmsp.compliance.recording import announce_risk_score
from brainstormmsp.store.alerts import ALERTS, move_alert, report_alert
from brainstormmsp.store.assets import ASSETS, require_asset_of_client
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.external_references import system_name
from contractfirst.contract.entity_tags import require_match
from handlers._contract import alerts as contract


def list_alerts(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    sort: schemas.ListAlertsSort,
    client_id: str | None,
    asset_id: str | None,
    severity: list[schemas.AlertSeverity] | None,
    status: list[schemas.AlertStatus] | None,
    source: str | None,
) -> contract.ListAlertsResult:
    """Return a page of alerts."""
    CLIENTS.require(context, client_id)
    ASSETS.require(context, asset_id)
    page = ALERTS.page(
        context,
        filters={
            "client_id": client_id,
            "asset_id": asset_id,
            "severity": severity,
            "status": status,
            "source": None if source is None else system_name(source),
        },
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListAlerts200)


def get_alert(context: Context, *, alert_id: str) -> contract.GetAlertResult:
    """Read an alert."""
    return contract.GetAlert200(ALERTS.get(context, alert_id))


def replace_alert(
    context: Context, *, alert_id: str, if_match: str | None, body: schemas.AlertReplacement
) -> contract.ReplaceAlertResult:
    """Replace an alert's status and note."""
    before = ALERTS.get(context, alert_id)
    require_match(if_match, before)
    alert = move_alert(context, before, body)
    if alert != before:
        context.emit("alert.updated", alert)
    if alert["status"] == "resolved":
        announce_risk_score(context, alert["client_id"])
    return contract.ReplaceAlert200(alert)


def create_alert(context: Context, *, body: schemas.AlertInput) -> contract.CreateAlertResult:
    """Store an alert that a monitoring system reports."""
    CLIENTS.require(context, body["client_id"])
    require_asset_of_client(context, body.get("asset_id"), body["client_id"])
    alert = report_alert(context, body)
    context.emit("alert.created", alert)
    announce_risk_score(context, alert["client_id"])
    return created(context, alert, contract.CreateAlert201)
