"""What a verdict rests on."""

from brainstormmsp.backend import Context
from handlers._contract import evidence as contract
from handlers._contract import schemas


def list_evidence(
    context: Context,
    *,
    limit: int = 25,
    cursor: str | None = None,
    updated_since: str | None = None,
    sort: schemas.ListEvidenceSort = "created_at",
    client_id: str | None = None,
    control_id: str | None = None,
    kind: list[schemas.EvidenceKind] | None = None,
    topic: list[schemas.EvidenceTopic] | None = None,
) -> contract.ListEvidenceResult:
    """List evidence.

    What verdicts rest on: what was read from an integration or by an evaluation (`api`), what was filed
    (`document`), what somebody declared (`attestation`). A client or a control that is not the
    organisation's answers 404.
    """
    raise NotImplementedError


def create_evidence(context: Context, *, body: schemas.EvidenceInput) -> contract.CreateEvidenceResult:
    """File an attestation.

    Files what a person declares about a client. Without `collected_at` it was declared now. The next
    evaluation takes it into account until it expires. Evidence is never changed: file another attestation
    to correct one. An unknown client or control answers 404; an `expires_at` that is not after
    `collected_at` answers 409 with the code `expiry_before_collection`.
    """
    raise NotImplementedError


def get_evidence(context: Context, *, evidence_id: str) -> contract.GetEvidenceResult:
    """Read a piece of evidence.

    One piece of evidence; its shape follows from its `kind`.
    """
    raise NotImplementedError
