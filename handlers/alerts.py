"""What the monitoring sources reported."""

from typing import Any

from brainstormmsp.backend import Context, listed
from brainstormmsp.contract.entity_tag import require_match
from brainstormmsp.contract.exchange import Response
from brainstormmsp.store.alerts import ALERTS, move_alert
from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.clients import CLIENTS


def list_alerts(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    sort: str,
    client_id: str | None,
    asset_id: str | None,
    severity: list[str] | None,
    status: list[str] | None,
    source: str | None,
) -> Response:
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
            "source": source,
        },
        sort=sort,
        updated_since=updated_since,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page)


def get_alert(context: Context, *, alert_id: str) -> Response:
    """Read an alert."""
    return Response(200, ALERTS.get(context, alert_id))


def replace_alert(context: Context, *, alert_id: str, if_match: str | None, body: dict[str, Any]) -> Response:
    """Replace an alert's status and note."""
    before = ALERTS.get(context, alert_id)
    require_match(if_match, before)
    alert = move_alert(context, before, body)
    if alert != before:
        context.emit("alert.updated", alert)
    return Response(200, alert)
