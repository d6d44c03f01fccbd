"""Savepoints: parts of a transaction that can be rolled back alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from brainstormmsp.store.transaction import Transaction

__all__ = ["savepoint"]


@contextmanager
def savepoint(transaction: Transaction) -> Iterator[None]:
    """Roll back only the changes made inside if it raises."""
    connection = transaction.connection
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK TO SAVEPOINT part")
        raise
    finally:
        connection.execute("RELEASE SAVEPOINT part")
