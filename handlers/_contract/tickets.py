# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the operations of the tag "Tickets" take and return."""

from typing import Protocol, TypeAlias

from brainstormmsp import schemas
from brainstormmsp.backend import Context
from contractfirst.contract.exchange import Response


class ListTickets200(Response):
    """A page of tickets."""

    __slots__ = ()

    def __init__(self, body: schemas.TicketPage, *, link: str | None = None) -> None:
        super().__init__(200, body, {"Link": link})


class CreateTicket201(Response):
    """The created ticket."""

    __slots__ = ()

    def __init__(self, body: schemas.Ticket, *, location: str, etag: str | None = None) -> None:
        super().__init__(201, body, {"Location": location, "ETag": etag})


class GetTicket200(Response):
    """The ticket."""

    __slots__ = ()

    def __init__(self, body: schemas.Ticket, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class ReplaceTicket200(Response):
    """The replaced ticket."""

    __slots__ = ()

    def __init__(self, body: schemas.Ticket, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class DeleteTicket204(Response):
    """The ticket is deleted."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(204)


class RestoreTicket200(Response):
    """The ticket."""

    __slots__ = ()

    def __init__(self, body: schemas.Ticket, *, etag: str | None = None) -> None:
        super().__init__(200, body, {"ETag": etag})


class CreateTicketNote201(Response):
    """The ticket, with its new note."""

    __slots__ = ()

    def __init__(self, body: schemas.Ticket, *, location: str, etag: str | None = None) -> None:
        super().__init__(201, body, {"Location": location, "ETag": etag})


ListTicketsResult: TypeAlias = ListTickets200
CreateTicketResult: TypeAlias = CreateTicket201
GetTicketResult: TypeAlias = GetTicket200
ReplaceTicketResult: TypeAlias = ReplaceTicket200
DeleteTicketResult: TypeAlias = DeleteTicket204
RestoreTicketResult: TypeAlias = RestoreTicket200
CreateTicketNoteResult: TypeAlias = CreateTicketNote201


class Tickets(Protocol):
    """The functions that handle the tag; the server gives every argument."""

    def list_tickets(
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
        sort: schemas.ListTicketsSort,
        client_id: str | None,
        status: list[schemas.TicketStatus] | None,
        priority: list[schemas.TicketPriority] | None,
        asset_id: str | None,
        contact_id: str | None,
        number: int | None,
        assignee: str | None,
    ) -> ListTicketsResult: ...

    def create_ticket(self, context: Context, /, *, body: schemas.TicketInput) -> CreateTicketResult: ...

    def get_ticket(self, context: Context, /, *, ticket_id: str) -> GetTicketResult: ...

    def replace_ticket(
        self,
        context: Context,
        /,
        *,
        ticket_id: str,
        if_match: str | None,
        body: schemas.TicketInput,
    ) -> ReplaceTicketResult: ...

    def delete_ticket(
        self,
        context: Context,
        /,
        *,
        ticket_id: str,
        if_match: str | None,
    ) -> DeleteTicketResult: ...

    def restore_ticket(self, context: Context, /, *, ticket_id: str) -> RestoreTicketResult: ...

    def create_ticket_note(
        self,
        context: Context,
        /,
        *,
        ticket_id: str,
        body: schemas.TicketNoteInput,
    ) -> CreateTicketNoteResult: ...
