"""People at a client."""

from brainstormmsp import schemas
from brainstormmsp.backend import Context, created, deletions_since, listed
from brainstormmsp.store.clients import CLIENTS, require_fixed_client
from brainstormmsp.store.contacts import CONTACTS, make_room_for_primary
from brainstormmsp.store.deletion import restore_dependent
from contractfirst.contract.entity_tags import require_match
from handlers._contract import contacts as contract


def list_contacts(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    created_since: str | None,
    include_total: bool,
    include_deleted: bool,
    search: str | None,
    sort: schemas.ListContactsSort,
    client_id: str | None,
) -> contract.ListContactsResult:
    """Return a page of contacts."""
    CLIENTS.require(context, client_id)
    page = CONTACTS.page(
        context,
        filters={"client_id": client_id},
        sort=sort,
        updated_since=updated_since,
        created_since=created_since,
        include_total=include_total,
        deleted_since=deletions_since(context, include_deleted, updated_since),
        search=search,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page, contract.ListContacts200)


def create_contact(context: Context, *, body: schemas.ContactInput) -> contract.CreateContactResult:
    """Create a contact."""
    CLIENTS.require(context, body["client_id"])
    make_room_for_primary(context, body)
    contact = CONTACTS.insert(context, body)
    context.emit("contact.created", contact)
    return created(context, contact, contract.CreateContact201)


def get_contact(context: Context, *, contact_id: str) -> contract.GetContactResult:
    """Read a contact."""
    return contract.GetContact200(CONTACTS.get(context, contact_id))


def replace_contact(
    context: Context, *, contact_id: str, if_match: str | None, body: schemas.ContactInput
) -> contract.ReplaceContactResult:
    """Replace a contact."""
    before = CONTACTS.get(context, contact_id)
    CLIENTS.require(context, body["client_id"])
    require_match(if_match, before)
    require_fixed_client(before, body)
    make_room_for_primary(context, body, contact_id)
    contact = CONTACTS.replace(context, contact_id, body)
    if contact != before:
        context.emit("contact.updated", contact)
    return contract.ReplaceContact200(contact)


def delete_contact(
    context: Context,
    *,
    contact_id: str,
    if_match: str | None = None,
) -> contract.DeleteContactResult:
    """Delete a contact."""
    require_match(if_match, CONTACTS.get(context, contact_id))
    context.emit("contact.deleted", CONTACTS.delete(context, contact_id))
    return contract.DeleteContact204()


def restore_contact(context: Context, *, contact_id: str) -> contract.RestoreContactResult:
    """Restore a contact."""
    contact = CONTACTS.find(context, contact_id)
    if contact is None:
        contact = restore_dependent(context, CONTACTS, contact_id, context.deletions_kept_since)
        context.emit("contact.restored", contact)
    return contract.RestoreContact200(contact)
