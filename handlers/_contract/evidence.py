# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Evidence" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListEvidence200(Response):
    """A page of evidence."""

    __slots__ = ()

    def __init__(self, body: schemas.EvidencePage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateEvidence201(Response):
    """The filed attestation."""

    __slots__ = ()

    def __init__(self, body: schemas.EvidenceAttestation, *, location: str, etag: str | None = None) -> None:
        super().__init__(201, body, {"Location": location, "ETag": etag})


class GetEvidence200(Response):
    """The evidence."""

    __slots__ = ()

    def __init__(self, body: schemas.Evidence, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


ListEvidenceResult: TypeAlias = ListEvidence200
CreateEvidenceResult: TypeAlias = CreateEvidence201
GetEvidenceResult: TypeAlias = GetEvidence200


class Evidence(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_evidence(
        self,
        context: Context,
        /,
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
    ) -> ListEvidenceResult: ...

    def create_evidence(
        self,
        context: Context,
        /,
        *,
        body: schemas.EvidenceInput,
    ) -> CreateEvidenceResult: ...

    def get_evidence(self, context: Context, /, *, evidence_id: str) -> GetEvidenceResult: ...
