"""Random keys that are stored in the database."""

import secrets

from sqlalchemy import bindparam, insert, select

from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import keyring
from brainstormmsp.store.transaction import Transaction

__all__ = ["CURSOR_KEY", "KEY_BYTES", "create_keys", "random_key"]

KEY_BYTES = 32
CURSOR_KEY = "cursor"

_SELECT = Statement(select(keyring.c.key).where(keyring.c.name == bindparam("name")))
_INSERT = Statement(insert(keyring).values(name=bindparam("name"), key=bindparam("key")))


def create_keys(transaction: Transaction, *names: str) -> None:
    """Create the keys that are missing."""
    for name in names:
        if transaction.scalar(_SELECT, {"name": name}) is None:
            transaction.execute(_INSERT, {"name": name, "key": secrets.token_bytes(KEY_BYTES)})


def random_key(transaction: Transaction, name: str) -> bytes:
    """Return a key of 32 bytes that ``create_keys`` created; raises ``LookupError`` if there is none."""
    key = transaction.scalar(_SELECT, {"name": name})
    if key is None:
        raise LookupError(f"the database has no key {name!r}")
    return bytes(key)
