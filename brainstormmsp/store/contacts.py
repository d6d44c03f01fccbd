"""Contacts: people at a client, at most one of whom is its primary contact."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Announcer, Scope
from brainstormmsp.store.statements import Statement

__all__ = ["CONTACTS", "has_primary_contact", "make_room_for_primary"]

CONTACTS = Resource[schemas.Contact](tables.contacts, singular="contact", searched=("name", "email"))

_PRIMARY = Statement(
    select(tables.contacts.c.id).where(
        tables.contacts.c.organisation_id == bindparam("organisation_id"),
        tables.contacts.c.client_id == bindparam("client_id"),
        tables.contacts.c.is_primary == 1,
        tables.contacts.c.deleted_at.is_(None),
    )
)


def make_room_for_primary(
    announcer: Announcer, body: Mapping[str, Any], contact_id: str | None = None
) -> None:
    """Make another primary contact of the client an ordinary one, if ``body`` is to be the primary one.

    ``contact_id`` is the contact that ``body`` replaces, ``None`` for a new one.
    """
    if not body.get("is_primary"):
        return
    place = {"organisation_id": announcer.organisation_id, "client_id": body["client_id"]}
    before = announcer.transaction.scalar(_PRIMARY, place)
    if before is not None and before != contact_id:
        announcer.emit("contact.updated", CONTACTS.update(announcer, before, is_primary=False))


def has_primary_contact(scope: Scope, client_id: str) -> bool:
    """Return whether a client has a primary contact."""
    place = {"organisation_id": scope.organisation_id, "client_id": client_id}
    return scope.transaction.scalar(_PRIMARY, place) is not None
