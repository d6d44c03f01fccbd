# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Remediations" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListRemediations200(Response):
    """A page of remediations."""

    __slots__ = ()

    def __init__(self, body: schemas.RemediationPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class GetRemediation200(Response):
    """The remediation."""

    __slots__ = ()

    def __init__(self, body: schemas.Remediation, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ReplaceRemediation200(Response):
    """The replaced remediation."""

    __slots__ = ()

    def __init__(self, body: schemas.Remediation, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


ListRemediationsResult: TypeAlias = ListRemediations200
GetRemediationResult: TypeAlias = GetRemediation200
ReplaceRemediationResult: TypeAlias = ReplaceRemediation200


class Remediations(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_remediations(
        self,
        context: Context,
        /,
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
    ) -> ListRemediationsResult: ...

    def get_remediation(self, context: Context, /, *, remediation_id: str) -> GetRemediationResult: ...

    def replace_remediation(
        self,
        context: Context,
        /,
        *,
        remediation_id: str,
        if_match: str | None,
        body: schemas.RemediationReplacement,
    ) -> ReplaceRemediationResult: ...
