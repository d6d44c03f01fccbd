"""Tickets: work for a client, and the notes on it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.contacts import CONTACTS
from brainstormmsp.store.ranks import PRIORITIES, Ranks
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.sequences import next_value
from brainstormmsp.store.statements import Statement
from contractfirst.contract.problems import Conflict

__all__ = [
    "MOST_NOTES",
    "TICKETS",
    "TICKET_NOTES",
    "add_note",
    "insert_ticket",
    "new_references",
    "require_references",
    "require_same_client",
    "with_notes",
]

MOST_NOTES = 1000

TICKETS = Resource[schemas.TicketSummary](
    tables.tickets,
    singular="ticket",
    searched=("subject",),
    references="external_refs",
    ranks=Ranks({"priority": PRIORITIES}),
)
TICKET_NOTES = Resource[schemas.TicketNote](
    tables.ticket_notes, singular="note", hidden=("ticket_id", "updated_at")
)

_COUNT_NOTES = Statement(
    select(func.count()).where(
        tables.ticket_notes.c.organisation_id == bindparam("organisation_id"),
        tables.ticket_notes.c.ticket_id == bindparam("ticket_id"),
    )
)


def insert_ticket(scope: Scope, body: Mapping[str, Any], **computed: Any) -> schemas.TicketSummary:
    """Store a new ticket under the organisation's next number; return its representation without notes.

    ``computed`` is as for ``Resource.insert``.

    Raises:
        NotFound: no such client, contact or asset.
        Conflict: another client's contact or asset (``client_mismatch``), or an external reference that
            another ticket has (``external_ref_taken``).
    """
    require_references(scope, body)
    require_same_client(scope, body)
    return TICKETS.insert(scope, body, number=next_value(scope, "tickets"), **computed)


def new_references(body: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the client, and the contact and the asset of ``body`` that are not those of the ticket before.

    A ticket may keep a contact or an asset that is deleted.
    """
    changed = (name for name in ("contact_id", "asset_id") if body.get(name) != before.get(name))
    return {"client_id": body["client_id"], **{name: body.get(name) for name in changed}}


def require_references(scope: Scope, body: Mapping[str, Any]) -> None:
    """Check that the organisation has every resource that a new ticket names.

    Raises:
        NotFound: no such client, contact or asset.
    """
    CLIENTS.require(scope, body["client_id"])
    CONTACTS.require(scope, body.get("contact_id"))
    ASSETS.require(scope, body.get("asset_id"))


def require_same_client(scope: Scope, body: Mapping[str, Any]) -> None:
    """Check that the contact and the asset of a ticket belong to its client.

    Raises:
        NotFound: no such contact or asset.
        Conflict: another client's contact or asset (``client_mismatch``).
    """
    for resource, resource_id in ((CONTACTS, body.get("contact_id")), (ASSETS, body.get("asset_id"))):
        if resource_id is None:
            continue
        if resource.get(scope, resource_id)["client_id"] != body["client_id"]:
            raise Conflict(f"The {resource.singular} belongs to another client.", code="client_mismatch")


def with_notes(scope: Scope, ticket: schemas.TicketSummary) -> schemas.Ticket:
    """Return a ticket's representation with all its notes, oldest first."""
    notes = TICKET_NOTES.page(scope, filters={"ticket_id": ticket["id"]}, limit=MOST_NOTES)
    return {**ticket, "notes": notes.rows}


def add_note(
    scope: Scope, ticket_id: str, body: schemas.TicketNoteInput, author: str
) -> tuple[schemas.TicketSummary, schemas.TicketNoteEvent]:
    """Store a note on a ticket, which changes the ticket too.

    Return the ticket without its notes, and the data of the event ``ticket.note_added``.

    Raises:
        NotFound: the organisation has no such ticket.
        Conflict: the ticket is closed (``ticket_closed``), or has as many notes as it can
            (``ticket_notes_full``).
    """
    ticket = TICKETS.get(scope, ticket_id)
    if ticket["status"] == "closed":
        raise Conflict("Notes cannot be added to a closed ticket; reopen it first.", code="ticket_closed")
    place = {"organisation_id": scope.organisation_id, "ticket_id": ticket_id}
    if scope.transaction.scalar(_COUNT_NOTES, place) >= MOST_NOTES:
        raise Conflict(f"A ticket can have at most {MOST_NOTES} notes.", code="ticket_notes_full")
    note = TICKET_NOTES.insert(scope, {**body, "ticket_id": ticket_id}, author=author)
    event: schemas.TicketNoteEvent = {
        "id": note["id"],
        "ticket_id": ticket_id,
        "ticket_number": ticket["number"],
        "client_id": ticket["client_id"],
        "body": note["body"],
        "visibility": note["visibility"],
        "author": note["author"],
        "created_at": note["created_at"],
    }
    return TICKETS.touch(scope, ticket_id), event
