"""Work for a client, and the notes on it."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, created, deletions_since, listed
from brainstormmsp.store.api_keys import find_api_key
from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.clients import CLIENTS, require_fixed_client
from brainstormmsp.store.contacts import CONTACTS
from brainstormmsp.store.deletion import restore_dependent
from brainstormmsp.store.tickets import (
    TICKETS,
    add_note,
    insert_ticket,
    new_references,
    require_references,
    require_same_client,
    with_notes,
)
from contractfirst.contract.entity_tags import require_match
from handlers._contract import tickets as contract


def list_tickets(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    external_ref: str | None,
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
) -> contract.ListTicketsResult:
    """Return a page of tickets, without their notes."""
    CLIENTS.require(context, client_id)
    ASSETS.require(context, asset_id)
    CONTACTS.require(context, contact_id)
    page = TICKETS.page(
        context,
        filters={
            "client_id": client_id,
            "status": status,
            "priority": priority,
            "asset_id": asset_id,
            "contact_id": contact_id,
            "number": number,
            "assignee": assignee,
        },
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        external_ref=external_ref,
        include_total=include_total,
        deleted_since=deletions_since(context, include_deleted, updated_since),
        search=search,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListTickets200)


def create_ticket(context: Context, *, body: schemas.TicketInput) -> contract.CreateTicketResult:
    """Create a ticket."""
    ticket = insert_ticket(context, body)
    context.emit("ticket.created", ticket)
    return created(context, with_notes(context, ticket), contract.CreateTicket201)


def get_ticket(context: Context, *, ticket_id: str) -> contract.GetTicketResult:
    """Read a ticket with its notes."""
    return contract.GetTicket200(with_notes(context, TICKETS.get(context, ticket_id)))


def replace_ticket(
    context: Context, *, ticket_id: str, if_match: str | None, body: schemas.TicketInput
) -> contract.ReplaceTicketResult:
    """Replace a ticket; its notes stay."""
    before = TICKETS.get(context, ticket_id)
    references = new_references(body, before)
    require_references(context, references)
    require_match(if_match, with_notes(context, before))
    require_fixed_client(before, body)
    require_same_client(context, references)
    ticket = TICKETS.replace(context, ticket_id, body)
    if ticket != before:
        context.emit("ticket.updated", ticket)
    return contract.ReplaceTicket200(with_notes(context, ticket))


def create_ticket_note(
    context: Context, *, ticket_id: str, body: schemas.TicketNoteInput
) -> contract.CreateTicketNoteResult:
    """Add a note to a ticket."""
    ticket, note = add_note(context, ticket_id, body, _author(context))
    context.emit("ticket.note_added", note)
    location = f"{context.call.base_url}/tickets/{ticket_id}"
    whole = with_notes(context, ticket)
    return contract.CreateTicketNote201(whole, location=location)


def _author(context: Context) -> str:
    """Return what people see as the author of what the caller writes."""
    client_id = context.principal.client_id
    key = find_api_key(context.transaction, client_id)
    return key.name if key is not None and key.name else client_id


def delete_ticket(
    context: Context,
    *,
    ticket_id: str,
    if_match: str | None = None,
) -> contract.DeleteTicketResult:
    """Delete a ticket."""
    require_match(if_match, with_notes(context, TICKETS.get(context, ticket_id)))
    context.emit("ticket.deleted", TICKETS.delete(context, ticket_id))
    return contract.DeleteTicket204()


def restore_ticket(context: Context, *, ticket_id: str) -> contract.RestoreTicketResult:
    """Restore a ticket with its notes."""
    ticket = TICKETS.find(context, ticket_id)
    if ticket is None:
        ticket = restore_dependent(context, TICKETS, ticket_id, context.deletions_kept_since)
        context.emit("ticket.restored", ticket)
    return contract.RestoreTicket200(with_notes(context, ticket))
