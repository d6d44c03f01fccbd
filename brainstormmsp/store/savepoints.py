"""Parts of a transaction that can be undone alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from brainstormmsp.store.transaction import Transaction

__all__ = ["savepoint"]


@contextmanager
def savepoint(transaction: Transaction) -> Iterator[None]:
    """Undo what is done inside, and that alone, when it raises."""
    connection = transaction.connection
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK TO SAVEPOINT part")
        raise
    finally:
        connection.execute("RELEASE SAVEPOINT part")
