"""What must be true of a client, and the rule that decides it."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, created, deletions_since, listed
from brainstormmsp.compliance import controls
from brainstormmsp.compliance.controls import CONTROLS
from brainstormmsp.store import Contains
from contractfirst.contract.entity_tags import require_match
from handlers._contract import controls as contract


def list_controls(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    include_deleted: bool,
    search: str | None,
    sort: schemas.ListControlsSort,
    type: list[schemas.ControlType] | None,
    category: list[schemas.ControlCategory] | None,
    severity: list[schemas.ControlSeverity] | None,
    origin: list[schemas.ControlOrigin] | None,
    state: list[schemas.ControlState] | None,
    framework: list[schemas.FrameworkCode] | None,
) -> contract.ListControlsResult:
    """Return a page of controls, built-in and own."""
    page = CONTROLS.page(
        context,
        filters={
            "type": type,
            "category": category,
            "severity": severity,
            "origin": origin,
            "state": state,
            "frameworks": Contains(framework),
        },
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        deleted_since=deletions_since(context, include_deleted, updated_since),
        search=search,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListControls200)


def create_control(context: Context, *, body: schemas.ControlInput) -> contract.CreateControlResult:
    """Create a control of the organisation's own."""
    return created(context, controls.create_control(context, body), contract.CreateControl201)


def get_control(context: Context, *, control_id: str) -> contract.GetControlResult:
    """Read a control, built-in or own."""
    return contract.GetControl200(CONTROLS.get(context, control_id))


def replace_control(
    context: Context, *, control_id: str, if_match: str | None, body: schemas.ControlInput
) -> contract.ReplaceControlResult:
    """Replace a control of the organisation's own."""
    before = CONTROLS.get(context, control_id)
    require_match(if_match, before)
    control = controls.replace_control(context, before, body)
    return contract.ReplaceControl200(control)


def delete_control(
    context: Context,
    *,
    control_id: str,
    if_match: str | None = None,
) -> contract.DeleteControlResult:
    """Delete a custom control."""
    before = CONTROLS.get(context, control_id)
    require_match(if_match, before)
    context.emit("control.deleted", controls.delete_control(context, before))
    return contract.DeleteControl204()


def restore_control(context: Context, *, control_id: str) -> contract.RestoreControlResult:
    """Restore a custom control."""
    control = CONTROLS.find(context, control_id)
    if control is None:
        control = CONTROLS.restore(context, control_id, context.deletions_kept_since)
        context.emit("control.restored", control)
    return contract.RestoreControl200(control)
