# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Integrations" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListIntegrations200(Response):
    """A page of integrations."""

    __slots__ = ()

    def __init__(self, body: schemas.IntegrationPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateIntegration201(Response):
    """The created integration."""

    __slots__ = ()

    def __init__(self, body: schemas.Integration, *, location: str, etag: str | None = None) -> None:
        super().__init__(201, body, {"Location": location, "ETag": etag})


class GetIntegration200(Response):
    """The integration."""

    __slots__ = ()

    def __init__(self, body: schemas.Integration, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ReplaceIntegration200(Response):
    """The replaced integration."""

    __slots__ = ()

    def __init__(self, body: schemas.Integration, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class SyncIntegration202(Response):
    """The job that performs the sync."""

    __slots__ = ()

    def __init__(self, body: schemas.Job, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


ListIntegrationsResult: TypeAlias = ListIntegrations200
CreateIntegrationResult: TypeAlias = CreateIntegration201
GetIntegrationResult: TypeAlias = GetIntegration200
ReplaceIntegrationResult: TypeAlias = ReplaceIntegration200
SyncIntegrationResult: TypeAlias = SyncIntegration202


class Integrations(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_integrations(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        created_since: str | None,
        include_total: bool,
        sort: schemas.ListIntegrationsSort,
        provider: list[schemas.IntegrationProvider] | None,
        health: list[schemas.IntegrationHealth] | None,
        enabled: bool | None,
    ) -> ListIntegrationsResult: ...

    def create_integration(
        self,
        context: Context,
        /,
        *,
        body: schemas.IntegrationInput,
    ) -> CreateIntegrationResult: ...

    def get_integration(self, context: Context, /, *, integration_id: str) -> GetIntegrationResult: ...

    def replace_integration(
        self,
        context: Context,
        /,
        *,
        integration_id: str,
        if_match: str | None,
        body: schemas.IntegrationReplacement,
    ) -> ReplaceIntegrationResult: ...

    def sync_integration(self, context: Context, /, *, integration_id: str) -> SyncIntegrationResult: ...
