# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Bulk" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class BulkUpsertClients202(Response):
    """The job that applies the items."""

    __slots__ = ()

    def __init__(self, body: schemas.Job, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


class BulkUpsertAssets202(Response):
    """The job that applies the items."""

    __slots__ = ()

    def __init__(self, body: schemas.Job, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


class BulkUpsertTickets202(Response):
    """The job that applies the items."""

    __slots__ = ()

    def __init__(self, body: schemas.Job, *, location: str, retry_after: int) -> None:
        super().__init__(202, body, {"Location": location, "Retry-After": str(retry_after)})


BulkUpsertClientsResult: TypeAlias = BulkUpsertClients202
BulkUpsertAssetsResult: TypeAlias = BulkUpsertAssets202
BulkUpsertTicketsResult: TypeAlias = BulkUpsertTickets202


class Bulk(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def bulk_upsert_clients(
        self,
        context: Context,
        /,
        *,
        body: schemas.BulkClientsInput,
    ) -> BulkUpsertClientsResult: ...

    def bulk_upsert_assets(
        self,
        context: Context,
        /,
        *,
        body: schemas.BulkAssetsInput,
    ) -> BulkUpsertAssetsResult: ...

    def bulk_upsert_tickets(
        self,
        context: Context,
        /,
        *,
        body: schemas.BulkTicketsInput,
    ) -> BulkUpsertTicketsResult: ...
