# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Clients" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListClients200(Response):
    """A page of clients."""

    __slots__ = ()

    def __init__(self, body: schemas.ClientPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateClient201(Response):
    """The created client."""

    __slots__ = ()

    def __init__(self, body: schemas.Client, *, location: str, etag: str | None = None) -> None:
        super().__init__(201, body, {"Location": location, "ETag": etag})


class GetClient200(Response):
    """The client."""

    __slots__ = ()

    def __init__(self, body: schemas.Client, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ReplaceClient200(Response):
    """The replaced client."""

    __slots__ = ()

    def __init__(self, body: schemas.Client, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class DeleteClient204(Response):
    """The client is deleted."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(204)


class RestoreClient200(Response):
    """The client."""

    __slots__ = ()

    def __init__(self, body: schemas.Client, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class GetClientPosture200(Response):
    """The posture."""

    __slots__ = ()

    def __init__(self, body: schemas.ClientPosture, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


ListClientsResult: TypeAlias = ListClients200
CreateClientResult: TypeAlias = CreateClient201
GetClientResult: TypeAlias = GetClient200
ReplaceClientResult: TypeAlias = ReplaceClient200
DeleteClientResult: TypeAlias = DeleteClient204
RestoreClientResult: TypeAlias = RestoreClient200
GetClientPostureResult: TypeAlias = GetClientPosture200


class Clients(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_clients(
        self,
        context: Context,
        /,
        *,
        limit: int,
        cursor: str | None,
        updated_since: str | None,
        external_ref: str | None,
        created_since: str | None,
        include_total: bool,
        include_deleted: bool,
        search: str | None,
        sort: schemas.ListClientsSort,
        status: list[schemas.ClientStatus] | None,
        tag: str | None,
    ) -> ListClientsResult: ...

    def create_client(self, context: Context, /, *, body: schemas.ClientInput) -> CreateClientResult: ...

    def get_client(self, context: Context, /, *, client_id: str) -> GetClientResult: ...

    def replace_client(
        self,
        context: Context,
        /,
        *,
        client_id: str,
        if_match: str | None,
        body: schemas.ClientInput,
    ) -> ReplaceClientResult: ...

    def delete_client(
        self,
        context: Context,
        /,
        *,
        client_id: str,
        if_match: str | None,
        dependents: schemas.Dependents,
    ) -> DeleteClientResult: ...

    def restore_client(self, context: Context, /, *, client_id: str) -> RestoreClientResult: ...

    def get_client_posture(self, context: Context, /, *, client_id: str) -> GetClientPostureResult: ...
