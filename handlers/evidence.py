"""What an evaluation rests on."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, created, listed
from brainstormmsp.compliance.controls import CONTROLS
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.evidence import EVIDENCE, file_attestation
from handlers._contract import evidence as contract


def list_evidence(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    sort: schemas.ListEvidenceSort,
    client_id: str | None,
    control_id: str | None,
    kind: list[schemas.EvidenceKind] | None,
    topic: list[schemas.EvidenceTopic] | None,
) -> contract.ListEvidenceResult:
    """Return a page of evidence."""
    CLIENTS.require(context, client_id)
    CONTROLS.require(context, control_id)
    page = EVIDENCE.page(
        context,
        filters={"client_id": client_id, "control_id": control_id, "kind": kind, "topic": topic},
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListEvidence200)


def create_evidence(context: Context, *, body: schemas.EvidenceInput) -> contract.CreateEvidenceResult:
    """File an attestation."""
    CLIENTS.require(context, body["client_id"])
    CONTROLS.require(context, body.get("control_id"))
    return created(context, file_attestation(context, body), contract.CreateEvidence201)


def get_evidence(context: Context, *, evidence_id: str) -> contract.GetEvidenceResult:
    """Read a piece of evidence."""
    return contract.GetEvidence200(EVIDENCE.get(context, evidence_id))
