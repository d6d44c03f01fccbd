"""Organisations: found by name, created if missing."""

from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select

from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import organisations
from brainstormmsp.store.transaction import Transaction

__all__ = ["Organisation", "ensure_organisation", "find_organisation"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An MSP. ``created_at`` is in stored form."""

    id: str
    name: str
    created_at: str


_BY_NAME = Statement(select(organisations).where(organisations.c.name == bindparam("name")))
_INSERT = Statement(insert(organisations))


def find_organisation(transaction: Transaction, name: str) -> Organisation | None:
    """Return the organisation of this name."""
    row = transaction.one(_BY_NAME, {"name": name})
    return None if row is None else Organisation(**row)


def ensure_organisation(transaction: Transaction, name: str, *, new_id: str, timestamp: str) -> Organisation:
    """Return the organisation of this name; create it with ``new_id`` at ``timestamp`` if it is missing."""
    found = find_organisation(transaction, name)
    if found is None:
        found = Organisation(new_id, name, timestamp)
        transaction.execute(_INSERT, {"id": found.id, "name": found.name, "created_at": found.created_at})
    return found
