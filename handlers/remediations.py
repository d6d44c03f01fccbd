"""What must be done about an evaluation."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, listed
from brainstormmsp.compliance.controls import CONTROLS
from brainstormmsp.compliance.recording import announce_risk_score
from brainstormmsp.store import Before, Every
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.remediations import REMEDIATIONS, UNRESOLVED, decide_remediation
from brainstormmsp.store.tickets import TICKETS
from contractfirst.contract.entity_tags import require_match
from handlers._contract import remediations as contract


def list_remediations(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    sort: schemas.ListRemediationsSort,
    client_id: str | None,
    control_id: str | None,
    status: list[schemas.RemediationStatus] | None,
    due_before: str | None,
    severity: list[schemas.ControlSeverity] | None,
    overdue: bool,
) -> contract.ListRemediationsResult:
    """Return a page of remediations."""
    CLIENTS.require(context, client_id)
    CONTROLS.require(context, control_id)
    page = REMEDIATIONS.page(
        context,
        filters={
            "client_id": client_id,
            "control_id": control_id,
            "status": Every((status, UNRESOLVED if overdue else None)),
            "due_at": Every(
                (Before(due_before), Before(context.timestamp, moving=True) if overdue else None)
            ),
            "severity": severity,
        },
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListRemediations200)


def get_remediation(context: Context, *, remediation_id: str) -> contract.GetRemediationResult:
    """Read a remediation."""
    remediation = REMEDIATIONS.get(context, remediation_id)
    return contract.GetRemediation200(remediation)


def replace_remediation(
    context: Context,
    *,
    remediation_id: str,
    if_match: str | None,
    body: schemas.RemediationReplacement,
) -> contract.ReplaceRemediationResult:
    """Replace what people decide about a remediation."""
    before = REMEDIATIONS.get(context, remediation_id)
    # It may keep a ticket that is deleted.
    if body.get("ticket_id") != before.get("ticket_id"):
        TICKETS.require(context, body.get("ticket_id"))
    require_match(if_match, before)
    remediation = decide_remediation(context, before, body)
    if remediation != before and remediation["status"] == "resolved":
        context.emit("remediation.resolved", remediation)
    announce_risk_score(context, remediation["client_id"])
    return contract.ReplaceRemediation200(remediation)
