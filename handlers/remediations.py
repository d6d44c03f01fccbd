"""What must be done about a verdict."""

from brainstormmsp.backend import Context
from handlers._contract import remediations as contract
from handlers._contract import schemas


def list_remediations(
    context: Context,
    *,
    limit: int = 25,
    cursor: str | None = None,
    updated_since: str | None = None,
    sort: schemas.ListRemediationsSort = "created_at",
    client_id: str | None = None,
    control_id: str | None = None,
    status: list[schemas.RemediationStatus] | None = None,
    due_before: str | None = None,
) -> contract.ListRemediationsResult:
    """List remediations.

    What must be done about verdicts. Evaluations open and resolve remediations; there is at most one that
    is not resolved for a control and a client. A client or a control that is not the organisation's answers
    404.
    """
    raise NotImplementedError


def get_remediation(context: Context, *, remediation_id: str) -> contract.GetRemediationResult:
    """Read a remediation.

    One remediation, whatever its state.
    """
    raise NotImplementedError


def replace_remediation(
    context: Context,
    *,
    remediation_id: str,
    if_match: str | None = None,
    body: schemas.RemediationReplacement,
) -> contract.ReplaceRemediationResult:
    """Replace a remediation.

    Replaces what people decide about a remediation; what is left out is removed. From `open`, `in_progress`
    and `accepted_risk` every state can follow; `resolved` is final, and raises `remediation.resolved`.
    `accepted_reason` is asked for when the risk is accepted, and refused otherwise. A remediation that is
    resolved already answers 409 with the code `remediation_resolved`, an unknown ticket 404, another
    client's ticket 409 with `ticket_of_another_client`.
    """
    raise NotImplementedError
