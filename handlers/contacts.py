"""People at a client."""

from typing import Any

from brainstormmsp.backend import Context, created, listed
from brainstormmsp.contract.entity_tag import require_match
from brainstormmsp.contract.exchange import Response
from brainstormmsp.store.clients import CLIENTS, require_fixed_client
from brainstormmsp.store.contacts import CONTACTS, make_room_for_primary


def list_contacts(
    context: Context,
    *,
    limit: int,
    cursor: str | None,
    updated_since: str | None,
    search: str | None,
    sort: str,
    client_id: str | None,
) -> Response:
    """Return a page of contacts."""
    CLIENTS.require(context, client_id)
    page = CONTACTS.page(
        context,
        filters={"client_id": client_id},
        sort=sort,
        updated_since=updated_since,
        search=search,
        limit=limit,
        cursor=cursor,
    )
    return listed(context, page)


def create_contact(context: Context, *, body: dict[str, Any]) -> Response:
    """Create a contact."""
    CLIENTS.require(context, body["client_id"])
    make_room_for_primary(context, body)
    return created(context, CONTACTS.insert(context, body))


def get_contact(context: Context, *, contact_id: str) -> Response:
    """Read a contact."""
    return Response(200, CONTACTS.get(context, contact_id))


def replace_contact(
    context: Context, *, contact_id: str, if_match: str | None, body: dict[str, Any]
) -> Response:
    """Replace a contact."""
    before = CONTACTS.get(context, contact_id)
    CLIENTS.require(context, body["client_id"])
    require_match(if_match, before)
    require_fixed_client(before, body)
    make_room_for_primary(context, body, contact_id)
    return Response(200, CONTACTS.replace(context, contact_id, body))
