"""The server's protocols on SQLAlchemy Core and SQLite: a small implementation that is meant to be used.

A transaction for each call, idempotency records, an outbox, OAuth clients and access tokens for them, pages.
A project with other needs implements ``contractfirst.protocols`` itself. Needs the extra ``sqlalchemy``.
"""

from contractfirst.storage.authenticator import SqlAuthenticator, SqlClientRegistry
from contractfirst.storage.backend import SqlBackend
from contractfirst.storage.clients import StoredClient, find_client, register_client, revoke_client
from contractfirst.storage.context import SqlContext
from contractfirst.storage.database import SqlDatabase
from contractfirst.storage.errors import StorageError
from contractfirst.storage.outbox import OutboxEvent, delete_events, pending_events
from contractfirst.storage.paging import CursorPage, read_cursor_page
from contractfirst.storage.settings import SqlSettings, load_sql_settings

__all__ = [
    "CursorPage",
    "OutboxEvent",
    "SqlAuthenticator",
    "SqlBackend",
    "SqlClientRegistry",
    "SqlContext",
    "SqlDatabase",
    "SqlSettings",
    "StorageError",
    "StoredClient",
    "delete_events",
    "find_client",
    "load_sql_settings",
    "pending_events",
    "read_cursor_page",
    "register_client",
    "revoke_client",
]
