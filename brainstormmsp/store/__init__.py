"""Persistent data: tables, migrations, statements, and the operations that all resources share.

A resource's module, here ``store/clients.py``, starts from a ``Resource``: a table and what its lists offer.
Everything else follows from the table's columns::

    CLIENTS = Resource[schemas.Client](
        tables.clients,
        singular="client",
        searched=("name", "domains"),          # words of these columns are found by `search`
        members=("tags",),                     # list columns that Contains() filters
        references="external_refs",            # kept unique, found by find_by_reference
        unique=(
            Unique(("name",), code="name_taken", detail="Another client has this name.",
                   aside={"status": "archived"}),
        ),
    )

Its handlers, here ``handlers/clients.py``, then need no SQL::

    def list_clients(context: Context, *, limit, cursor, sort, updated_since, search, status, tag):
        page = CLIENTS.page(
            context,
            filters={"status": status, "tags": Contains(tag)},   # a value, a list (any of them), Contains,
            sort=sort,                                           # AtLeast, Before; None: no such filter
            updated_since=updated_since,
            search=search,
            limit=limit,
            cursor=cursor,
        )
        return listed(context, page, contract.ListClients200)    # {"data", "next_cursor"?} and Link

    def create_client(context: Context, *, body: schemas.ClientInput):
        client = CLIENTS.insert(context, body)              # Conflict when a Unique or a reference is taken
        context.emit("client.created", client)              # into the outbox, in the same transaction
        return created(context, client, contract.CreateClient201)              # with its Location

    def replace_client(context: Context, *, client_id, if_match, body: schemas.ClientInput):
        before = CLIENTS.get(context, client_id)            # NotFound when absent or another's
        require_match(if_match, before)
        client = CLIENTS.replace(context, client_id, body)  # absent properties become absent
        if client != before:
            context.emit("client.updated", client)
        return contract.ReplaceClient200(client)

What the pieces do:

- Values in and out are JSON-typed (``str``, ``int``, ``bool``, ``list``, ``dict``), named as the columns
  are. A representation leaves out ``organisation_id``, ``search_text`` (and whatever else
  ``hidden`` names) and every column that is NULL, but for those that ``nullable`` names: they are ``None``.
- Columns that were declared ``computed`` are never taken from a body; give them by keyword:
  ``TICKETS.insert(context, body, number=next_value(context, "tickets"))``,
  ``ALERTS.replace(context, alert_id, body, resolved_at=context.timestamp)``. ``insert`` takes ``id=`` too.
- ``update(context, id, status="resolved")`` changes some columns, ``None`` clears one.
- ``get`` raises ``NotFound``; ``require`` does no more than that, for references to another resource:
  ``CLIENTS.require(context, body["client_id"])``, and ``None`` names none; ``find`` returns ``None`` instead;
  ``find_by_reference(context, system, external_id)`` serves create-or-replace.
- A column in a body that the table lacks is a ``LookupError``, so that nothing is dropped silently. A
  body with properties that are stored elsewhere is split by its handler first.
- Anything else is a statement: ``OPEN = Statement(select(...).where(t.c.organisation_id ==
  bindparam("organisation_id")))`` at module level (compiled once), run as
  ``context.transaction.all(OPEN, {"organisation_id": context.organisation_id})`` (rows as dicts),
  ``.one`` (a dict or ``None``), ``.scalar``, ``.execute`` (the number of rows).
- A table that needs a new list order or filter gets its index in ``list_indexes`` of its module in
  ``tables/`` and a revision in ``migrations/versions/`` (``python -m brainstormmsp.store.migrations`` prints
  what is missing).
"""

from brainstormmsp.store import tables
from brainstormmsp.store.conditions import AtLeast, Before, Contains, Every, HasReference
from brainstormmsp.store.database import Database
from brainstormmsp.store.errors import StoreError
from brainstormmsp.store.paging import Page
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Announcer, Scope
from brainstormmsp.store.sequences import next_value
from brainstormmsp.store.shared_rows import SharedRows
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction
from brainstormmsp.store.uniqueness import Unique
from contractfirst.timestamps import format_timestamp, normalise_timestamp, parse_timestamp

__all__ = [
    "Announcer",
    "AtLeast",
    "Before",
    "Contains",
    "Database",
    "Every",
    "HasReference",
    "Page",
    "Resource",
    "Scope",
    "SharedRows",
    "Statement",
    "StoreError",
    "Transaction",
    "Unique",
    "format_timestamp",
    "next_value",
    "normalise_timestamp",
    "parse_timestamp",
    "tables",
]
